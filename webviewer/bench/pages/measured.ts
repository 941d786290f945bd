/** What bench/main.mjs calls in a page, as `window.bench`. All times are milliseconds. */
export interface Bench {
  /** Loads a volume from a URL, shows three planes of it, and returns when they are drawn. */
  load(url: string): Promise<number>;
  /** Changes the window `times` times, and returns how long each took until the pixels were there. */
  windowChanges(times: number): number[];
}

/** Waits until the graphics processor has drawn everything: reading a pixel leaves it no choice. */
export function finish(gl: WebGL2RenderingContext): void {
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

/** Returns how long something takes, until its pixels are there. */
export function timeOf(gl: WebGL2RenderingContext, action: () => void): number {
  const start = performance.now();
  action();
  finish(gl);
  return performance.now() - start;
}

/** Windows to change between: no two the same in a row. */
export function windowOf(i: number): { center: number; width: number } {
  return { center: 40 + (i % 7) * 20, width: 300 + (i % 5) * 100 };
}

/** Makes the functions of a page reachable. */
export function offer(bench: object): void {
  Object.assign(window, { bench });
}
