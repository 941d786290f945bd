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
