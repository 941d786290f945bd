/** A display window over values, HU for CT. */
export interface VoiWindow {
  readonly center: number;
  /** At least 1. */
  readonly width: number;
}
