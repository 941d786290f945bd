import { paintScene } from '../render/canvas-renderer';
import type { Rect, Scene } from '../render/scene';
import { type Annotated, drawOverlay, inPane } from './overlay';

/** A pane's picture, and where it is. */
export interface Placed extends Annotated {
  readonly rect: Rect;
}

/** Between the panes, and around their images, in both themes. */
const BLACK = [0, 0, 0] as const;

/** Words on an export are as large as on a pane of this many CSS pixels. */
const CAPTURED_PANE_CSS_PX = 400;

/** Returns the scene of panes on a canvas of a size, device pixels. */
export function sceneOf(widthPx: number, heightPx: number, placed: readonly Placed[]): Scene {
  return {
    widthPx,
    heightPx,
    background: BLACK,
    panes: placed.map(({ rect, cut, pane, window }) => ({
      rect,
      cut,
      layers: pane.layers(window),
    })),
  };
}

/** Draws what lies over the panes; the canvas takes the size and loses what was on it. */
export function drawOverlays(
  context: CanvasRenderingContext2D,
  widthPx: number,
  heightPx: number,
  placed: readonly Placed[],
): void {
  const { canvas } = context;
  if (canvas.width !== widthPx || canvas.height !== heightPx) {
    canvas.width = widthPx;
    canvas.height = heightPx;
  }
  context.clearRect(0, 0, widthPx, heightPx);
  for (const one of placed) {
    inPane(context, one.rect, one.scale, () => drawOverlay(context, one));
  }
}

/** Returns the device pixels in a CSS pixel for a picture of a size, so that its words are read. */
export function captureScale(widthPx: number, heightPx: number): number {
  return Math.max(0.5, Math.min(widthPx, heightPx) / CAPTURED_PANE_CSS_PX);
}

/** Returns a pane with its overlay on a canvas of its own. What is on the screen stays as it is. */
export function captured(annotated: Annotated): HTMLCanvasElement {
  const { width, height } = annotated.size;
  const placed = { ...annotated, rect: { x: 0, y: 0, width, height } };
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  const picture = context.createImageData(width, height);
  picture.data.set(paintScene(sceneOf(width, height, [placed])));
  context.putImageData(picture, 0, 0);
  inPane(context, placed.rect, placed.scale, () => drawOverlay(context, placed));
  return canvas;
}

/**
 * Returns a context that the processor draws on: lines and letters are little work, and where the
 * GPU is a program too, canvases of it cost most of a frame.
 */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new Error('the browser gives no canvas to draw on');
  }
  return context;
}
