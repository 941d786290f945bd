/** What bench/main.mjs calls in a page, as `window.bench`. All times are milliseconds. */
export interface Bench {
  /** Loads a volume from a URL, shows three planes of it, and returns when they are drawn. */
  load(url: string): Promise<number>;
  /** Changes the window, and returns how long each change took until the pixels were there. */
  windowChanges(times: number): number[];
}

/** Waits until a picture is really drawn: reading a pixel leaves the browser no choice. */
export function finish(canvas: HTMLCanvasElement): void {
  const gl = canvas.getContext('webgl2');
  if (gl) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  else canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
}

/** Returns how long something takes, until its pixels are there. */
function timeOf(canvas: HTMLCanvasElement, action: () => void): number {
  const start = performance.now();
  action();
  finish(canvas);
  return performance.now() - start;
}

const LONGEST_MS = 20_000;
const FEWEST = 2;

/** Returns how long each of `times` actions takes; fewer, but two at least, after 20 s. */
export function timesOf(
  canvas: HTMLCanvasElement,
  times: number,
  action: (i: number) => void,
): number[] {
  const taken: number[] = [];
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    if (i >= FEWEST && performance.now() - start > LONGEST_MS) break;
    taken.push(timeOf(canvas, () => action(i)));
  }
  return taken;
}

/** Windows to change between: no two the same in a row. */
export function windowOf(i: number): { center: number; width: number } {
  return { center: 40 + (i % 7) * 20, width: 300 + (i % 5) * 100 };
}

/** Makes the functions of a page reachable. */
export function offer(bench: object): void {
  Object.assign(window, { bench });
}
