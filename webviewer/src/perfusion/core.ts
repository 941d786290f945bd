import type { Axis } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { type Tissue, tissueWhere } from './deficit';
import { valueAt } from './maps';
import { indexAlong } from './midline';

/**
 * Flow below this share of the other side's is taken to be core. Source: Campbell et al., Stroke
 * 2011;42:3435-3440 (relative CBF below 31 % fitted best); 30 % is what is used since.
 */
export const CORE_SHARE = 0.3;

/** A side with fewer mapped voxels gives no mean to compare with. */
export const LEAST_SIDE_VOXELS = 100;

/**
 * Voxels with more flow, ml/100 g/min, are large vessels and stay out of a side's mean, which a few
 * of them would decide. Source: Murphy et al., Stroke 2006;37:1771-1777.
 */
export const VESSEL_CBF = 100;

/** A plane between the two sides of the head. */
export interface Midline {
  /** The voxel axis it stands on. */
  readonly axis: Axis;
  /** A voxel coordinate along that axis; voxels exactly on it belong to neither side. */
  readonly at: number;
}

/** One side's mapped tissue, without its large vessels. */
export interface Side {
  readonly voxels: number;
  /** Mean CBF, in the map's unit; 0 where the side has no voxels. */
  readonly meanCbf: number;
}

export type Core =
  | {
      readonly found: true;
      readonly tissue: Tissue;
      /** Voxels with as little flow outside the deficit, which are left out, ml. */
      readonly outsideMl: number;
      /** The side of small indices, and the side of large ones. */
      readonly sides: readonly [Side, Side];
    }
  | { readonly found: false; readonly reason: string };

/**
 * Returns the core: mapped voxels of the deficit whose CBF is below 30 % of the mean CBF of the
 * mapped tissue on the other side of the midline, large vessels left out, over the whole volume.
 *
 * The mean of the whole volume is steadier than one a slice: a slice at the edge of the brain has
 * few voxels. Tissue outside the deficit is left out, since fluid, old scars and noise have little
 * flow too; so the core is never larger than the deficit. `limit` null (no Tmax) takes all.
 */
export function coreOf(
  cbf: Volume,
  mapped: Tissue,
  limit: Tissue | null,
  midline: Midline,
  leastSideVoxels = LEAST_SIDE_VOXELS,
): Core {
  const along = indexAlong(cbf.grid, midline.axis);
  const sides = sidesOf(cbf, mapped, along, midline.at);
  const [low, high] = sides;
  if (low.voxels < leastSideVoxels || high.voxels < leastSideVoxels) {
    return {
      found: false,
      reason:
        `each side of the midline must have >= ${leastSideVoxels} mapped voxels, ` +
        `but they have: ${low.voxels} and ${high.voxels}`,
    };
  }
  const poor = tissueWhere(cbf.grid, (i) => {
    if (mapped.mask[i] !== 1) return false;
    const at = along(i);
    if (at === midline.at) return false;
    const other = at < midline.at ? high : low;
    return valueAt(cbf, i) < CORE_SHARE * other.meanCbf;
  });
  if (limit === null) return { found: true, tissue: poor, outsideMl: 0, sides };
  const tissue = tissueWhere(cbf.grid, (i) => poor.mask[i] === 1 && limit.mask[i] === 1);
  const mlAVoxel = poor.voxels > 0 ? poor.ml / poor.voxels : 0;
  return { found: true, tissue, outsideMl: (poor.voxels - tissue.voxels) * mlAVoxel, sides };
}

function sidesOf(
  cbf: Volume,
  mapped: Tissue,
  along: (index: number) => number,
  at: number,
): readonly [Side, Side] {
  const sums = [0, 0];
  const counts = [0, 0];
  for (let i = 0; i < mapped.mask.length; i++) {
    if (mapped.mask[i] !== 1) continue;
    const where = along(i);
    const flow = valueAt(cbf, i);
    if (where === at || flow > VESSEL_CBF) continue;
    const side = where < at ? 0 : 1;
    sums[side] = (sums[side] ?? 0) + flow;
    counts[side] = (counts[side] ?? 0) + 1;
  }
  const side = (s: 0 | 1): Side => {
    const voxels = counts[s] ?? 0;
    return { voxels, meanCbf: voxels > 0 ? (sums[s] ?? 0) / voxels : 0 };
  };
  return [side(0), side(1)];
}

/** What of the deficit may still be saved. */
export interface Mismatch {
  /** Deficit less core, ml; >= 0 when the core lies inside the deficit. */
  readonly ml: number;
  /** Deficit / core. */
  readonly ratio: number;
}

/** Returns the mismatch, or null without a core: a ratio to nothing says nothing. */
export function mismatchOf(deficitMl: number, coreMl: number): Mismatch | null {
  return coreMl > 0 ? { ml: deficitMl - coreMl, ratio: deficitMl / coreMl } : null;
}
