import type { Calcium, CalciumLesion } from '../data/formats';
import type { Triple } from '../volume/grid';
import type { CalciumGrid } from './calcium-grid';
import { MOST_ROWS } from './lesion-table';
import type { CalciumOptions } from './options';
import { centreOf } from './overlay';
import type { ShownScore } from './results-panel';
import { flagsAt, lesionAt } from './score';
import type { Scored } from './scorer';
import { equalsJob } from './study-files';

/** A score with its lesions, of the job or a live one. */
export interface Result extends ShownScore {
  /** The largest score first; the first of them where there are very many. */
  readonly lesions: readonly CalciumLesion[];
  readonly lesionCount: number;
  /** Whether the numbers are the job's, to the last digit. */
  equals(job: Calcium): boolean;
}

/** Returns what `calcium.json` says. */
export function jobResult(job: Calcium, { thresholdHu }: CalciumOptions): Result {
  const lesions = job.lesions
    .map((lesion, index) => ({ lesion, index }))
    .sort((a, b) => b.lesion.agatston - a.lesion.agatston || a.index - b.index)
    .map(({ lesion }) => lesion);
  return {
    arteries: job.arteries,
    category: job.category,
    cacDrs: job.cacDrs,
    flags: job.flags,
    thresholdHu,
    source: `The job's result at ${thresholdHu} HU.`,
    lesions: lesions.slice(0, MOST_ROWS),
    lesionCount: lesions.length,
    equals: (other) => equalsJob(job.arteries, other),
  };
}

/** Returns what the live score gave. */
export function liveResult(
  { score, lesions, byScore }: Scored,
  grid: CalciumGrid,
  jobFlags: readonly string[],
): Result {
  const { thresholdHu } = score;
  return {
    arteries: score.arteries,
    category: score.category,
    cacDrs: score.cacDrs,
    flags: flagsAt(jobFlags, thresholdHu),
    thresholdHu,
    source: `Computed here, at ${thresholdHu} HU.`,
    lesions: Array.from(byScore.subarray(0, MOST_ROWS), (i) => lesionAt(lesions, i, grid)),
    lesionCount: lesions.count,
    equals: (job) => equalsJob(score.arteries, job),
  };
}

/** Returns the middle of the lesion with the largest score, where a reader will look first. */
export function strongest(result: Result | null): Triple | null {
  const lesion = result?.lesions[0];
  return lesion ? centreOf(lesion) : null;
}
