/**
 * Which voxels each pixel of a pane's row (or column) falls between. Both renderers read this one
 * table, so they can't disagree about a voxel on the border between two.
 */
export interface AxisTable {
  /** Pixels `first` to `end` - 1 lie inside the volume; entries of other pixels are 0. */
  readonly first: number;
  readonly end: number;
  /** By pixel: the two voxels to interpolate between, clamped at the edges of the volume. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** By pixel: the share of `high`, 0 to 1. Where it is 0, `high` is `low`. */
  readonly weight: Float32Array;
  /** By pixel: the voxel that covers the pixel's centre; the upper one on a border. */
  readonly nearest: Int32Array;
}

export interface AxisCut {
  /** Voxel coordinate of the pane's edge, and its step, as in Cut. */
  readonly at0: number;
  readonly perPx: number;
  /** Pixels of the pane along this axis. */
  readonly pixels: number;
  /** Voxels along the axis that the coordinates count. */
  readonly voxels: number;
}

/**
 * Returns the table of an axis for a field with `ownVoxels` voxels over the same box. Pixels whose
 * centre lies in [-0.5, voxels - 0.5) are inside.
 */
export function axisTable(cut: AxisCut, ownVoxels: number): AxisTable {
  const { at0, perPx, pixels, voxels } = cut;
  const low = new Int32Array(pixels);
  const high = new Int32Array(pixels);
  const weight = new Float32Array(pixels);
  const nearest = new Int32Array(pixels);
  const last = ownVoxels - 1;
  let first = pixels;
  let end = 0;
  for (let px = 0; px < pixels; px++) {
    const shared = at0 + (px + 0.5) * perPx;
    if (!(shared >= -0.5 && shared < voxels - 0.5)) continue;
    if (px < first) first = px;
    end = px + 1;
    const own = ownVoxels === voxels ? shared : ((shared + 0.5) * ownVoxels) / voxels - 0.5;
    nearest[px] = nearestVoxel(own, ownVoxels);
    const clamped = Math.min(Math.max(own, 0), last);
    const below = Math.floor(clamped);
    low[px] = below;
    high[px] = clamped > below ? below + 1 : below;
    weight[px] = clamped - below;
  }
  return { first: Math.min(first, end), end, low, high, weight, nearest };
}

/** Returns the slice of a field with `ownVoxels` slices that holds the middle of a shared slice. */
export function stretchedSlice(slice: number, voxels: number, ownVoxels: number): number {
  if (voxels === ownVoxels) return slice;
  return nearestVoxel(((slice + 0.5) * ownVoxels) / voxels - 0.5, ownVoxels);
}

function nearestVoxel(coordinate: number, voxels: number): number {
  return Math.min(Math.max(Math.floor(coordinate + 0.5), 0), voxels - 1);
}
