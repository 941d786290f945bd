import type { Axis, Grid } from '../volume/grid';

/** First and last index of marked voxels along an axis, or null where none is marked. */
export function extentAlong(
  mask: Uint8Array,
  grid: Grid,
  axis: Axis,
): readonly [number, number] | null {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const along = indexAlong(grid, axis);
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 1) {
      const at = along(i);
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
  }
  return last >= first ? [first, last] : null;
}

/** Returns what turns an index into the voxels into an index along one axis. */
export function indexAlong(grid: Grid, axis: Axis): (index: number) => number {
  const [nx, ny] = grid.shape;
  switch (axis) {
    case 0:
      return (index) => index % nx;
    case 1:
      return (index) => Math.floor(index / nx) % ny;
    case 2:
      return (index) => Math.floor(index / (nx * ny));
  }
}

/**
 * Returns the midline: the middle of the marked region's extent along an axis, a voxel coordinate
 * in steps of 0.5. Null where nothing is marked.
 */
export function midlineOf(mask: Uint8Array, grid: Grid, axis: Axis): number | null {
  const extent = extentAlong(mask, grid, axis);
  return extent === null ? null : (extent[0] + extent[1]) / 2;
}
