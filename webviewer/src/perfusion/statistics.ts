import type { Volume } from '../volume/volume';
import type { Tissue } from './deficit';
import { valueAt } from './maps';

/** A map under a region. */
export interface Statistics {
  /** Mapped voxels of the region: those without a value do not count. */
  readonly voxels: number;
  /** In the map's unit; null without voxels. */
  readonly mean: number | null;
  /** Of the sample (divided by n - 1); null below two voxels. */
  readonly sd: number | null;
}

/** Returns mean and standard deviation of a map over the mapped voxels among `indices`. */
export function statisticsOf(
  map: Volume,
  indices: readonly number[],
  mapped: Tissue | null,
): Statistics {
  let voxels = 0;
  let mean = 0;
  let squares = 0;
  for (const index of indices) {
    if (mapped !== null && mapped.mask[index] !== 1) continue;
    // Welford 1962: no difference of large sums.
    const value = valueAt(map, index);
    voxels++;
    const before = value - mean;
    mean += before / voxels;
    squares += before * (value - mean);
  }
  return {
    voxels,
    mean: voxels > 0 ? mean : null,
    sd: voxels > 1 ? Math.sqrt(squares / (voxels - 1)) : null,
  };
}
