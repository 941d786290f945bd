import type { CalciumLesion, Study } from '../data/formats';
import { methodFacts } from './about-panel';
import { ARTERIES, ARTERY_NAMES } from './arteries';
import { type CalciumOptions, STANDARD_THRESHOLD_HU } from './options';
import type { Result } from './result';
import { categoryText } from './results-panel';
import { flagWords, shortNumber } from './words';

/** What a report says, before it is laid out. */
export interface Report {
  readonly title: string;
  readonly study: string;
  readonly computedAt: string;
  /** What nobody may overlook, or null: a threshold that is not the definition's. */
  readonly warning: string | null;
  /** Pairs of words. */
  readonly summary: readonly (readonly [string, string])[];
  readonly flags: readonly string[];
  readonly table: {
    readonly title: string;
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly method: readonly (readonly [string, string])[];
  readonly keySlices: readonly KeySlice[];
}

/** A slice that is shown as a picture. */
export interface KeySlice {
  readonly slice: number;
  /** Those of the slice, the largest first. */
  readonly lesions: readonly CalciumLesion[];
  readonly caption: string;
}

/** More pictures than this would push the table off anybody's desk. */
export const MOST_KEY_SLICES = 6;

/** Lesions that a caption names. */
const MOST_NAMED = 4;

/** Returns what a report of a result says. */
export function reportOf(study: Study, options: CalciumOptions, result: Result): Report {
  const { thresholdHu, arteries } = result;
  const masked = result.category !== null;
  return {
    title: 'Coronary calcium score',
    study: study.study,
    computedAt: study.computedAt,
    warning:
      thresholdHu === STANDARD_THRESHOLD_HU
        ? null
        : `NON-STANDARD THRESHOLD: ${thresholdHu} HU. The Agatston score is defined at ${STANDARD_THRESHOLD_HU} HU; these numbers are not comparable with it.`,
    summary: [
      [masked ? 'Agatston score' : 'Score of everything dense', shortNumber(arteries.ALL.agatston)],
      ['Category', categoryText(result.category)],
      ['CAC-DRS', result.cacDrs ?? 'none: no artery labels'],
      ['Threshold', `${thresholdHu} HU`],
      ['Lesions', String(result.lesionCount)],
      ['Where from', result.source],
    ],
    flags: result.flags.map((flag) => {
      const { name, meaning } = flagWords(flag);
      return meaning ? `${name}. ${meaning}` : name;
    }),
    table: {
      title: masked ? 'By artery' : 'Everything dense',
      head: [masked ? 'Artery' : 'Structure', 'Agatston', 'Volume, mm³', 'Mass, mg', 'Lesions'],
      // Without labels no artery was looked at, and a zero would read as one without calcium.
      rows: [...(masked ? ARTERIES : []), 'ALL' as const].map((name) => {
        const { agatston, volumeMm3, massMg, lesions } = arteries[name];
        return [
          name === 'ALL' ? 'All' : `${name}, ${ARTERY_NAMES[name]}`,
          shortNumber(agatston),
          shortNumber(volumeMm3),
          massMg === null ? 'not given' : shortNumber(massMg),
          String(lesions),
        ];
      }),
    },
    method: methodFacts(study, options),
    keySlices: keySlicesOf(result.lesions),
  };
}

/**
 * Returns the slices that hold the largest lesions, the largest first.
 *
 * @param lesions the largest first
 */
export function keySlicesOf(lesions: readonly CalciumLesion[]): readonly KeySlice[] {
  const slices = [...new Set(lesions.map(({ slice }) => slice))].slice(0, MOST_KEY_SLICES);
  return slices.map((slice) => {
    const own = lesions.filter((lesion) => lesion.slice === slice);
    const named = own.slice(0, MOST_NAMED).map(describe).join('; ');
    const more = own.length > MOST_NAMED ? `; ${own.length - MOST_NAMED} more` : '';
    return { slice, lesions: own, caption: `Slice ${slice + 1}: ${named}${more}` };
  });
}

function describe({ artery, agatston, peakHu }: CalciumLesion): string {
  return `${artery ?? 'dense'} ${shortNumber(agatston)} (peak ${shortNumber(peakHu)} HU)`;
}
