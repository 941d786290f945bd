import type { ArteryName, ArteryResult, CalciumLesion } from '../data/formats';
import { ARTERIES, arteryOfLabel } from './arteries';
import { agatston, areaMm2, type CalciumGrid, massMg, volumeMm3 } from './calcium-grid';
import type { IslandTable } from './islands';
import { type CalciumOptions, STANDARD_THRESHOLD_HU } from './options';

/** The coronary calcium of a volume at one threshold; what `calcium.json` holds, but for lesions. */
export interface CalciumScore {
  readonly thresholdHu: number;
  readonly arteries: Readonly<Record<ArteryName, ArteryResult>>;
  /** Null in an unmasked score. */
  readonly category: string | null;
  readonly cacDrs: string | null;
}

/**
 * Returns the weight of a lesion's peak: 1 below 200 HU, 2 below 300, 3 below 400, else 4. Below
 * 130 HU nothing is defined; such lesions weigh 1, since the lowest bin starts at the threshold.
 */
export function weightOf(peakHu: number): 1 | 2 | 3 | 4 {
  if (peakHu < 200) {
    return 1;
  }
  if (peakHu < 300) {
    return 2;
  }
  return peakHu < 400 ? 3 : 4;
}

/** Adds lesions up as whole numbers and turns the finished sums into scores. */
export function scoreOf(
  islands: IslandTable,
  masked: boolean,
  grid: CalciumGrid,
  options: CalciumOptions,
): CalciumScore {
  const sums = new Sums(islands);
  const result = (counts: (label: number) => boolean) => sums.score(counts, grid, options);
  const arteries = {
    LM: result((label) => label === 1),
    LAD: result((label) => label === 2),
    LCX: result((label) => label === 3),
    RCA: result((label) => label === 4),
    ALL: result(() => true),
  };
  const total = arteries.ALL.agatston;
  const affected = ARTERIES.filter((artery) => arteries[artery].lesions > 0).length;
  return {
    thresholdHu: options.thresholdHu,
    arteries,
    category: masked ? categoryOf(total) : null,
    cacDrs: masked ? cacDrsOf(total, affected) : null,
  };
}

/** Returns the customary range of a total score: 0; (0, 10]; (10, 100]; (100, 400]; above 400. */
export function categoryOf(total: number): string {
  if (total === 0) {
    return '0';
  }
  if (total <= 10) {
    return '1-10';
  }
  if (total <= 100) {
    return '11-100';
  }
  return total <= 400 ? '101-400' : '>400';
}

/** Returns the CAC-DRS grade and how many arteries have calcium, for example `A2/N3`. */
export function cacDrsOf(total: number, arteries: number): string {
  if (total === 0) {
    return `A0/N${arteries}`;
  }
  if (total < 100) {
    return `A1/N${arteries}`;
  }
  return `A${total < 300 ? 2 : 3}/N${arteries}`;
}

/** Returns the job's flags as they are at another threshold. */
export function flagsAt(flags: readonly string[], thresholdHu: number): readonly string[] {
  const others = flags.filter((flag) => flag !== 'threshold_not_130');
  return thresholdHu === STANDARD_THRESHOLD_HU ? others : [...others, 'threshold_not_130'];
}

/** Returns a lesion of the table. */
export function lesionAt(islands: IslandTable, index: number, grid: CalciumGrid): CalciumLesion {
  const voxels = islands.voxels[index] ?? 0;
  const peakHu = islands.peakHu[index] ?? 0;
  const weight = weightOf(peakHu);
  const box = (side: number) => islands.box[4 * index + side] ?? 0;
  return {
    slice: islands.slice[index] ?? 0,
    artery: arteryOfLabel(islands.label[index] ?? 0),
    voxels,
    areaMm2: areaMm2(grid, voxels),
    peakHu,
    weight,
    agatston: agatston(grid, voxels * weight),
    box: [box(0), box(1), box(2), box(3)],
  };
}

/** Returns the indices of lesions by score, largest first; equal ones in the table's order. */
export function byScore(islands: IslandTable): Int32Array {
  const weighted = Float64Array.from(
    { length: islands.count },
    (_, i) => (islands.voxels[i] ?? 0) * weightOf(islands.peakHu[i] ?? 0),
  );
  return Int32Array.from({ length: islands.count }, (_, i) => i).sort(
    (a, b) => (weighted[b] ?? 0) - (weighted[a] ?? 0) || a - b,
  );
}

/** Whole numbers of each label, exact up to 2^53. */
class Sums {
  readonly #byLabel = new Map<
    number,
    { lesions: number; voxels: number; weighted: number; sumHu: number }
  >();

  constructor(islands: IslandTable) {
    for (let i = 0; i < islands.count; i++) {
      const label = islands.label[i] ?? 0;
      const sum = this.#byLabel.get(label) ?? { lesions: 0, voxels: 0, weighted: 0, sumHu: 0 };
      const voxels = islands.voxels[i] ?? 0;
      sum.lesions++;
      sum.voxels += voxels;
      sum.weighted += voxels * weightOf(islands.peakHu[i] ?? 0);
      sum.sumHu += islands.sumHu[i] ?? 0;
      this.#byLabel.set(label, sum);
    }
  }

  score(
    counts: (label: number) => boolean,
    grid: CalciumGrid,
    { massCalibration }: CalciumOptions,
  ): ArteryResult {
    let lesions = 0;
    let voxels = 0;
    let weighted = 0;
    let sumHu = 0;
    for (const [label, sum] of this.#byLabel) {
      if (counts(label)) {
        lesions += sum.lesions;
        voxels += sum.voxels;
        weighted += sum.weighted;
        sumHu += sum.sumHu;
      }
    }
    return {
      agatston: agatston(grid, weighted),
      volumeMm3: volumeMm3(grid, voxels),
      massMg: massCalibration === null ? null : massMg(grid, sumHu, massCalibration),
      lesions,
      voxels,
    };
  }
}
