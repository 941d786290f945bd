import type { Axis, Grid } from './grid';

/** The planes of radiology. Which voxel axes they are follows from the affine. */
export type PlaneName = 'axial' | 'coronal' | 'sagittal';

/**
 * A plane as radiologists look at it: axial from the feet (the patient's right on the left, front
 * up), coronal from the front (right on the left, head up), sagittal from the left (front on the
 * left, head up).
 */
export interface Plane {
  /** The voxel axis that runs across the screen, and whether it does from left to right. */
  readonly across: Axis;
  readonly acrossSign: 1 | -1;
  /** The voxel axis that runs down the screen, and whether it does from top to bottom. */
  readonly down: Axis;
  readonly downSign: 1 | -1;
  readonly through: Axis;
  /** Where the four edges of the screen lie in the patient: R, L, A, P, H or F; '' if unknown. */
  readonly edges: {
    readonly left: string;
    readonly right: string;
    readonly top: string;
    readonly bottom: string;
  };
}

/** Returns the plane of the grid that lies nearest to the named one. */
export function planeOf(_grid: Grid, _name: PlaneName): Plane {
  throw new Error('stub');
}

/** Returns the plane of an image as stored: x to the right, y down, no orientation known. */
export function imagePlane(): Plane {
  throw new Error('stub');
}
