/**
 * Voxel coordinates are counted in whole steps of 2^-17 voxels: whole numbers come out the same on
 * every processor, so that renderers never disagree about a voxel on the border between two.
 *
 * The step to the next pixel is rounded like that too. It strays from the true place by less than
 * 0.002 voxels at the edge of a pane 1000 pixels wide, and 0.008 at 4096 pixels.
 */
export const FRACTION_BITS = 17;
const ONE = 2 ** FRACTION_BITS;

/** Voxels along an axis for which coordinates stay below 2^30, with room in 32 bits to step over. */
export const MOST_VOXELS = 2 ** (30 - FRACTION_BITS);

/** How pixels of a pane fall on the voxels of one axis of a field, in steps of 2^-17 voxels. */
export interface FixedAxis {
  /** Voxels of the field along the axis. */
  readonly voxels: number;
  /** The coordinate of the centre of pixel 0, and the step to the next pixel. */
  readonly at0: number;
  readonly perPx: number;
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

/** Returns the axis of a field that has `ownVoxels` voxels over the same box. */
export function fixedAxis(cut: AxisCut, ownVoxels: number): FixedAxis {
  const stretch = ownVoxels / cut.voxels;
  const perPx = Math.round(cut.perPx * stretch * ONE);
  // The middle of the pane is right to the last bit; what the step lacks adds up from there.
  const middle = Math.floor(cut.pixels / 2);
  const shared = cut.at0 + (middle + 0.5) * cut.perPx;
  const own = stretch === 1 ? shared : (shared + 0.5) * stretch - 0.5;
  return { voxels: ownVoxels, at0: Math.round(own * ONE) - middle * perPx, perPx };
}

/** Pixels from `first` to `end` - 1; none if they are equal. */
export interface PixelRange {
  readonly first: number;
  readonly end: number;
}

/** Returns the pixels whose centre lies inside the field: from -0.5 to below voxels - 0.5. */
export function pixelsInside(axis: FixedAxis, pixels: number): PixelRange {
  const half = ONE / 2;
  const last = axis.voxels * ONE - half;
  let first = pixels;
  let end = 0;
  for (let px = 0; px < pixels; px++) {
    const at = axis.at0 + px * axis.perPx;
    if (at < -half || at >= last) continue;
    if (px < first) first = px;
    end = px + 1;
  }
  return first < end ? { first, end } : { first: 0, end: 0 };
}

/** Returns the slice of a field with `ownVoxels` slices that holds the middle of a shared slice. */
export function stretchedSlice(slice: number, voxels: number, ownVoxels: number): number {
  if (voxels === ownVoxels) return slice;
  return Math.min(Math.floor(((slice + 0.5) * ownVoxels) / voxels), ownVoxels - 1);
}

/** The voxels of some pixels in a row, worked out; `placeOf` in sampling.frag does the same. */
export interface AxisTable {
  /** By pixel: the two voxels to interpolate between, clamped at the edges of the volume. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** By pixel: the share of `high`, 0 to 1. Where it is 0, `high` is `low`. */
  readonly weight: Float32Array;
  /** By pixel: the voxel that covers the pixel's centre; the upper one on a border. */
  readonly nearest: Int32Array;
}

/** Returns the voxels of the pixels from `first` to `end` - 1. */
export function axisTable(axis: FixedAxis, { first, end }: PixelRange): AxisTable {
  const low = new Int32Array(end - first);
  const high = new Int32Array(end - first);
  const weight = new Float32Array(end - first);
  const nearest = new Int32Array(end - first);
  const last = axis.voxels - 1;
  for (let i = 0; i < end - first; i++) {
    const at = Math.min(Math.max(axis.at0 + (first + i) * axis.perPx, 0), last * ONE);
    const below = Math.floor(at / ONE);
    const share = (at - below * ONE) / ONE;
    low[i] = below;
    high[i] = share > 0 ? below + 1 : below;
    weight[i] = share;
    nearest[i] = share >= 0.5 ? below + 1 : below;
  }
  return { low, high, weight, nearest };
}
