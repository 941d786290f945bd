import type { Scene } from './scene';

/** Turns scenes into pixels on one canvas. */
export interface Renderer {
  readonly kind: 'webgl2' | 'canvas2d';
  /** Draws the scene; the canvas takes its size. Fields that no pane names any more may be let go. */
  draw(scene: Scene): void;
  /** RGBA of the last drawn scene, rows from the top; for exports and tests. */
  readPixels(): Uint8ClampedArray;
  /** Bytes that this renderer holds for fields, on the GPU or beside it. */
  readonly fieldBytes: number;
  /** Releases everything, at once. */
  dispose(): void;
}
