import type { Grid } from './grid';

/** Stored values, x fastest, then y, z, and frames. */
export type VoxelArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A volume, or a series of volumes over time, as read from one file. */
export interface Volume {
  /** Names the voxels in caches: the same id, the same bytes. */
  readonly id: string;
  readonly grid: Grid;
  /** 1 for a single volume. */
  readonly frames: number;
  readonly voxels: VoxelArray;
  /** value = stored x slope + intercept, in double. */
  readonly slope: number;
  readonly intercept: number;
}
