import type { Scene } from '../render/scene';
import { createSurface } from '../render/surface';
import { type Annotated, drawOverlay, inPane } from './overlay';

/** Words on an export are as large as on a pane of this many CSS pixels. */
const PANE_CSS_PX = 400;

/** Returns the device pixels in a CSS pixel for a picture of a size, so that its words are read. */
export function captureScale(widthPx: number, heightPx: number): number {
  return Math.max(0.5, Math.min(widthPx, heightPx) / PANE_CSS_PX);
}

/** Draws one pane with its overlay on a canvas of its own. What is on the screen stays as it is. */
export function captureScene(scene: Scene, annotated: Annotated): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = scene.widthPx;
  canvas.height = scene.heightPx;
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('the browser gives no canvas to draw the picture on');
  }
  const surface = createSurface(document.createElement('div'), { prefer: 'canvas2d' });
  try {
    surface.drawNow(scene);
    const picture = context.createImageData(scene.widthPx, scene.heightPx);
    picture.data.set(surface.readPixels());
    context.putImageData(picture, 0, 0);
  } finally {
    surface.dispose();
  }
  inPane(context, { x: 0, y: 0, ...annotated.size }, annotated.scale, () =>
    drawOverlay(context, annotated),
  );
  return canvas;
}
