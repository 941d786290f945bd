import type { Axis, Grid, Triple } from './grid';

/** A voxel axis, and whether it runs with a world axis (1) or against it (-1). */
export interface DirectedAxis {
  readonly axis: Axis;
  readonly sign: 1 | -1;
}

const ORDERS: readonly Triple[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** Two orders whose fits differ by less fit equally well: rounding must not choose. */
const SAME_FIT = 1e-6;

/**
 * Returns the voxel axis that runs nearest to a world axis (0 right, 1 front, 2 head). Each voxel
 * axis belongs to one world axis: of the six ways to pair them, the one with the largest sum of
 * cosines; of equals, the one that leaves the axes where they are.
 */
export function voxelAxisOf(grid: Grid, world: Axis): DirectedAxis {
  let best = ORDERS[0] as Triple;
  let bestFit = -1;
  for (const order of ORDERS) {
    const fit =
      Math.abs(cosine(grid, 0, order[0])) +
      Math.abs(cosine(grid, 1, order[1])) +
      Math.abs(cosine(grid, 2, order[2]));
    if (fit > bestFit + SAME_FIT) {
      best = order;
      bestFit = fit;
    }
  }
  const axis = best[world] as Axis;
  return { axis, sign: cosine(grid, world, axis) < 0 ? -1 : 1 };
}

/**
 * Returns the voxel axis that runs nearest to left-right, with sign 1 if it runs to the patient's
 * right. The midline of a centred head is half-way along it.
 */
export function leftRightAxis(grid: Grid): DirectedAxis {
  return voxelAxisOf(grid, 0);
}

/** Returns where a voxel coordinate lies, mm: +x right, +y front, +z head of the patient. */
export function voxelToMm(grid: Grid, voxel: Triple): Triple {
  return [row(grid, 0, voxel), row(grid, 1, voxel), row(grid, 2, voxel)];
}

/** Returns the volume of one voxel, ml (1 ml is 1000 mm3): the product of the spacings. */
export function voxelVolumeMl(grid: Grid): number {
  const [x, y, z] = grid.spacingMm;
  return (x * y * z) / 1000;
}

/** Returns the voxels of one frame. */
export function voxelCount(grid: Grid): number {
  return grid.shape[0] * grid.shape[1] * grid.shape[2];
}

/** Returns whether both have the same number of voxels along every axis. */
export function isSameShape(one: Grid, other: Grid): boolean {
  return one.shape.every((count, axis) => count === other.shape[axis]);
}

function row(grid: Grid, world: Axis, [i, j, k]: Triple): number {
  return (
    entry(grid, world, 0) * i +
    entry(grid, world, 1) * j +
    entry(grid, world, 2) * k +
    entry(grid, world, 3)
  );
}

/** A step along a voxel axis in mm, or with 3 the place of voxel (0, 0, 0). */
function column(grid: Grid, index: number): Triple {
  return [entry(grid, 0, index), entry(grid, 1, index), entry(grid, 2, index)];
}

function entry(grid: Grid, world: Axis, index: number): number {
  return grid.affine[world * 4 + index] ?? Number.NaN;
}

/** Of the angle between a voxel axis and a world axis; 0 for a step without length. */
function cosine(grid: Grid, world: Axis, axis: number): number {
  const length = Math.hypot(...column(grid, axis));
  return length > 0 ? entry(grid, world, axis) / length : 0;
}
