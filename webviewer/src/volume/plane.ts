import { voxelAxisOf } from './geometry';
import type { Axis, Grid } from './grid';

/** The planes of radiology. Which voxel axes they are follows from the affine. */
export type PlaneName = 'axial' | 'coronal' | 'sagittal';

/** The two voxel axes of a slice and the one through it. */
export interface SliceAxes {
  readonly across: Axis;
  readonly down: Axis;
  readonly through: Axis;
}

/**
 * A plane as radiologists look at it: axial from the feet (the patient's right on the left, front
 * up), coronal from the front (right on the left, head up), sagittal from the left (front on the
 * left, head up).
 */
export interface Plane extends SliceAxes {
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

/** World axes: x to the right, y to the front, z to the head. All are looked at against their run. */
const WORLD_AXES: Readonly<Record<PlaneName, { across: Axis; down: Axis; through: Axis }>> = {
  axial: { across: 0, down: 1, through: 2 },
  coronal: { across: 0, down: 2, through: 1 },
  sagittal: { across: 1, down: 2, through: 0 },
};

/** The ends of the world axes, first the one they run to. */
const ENDS: readonly (readonly [string, string])[] = [
  ['R', 'L'],
  ['A', 'P'],
  ['H', 'F'],
];

const NO_EDGES = { left: '', right: '', top: '', bottom: '' };

/**
 * Returns the plane of the grid that lies nearest to the named one. A grid of unknown orientation is
 * taken to run to the right, the front and the head, and its edges have no letters.
 */
export function planeOf(grid: Grid, name: PlaneName): Plane {
  const world = WORLD_AXES[name];
  const across = voxelAxisOf(grid, world.across);
  const down = voxelAxisOf(grid, world.down);
  const [left, right] = ENDS[world.across] ?? ['', ''];
  const [top, bottom] = ENDS[world.down] ?? ['', ''];
  return {
    across: across.axis,
    acrossSign: across.sign === 1 ? -1 : 1,
    down: down.axis,
    downSign: down.sign === 1 ? -1 : 1,
    through: voxelAxisOf(grid, world.through).axis,
    edges: grid.oriented === false ? NO_EDGES : { left, right, top, bottom },
  };
}

/** Returns the plane of an image as stored: x to the right, y down, no orientation known. */
export function imagePlane(): Plane {
  return { across: 0, acrossSign: 1, down: 1, downSign: 1, through: 2, edges: NO_EDGES };
}
