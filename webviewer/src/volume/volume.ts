import type { Field } from '../render/scene';
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

/**
 * Returns one frame as the renderer takes it: a view of the volume's voxels, not a copy.
 *
 * @throws RangeError if there is no such frame
 */
export function fieldOf(volume: Volume, frame = 0): Field {
  checkFrame(volume, frame);
  const { shape } = volume.grid;
  const count = shape[0] * shape[1] * shape[2];
  return {
    key: `${volume.id}#${frame}`,
    revision: 0,
    changed: null,
    shape,
    voxels: volume.voxels.subarray(frame * count, (frame + 1) * count),
    slope: volume.slope,
    intercept: volume.intercept,
  };
}

/**
 * Returns the value of a voxel, in the volume's unit; NaN outside the grid.
 *
 * @throws RangeError if there is no such frame
 */
export function valueAt(volume: Volume, i: number, j: number, k: number, frame = 0): number {
  checkFrame(volume, frame);
  const [nx, ny, nz] = volume.grid.shape;
  const inside = i >= 0 && i < nx && j >= 0 && j < ny && k >= 0 && k < nz;
  if (!inside) return Number.NaN;
  const stored = volume.voxels[((frame * nz + k) * ny + j) * nx + i] ?? Number.NaN;
  return stored * volume.slope + volume.intercept;
}

function checkFrame(volume: Volume, frame: number): void {
  if (!Number.isInteger(frame) || frame < 0 || frame >= volume.frames) {
    throw new RangeError(`frame must be 0 to ${volume.frames - 1}, but was: ${frame}`);
  }
}
