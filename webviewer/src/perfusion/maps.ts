import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';

/** The maps that the job writes, by the names of their files. */
export type MapName = 'cbf' | 'cbv' | 'mtt' | 'ttp' | 'tmax';

export const MAP_NAMES: readonly MapName[] = ['cbf', 'cbv', 'mtt', 'ttp', 'tmax'];

/** How a map is called: its letters, and what they stand for. */
export const MAP_TITLES: Readonly<Record<MapName, { short: string; long: string }>> = {
  cbf: { short: 'CBF', long: 'cerebral blood flow' },
  cbv: { short: 'CBV', long: 'cerebral blood volume' },
  mtt: { short: 'MTT', long: 'mean transit time' },
  ttp: { short: 'TTP', long: 'time to peak' },
  tmax: { short: 'Tmax', long: 'time to maximum of the residue function' },
};

/** Returns the value of one voxel of a map, in the map's unit. 0 outside the volume. */
export function valueAt(volume: Volume, index: number): number {
  return (volume.voxels[index] ?? 0) * volume.slope + volume.intercept;
}

/** Returns how many voxels one frame of the grid has. */
export function voxelCount(grid: Grid): number {
  return grid.shape[0] * grid.shape[1] * grid.shape[2];
}

/**
 * Returns the volume of a voxel, ml. Multiplied in the job's order, dx dy dz / 1000, so that a
 * count of voxels times this has the job's last digit.
 */
export function voxelMl(grid: Grid): number {
  const [dx, dy, dz] = grid.spacingMm;
  return (dx * dy * dz) / 1000;
}

/** Returns whether two grids count the same voxels along every axis. */
export function sameShape(a: Grid, b: Grid): boolean {
  return a.shape.every((size, axis) => size === b.shape[axis]);
}
