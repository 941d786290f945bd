import './surface.css';
import { createCanvasRenderer, paintScene } from './canvas-renderer';
import { GraphicsLimitError } from './program';
import type { Renderer } from './renderer';
import type { Scene } from './scene';
import { createWebglRenderer, DEFAULT_BUDGET_BYTES, isSoftware, openWebgl } from './webgl-renderer';

export interface SurfaceOptions {
  /**
   * Which renderer to start with; `webgl2`, if there is one, unless said otherwise. `fastest` takes
   * WebGL2 from a graphics card alone: where the browser computes it on the processor, the Canvas-2D
   * renderer takes half the time or less, though on the page's own thread.
   */
  readonly prefer?: Renderer['kind'] | 'fastest';
  /** Graphics memory for fields, bytes. */
  readonly budgetBytes?: number;
}

/**
 * A place on the page that shows scenes, by whichever renderer works. It goes on with the Canvas-2D
 * one, on a new canvas, where WebGL2 is missing, where a scene is beyond the graphics card, and
 * where a lost context has not come back after 3 s.
 *
 * For tests, the canvas says `data-renderer`, how many scenes it drew (`data-draws`), and
 * `data-lost` while its context is lost.
 */
export interface Surface {
  /** Holds the canvas, and stays when the canvas is replaced. */
  readonly element: HTMLElement;
  readonly kind: Renderer['kind'];
  /**
   * Draws the scene with the next animation frame; of several in one frame, the last. If that
   * fails, the reason is shown in place of the picture.
   */
  draw(scene: Scene): void;
  /** Draws the scene before it returns. Throws what the renderer throws, and shows it too. */
  drawNow(scene: Scene): void;
  /** RGBA of the last drawn scene, rows from the top. The canvas itself may read as empty. */
  readPixels(): Uint8ClampedArray;
  /** Bytes held for fields. */
  readonly fieldBytes: number;
  onKindChange(listener: (kind: Renderer['kind']) => void): void;
  dispose(): void;
}

const RESTORE_MS = 3000;

/** Puts a surface at the end of `host`. */
export function createSurface(host: HTMLElement, options: SurfaceOptions = {}): Surface {
  const element = document.createElement('div');
  element.className = 'render-surface';
  const message = document.createElement('p');
  message.className = 'render-surface-error';
  message.setAttribute('role', 'alert');
  element.append(message);
  host.append(element);

  const listeners: ((kind: Renderer['kind']) => void)[] = [];
  let canvas: HTMLCanvasElement;
  let kind: Renderer['kind'];
  /** Null while the context is lost. */
  let renderer: Renderer | null = null;
  let last: Scene | null = null;
  let frame: number | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let isDisposed = false;

  /** Replaces the canvas: one that had a context of one kind never gets another. */
  const mount = (nextKind: Renderer['kind'], next: HTMLCanvasElement) => {
    kind = nextKind;
    canvas = next;
    canvas.dataset.renderer = kind;
    canvas.dataset.draws = '0';
    element.querySelector('canvas')?.remove();
    element.prepend(canvas);
  };

  const startWebgl = (): boolean => {
    const next = document.createElement('canvas');
    const gl = openWebgl(next);
    if (gl === null) return false;
    if (options.prefer === 'fastest' && isSoftware(gl)) {
      // The browser keeps only so many contexts.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
      return false;
    }
    mount('webgl2', next);
    const build = () => {
      renderer = createWebglRenderer(gl, options.budgetBytes ?? DEFAULT_BUDGET_BYTES);
    };
    next.addEventListener('webglcontextlost', (event) => {
      if (canvas !== next || isDisposed) return;
      // Without this it never comes back.
      event.preventDefault();
      next.dataset.lost = '';
      renderer = null;
      clearTimeout(waiting);
      waiting = setTimeout(fallBack, RESTORE_MS);
    });
    next.addEventListener('webglcontextrestored', () => {
      if (canvas !== next || isDisposed) return;
      clearTimeout(waiting);
      delete next.dataset.lost;
      build();
      if (last !== null) schedule();
    });
    build();
    return true;
  };

  const startCanvas2d = () => {
    const next = document.createElement('canvas');
    mount('canvas2d', next);
    renderer = createCanvasRenderer(next);
  };

  const fallBack = () => {
    clearTimeout(waiting);
    renderer?.dispose();
    startCanvas2d();
    for (const listener of listeners) listener('canvas2d');
    if (last !== null) schedule();
  };

  const drawLast = () => {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    if (renderer === null || last === null) return;
    try {
      renderer.draw(last);
    } catch (error) {
      if (kind === 'webgl2' && error instanceof GraphicsLimitError) {
        fallBack();
        drawLast();
        return;
      }
      message.textContent = error instanceof Error ? error.message : String(error);
      throw error;
    }
    message.textContent = '';
    canvas.dataset.draws = String(Number(canvas.dataset.draws) + 1);
  };

  const schedule = () => {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      drawLast();
    });
  };

  if (options.prefer === 'canvas2d' || !startWebgl()) startCanvas2d();

  return {
    element,
    get kind() {
      return kind;
    },
    get fieldBytes() {
      return renderer?.fieldBytes ?? 0;
    },
    draw(scene) {
      last = scene;
      schedule();
    },
    drawNow(scene) {
      last = scene;
      drawLast();
    },
    readPixels() {
      if (last === null) return new Uint8ClampedArray();
      const pixels = renderer?.readPixels() ?? paintScene(last);
      // A context may be lost before its event comes.
      return pixels.length === last.widthPx * last.heightPx * 4 ? pixels : paintScene(last);
    },
    onKindChange(listener) {
      listeners.push(listener);
    },
    dispose() {
      isDisposed = true;
      if (frame !== null) cancelAnimationFrame(frame);
      clearTimeout(waiting);
      renderer?.dispose();
      renderer = null;
      last = null;
      element.remove();
    },
  };
}
