import { opaque, type Picture, paintLayers } from './paint';
import { planPane, visibleRect } from './pane-plan';
import type { Renderer } from './renderer';
import { changedPanes } from './same-pane';
import type { Rect, Scene } from './scene';

/**
 * Returns the renderer without WebGL, which draws with plain loops. Its pixels are the definition;
 * those of the WebGL2 one are held against them.
 */
export function createCanvasRenderer(canvas: HTMLCanvasElement): Renderer {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('the canvas has no 2d context');
  let last: Scene | null = null;
  let image: ImageData | null = null;

  return {
    kind: 'canvas2d',
    fieldBytes: 0,

    draw(scene) {
      const { widthPx, heightPx } = scene;
      if (canvas.width !== widthPx) canvas.width = widthPx;
      if (canvas.height !== heightPx) canvas.height = heightPx;
      if (widthPx === 0 || heightPx === 0) {
        image = null;
      } else if (image?.width !== widthPx || image.height !== heightPx) {
        image = new ImageData(widthPx, heightPx);
        last = null;
      }
      if (image !== null) {
        const before = last;
        // If a pane can't be painted, the next scene is painted whole.
        last = null;
        for (const rect of paint(image, scene, before)) {
          context.putImageData(image, 0, 0, rect.x, rect.y, rect.width, rect.height);
        }
      }
      last = scene;
    },

    readPixels() {
      return image === null ? new Uint8ClampedArray() : image.data.slice();
    },

    dispose() {
      image = null;
      last = null;
    },
  };
}

/** Returns the RGBA of a scene, rows from the top, painted on no canvas. */
export function paintScene(scene: Scene): Uint8ClampedArray {
  const data = new Uint8ClampedArray(scene.widthPx * scene.heightPx * 4);
  paint({ data, width: scene.widthPx, height: scene.heightPx }, scene, null);
  return data;
}

/** Paints what differs from the scene before; returns the rectangles painted. */
function paint(
  image: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number },
  scene: Scene,
  before: Scene | null,
): Rect[] {
  const picture: Picture = {
    width: image.width,
    pixels: new Int32Array(image.data.buffer, image.data.byteOffset, image.data.length / 4),
  };
  const background = opaque(scene.background);
  const stale = changedPanes(before, scene);
  if (stale === null) picture.pixels.fill(background);
  const painted: Rect[] = [];
  for (const pane of stale ?? scene.panes) {
    const rect = visibleRect(scene, pane.rect);
    fill(picture, rect, background);
    paintLayers(picture, planPane(scene, pane));
    painted.push(rect);
  }
  return stale === null ? [{ x: 0, y: 0, width: image.width, height: image.height }] : painted;
}

function fill(picture: Picture, rect: Rect, word: number): void {
  for (let y = rect.y; y < rect.y + rect.height; y++) {
    const start = y * picture.width + rect.x;
    picture.pixels.fill(word, start, start + rect.width);
  }
}
