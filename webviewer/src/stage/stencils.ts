import type { Painter } from '../stage/stage';

/** Drawings of lines that stay the same while maps fade, scrub, or change their window. */
export interface Stencils {
  /**
   * Draws lines over a pane, from memory if they were drawn before with the same `key`, at the same
   * place and size.
   */
  draw(painter: Painter, key: string, lines: (painter: Painter) => void): void;
}

/** Panes of one page differ by a pixel at most: a few sizes are enough. */
const KEPT = 4;

/**
 * Returns an empty memory. Thousands of short lines cost more than a whole picture, most of all
 * where the canvas is drawn by a graphics card, or by a processor that plays one.
 */
export function createStencils(): Stencils {
  const kept = new Map<string, HTMLCanvasElement>();
  return {
    draw(painter, key, lines) {
      const { width, height, scale, slice, toScreen } = painter;
      const place = [toScreen([0, 0, 0]), toScreen([1, 1, 1])];
      const full = [key, slice, width, height, scale, ...place].join();
      let stencil = kept.get(full);
      if (stencil === undefined) {
        stencil = drawn(painter, lines);
        kept.set(full, stencil);
        const [oldest] = kept.keys();
        if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
      }
      if (stencil.width > 0 && stencil.height > 0) {
        painter.context.drawImage(stencil, 0, 0, width, height);
      }
    },
  };
}

function drawn(painter: Painter, lines: (painter: Painter) => void): HTMLCanvasElement {
  const { width, height, scale } = painter;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  // Drawn by the processor: graphics cards are slow at many short lines.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context !== null) {
    context.scale(scale, scale);
    lines({ ...painter, context });
  }
  return canvas;
}
