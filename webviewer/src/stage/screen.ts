/** How large the stage is on the screen. */
export interface ScreenSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Device pixels in a CSS pixel. */
  readonly scale: number;
}

export interface Screen {
  readonly size: ScreenSize;
  /** Draws with the next animation frame, or when the element is seen again. */
  invalidate(): void;
  /** Fits and measures again. */
  measure(): void;
  dispose(): void;
}

/**
 * Follows an element's size, in device pixels, and draws it at most once a frame and only while it
 * can be seen. `heighten` may set the element's height for its width, CSS pixels, before it is measured;
 * `resized` runs before the first frame of a new size.
 */
export function createScreen(
  element: HTMLElement,
  heighten: (widthCssPx: number) => void,
  resized: (size: ScreenSize) => void,
  draw: () => void,
): Screen {
  let size: ScreenSize = { widthPx: 0, heightPx: 0, scale: 1 };
  let frame: number | null = null;
  let seen = true;

  function invalidate(): void {
    if (frame === null && seen && size.widthPx > 0 && size.heightPx > 0) {
      // Browsers run no animation frames for hidden pages; the request waits until they are shown.
      frame = requestAnimationFrame(() => {
        frame = null;
        draw();
      });
    }
  }

  function measure(): void {
    heighten(element.getBoundingClientRect().width);
    const { width, height } = element.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    const [widthPx, heightPx] = [Math.round(width * scale), Math.round(height * scale)];
    if (widthPx !== size.widthPx || heightPx !== size.heightPx || scale !== size.scale) {
      size = { widthPx, heightPx, scale };
      resized(size);
      invalidate();
    }
  }

  const resizes = new ResizeObserver(measure);
  resizes.observe(element);
  const sights = new IntersectionObserver((entries) => {
    seen = entries.at(-1)?.isIntersecting ?? true;
    invalidate();
  });
  sights.observe(element);
  // Another display may have other pixels and leave the element's size as it is.
  window.addEventListener('resize', measure);

  return {
    get size() {
      return size;
    },
    invalidate,
    measure,
    dispose() {
      resizes.disconnect();
      sights.disconnect();
      window.removeEventListener('resize', measure);
      if (frame !== null) {
        cancelAnimationFrame(frame);
      }
      seen = false;
    },
  };
}
