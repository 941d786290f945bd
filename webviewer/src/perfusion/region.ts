import type { Grid, Triple } from '../volume/grid';
import type { SliceAxes } from '../volume/plane';

/** A closed outline on one slice, in voxel coordinates, where whole numbers are voxel centres. */
export interface Region {
  readonly axes: SliceAxes;
  readonly slice: number;
  /** At least 3 corners; the last is joined to the first. */
  readonly corners: readonly Triple[];
}

/** Returns the indices of the voxels of a slice of the grid. */
function indexOf(grid: Grid, axes: SliceAxes, across: number, down: number, slice: number): number {
  const [nx, ny] = grid.shape;
  const strides = [1, nx, nx * ny];
  return (
    across * (strides[axes.across] ?? 0) +
    down * (strides[axes.down] ?? 0) +
    slice * (strides[axes.through] ?? 0)
  );
}

/**
 * Returns the indices of the voxels whose centre lies inside the outline, by the even-odd rule,
 * row by row. A centre exactly on an edge belongs to the region on its right or below, so regions
 * that share an edge share no voxel and miss none.
 */
export function voxelsInside(grid: Grid, region: Region): number[] {
  const { axes, corners, slice } = region;
  const inside: number[] = [];
  if (corners.length < 3 || slice < 0 || slice >= grid.shape[axes.through]) return inside;
  const columns = grid.shape[axes.across];
  for (let row = 0; row < grid.shape[axes.down]; row++) {
    const crossings = crossingsOf(corners, axes, row);
    for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
      const from = Math.max(0, Math.ceil(crossings[pair] ?? 0));
      const to = crossings[pair + 1] ?? 0;
      for (let column = from; column < to && column < columns; column++) {
        inside.push(indexOf(grid, axes, column, row, slice));
      }
    }
  }
  return inside;
}

/** Returns where the outline crosses a row of voxel centres, from small to large. */
function crossingsOf(corners: readonly Triple[], axes: SliceAxes, row: number): number[] {
  const crossings: number[] = [];
  let before = corners[corners.length - 1];
  for (const corner of corners) {
    if (before !== undefined) {
      // Ends are taken in one order: an edge shared by two regions gives the same number to both.
      const [a, b] = before[axes.down] <= corner[axes.down] ? [before, corner] : [corner, before];
      if (a[axes.down] <= row && row < b[axes.down]) {
        const share = (row - a[axes.down]) / (b[axes.down] - a[axes.down]);
        crossings.push(a[axes.across] + share * (b[axes.across] - a[axes.across]));
      }
    }
    before = corner;
  }
  return crossings.sort((a, b) => a - b);
}

/** Returns the area of a voxel's face on the slice, mm2. */
export function faceMm2(grid: Grid, axes: SliceAxes): number {
  return grid.spacingMm[axes.across] * grid.spacingMm[axes.down];
}

/** Returns a box around a voxel, `halfMm` to each side. */
export function boxAround(grid: Grid, axes: SliceAxes, centre: Triple, halfMm: number): Region {
  const a = halfMm / grid.spacingMm[axes.across];
  const d = halfMm / grid.spacingMm[axes.down];
  const steps: readonly (readonly [number, number])[] = [
    [-a, -d],
    [a, -d],
    [a, d],
    [-a, d],
  ];
  return around(axes, centre, steps);
}

/** Returns a circle around a voxel, as 64 corners. */
export function circleAround(
  grid: Grid,
  axes: SliceAxes,
  centre: Triple,
  radiusMm: number,
): Region {
  const steps = Array.from({ length: 64 }, (_, corner) => {
    const angle = (corner / 64) * 2 * Math.PI;
    return [
      (radiusMm / grid.spacingMm[axes.across]) * Math.cos(angle),
      (radiusMm / grid.spacingMm[axes.down]) * Math.sin(angle),
    ] as const;
  });
  return around(axes, centre, steps);
}

function around(
  axes: SliceAxes,
  centre: Triple,
  steps: readonly (readonly [number, number])[],
): Region {
  const corners = steps.map(([across, down]) => {
    const corner: [number, number, number] = [...centre];
    corner[axes.across] += across;
    corner[axes.down] += down;
    return corner;
  });
  return { axes, slice: centre[axes.through], corners };
}
