/** A display window over values, HU for CT. */
export interface VoiWindow {
  readonly center: number;
  /** At least 1. */
  readonly width: number;
}

/**
 * Returns the gray level of a value, 0 to 255, not rounded: the LINEAR function of DICOM PS3.3
 * C.11.2.1.2.1, in double. A width of 1 is a step: black up to centre - 0.5, white above it.
 *
 * @throws RangeError if the width is below 1 or not finite
 */
export function applyWindow(window: VoiWindow, value: number): number {
  checkWindow(window);
  const middle = window.center - 0.5;
  const span = window.width - 1;
  if (value <= middle - span / 2) return 0;
  if (value > middle + span / 2) return 255;
  return ((value - middle) / span + 0.5) * 255;
}

/** Throws a RangeError unless the centre is finite and the width at least 1. */
export function checkWindow(window: VoiWindow): void {
  if (!Number.isFinite(window.center)) {
    throw new RangeError(`window centre must be finite, but was: ${window.center}`);
  }
  if (!(window.width >= 1) || !Number.isFinite(window.width)) {
    throw new RangeError(`window width must be >= 1, but was: ${window.width}`);
  }
}
