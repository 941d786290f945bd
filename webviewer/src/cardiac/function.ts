import type { CardiacStudy } from '../data/formats';

/** How a heart pumps: volumes in ml. */
export interface CardiacFunction {
  readonly endDiastolicMl: number;
  readonly endSystolicMl: number;
  /** End-diastolic less end-systolic volume; below 0 where the heart would fill. */
  readonly strokeMl: number;
  readonly ejectionFractionPercent: number;
  /** Whether the job's fraction is what its volumes give. */
  readonly agrees: boolean;
}

/** The job writes volumes and fraction in hundredths; both are rounded. */
const TOLERANCE_PERCENT = 0.1;

/** Returns the function that a study says, and whether it says the same twice. */
export function functionOf({ summary }: Pick<CardiacStudy, 'summary'>): CardiacFunction {
  const { endDiastolicMl, endSystolicMl, ejectionFractionPercent } = summary;
  const strokeMl = endDiastolicMl - endSystolicMl;
  const percent = (100 * strokeMl) / endDiastolicMl;
  // Of a few millilitres, hundredths of one are more than tenths of a per cent.
  const rounding = 1 / Math.max(endDiastolicMl, 0.01);
  return {
    endDiastolicMl,
    endSystolicMl,
    strokeMl,
    ejectionFractionPercent,
    agrees: Math.abs(percent - ejectionFractionPercent) <= TOLERANCE_PERCENT + rounding,
  };
}

/** Returns how many voxels hold each label, by label, 0 to `most`. */
export function labelCounts(labels: ArrayLike<number>, most: number): number[] {
  const counts = new Array<number>(most + 1).fill(0);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] as number;
    if (label >= 0 && label <= most) counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}
