import { voxelCount, voxelVolumeMl } from '../volume/geometry';
import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { valueAt } from './maps';

/** Tissue whose contrast comes later than this counts as short of blood, s. */
export const LATE_SECONDS = 6;

/** Some voxels of a volume. */
export interface Tissue {
  /** 1 for a voxel that belongs to it, else 0; x fastest, then y, z. */
  readonly mask: Uint8Array;
  readonly voxels: number;
  readonly ml: number;
}

/** Returns the voxels of a grid that pass a test, and their volume. */
export function tissueWhere(grid: Grid, belongs: (index: number) => boolean): Tissue {
  const mask = new Uint8Array(voxelCount(grid));
  let voxels = 0;
  for (let i = 0; i < mask.length; i++) {
    if (belongs(i)) {
      mask[i] = 1;
      voxels++;
    }
  }
  return { mask, voxels, ml: voxels * voxelVolumeMl(grid) };
}

/** Returns the mapped tissue: voxels with CBF > 0, as the job counts it for `mappedMl`. */
export function mappedTissue(cbf: Volume): Tissue {
  return tissueWhere(cbf.grid, (i) => valueAt(cbf, i) > 0);
}

/**
 * Returns the deficit: mapped voxels with Tmax > 6 s. Its volume equals the job's `tmaxOver6sMl`
 * to the last digit.
 */
export function deficitOf(mapped: Tissue, tmax: Volume): Tissue {
  return tissueWhere(tmax.grid, (i) => mapped.mask[i] === 1 && valueAt(tmax, i) > LATE_SECONDS);
}
