/**
 * A display window over values, HU for CT: the LINEAR function of DICOM PS3.3 C.11.2.1.2.1. A width
 * of 1 is a step: black up to centre - 0.5, white above it.
 */
export interface VoiWindow {
  readonly center: number;
  /** At least 1. */
  readonly width: number;
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
