import { mlWords, percentWords } from '../app/numbers';
import { routeTo } from '../app/route';
import type { Op, WorklistEntry } from '../data/formats';
import type { FoundStudy } from '../data/found';

/** A study as a line of the worklist. */
export interface StudyRow {
  readonly key: string;
  /** The study's id, and where that is not unique, what sets it apart. */
  readonly name: string;
  readonly href: string;
  readonly op: Op;
  readonly kind: string;
  /** RFC 3339, UTC; such times sort as texts. */
  readonly computedAt: string;
  readonly result: string;
  /** What results of one kind are sorted by; null where the study has none. */
  readonly resultValue: number | null;
  readonly status: string;
  readonly flags: string;
  /** Small letters; what the filter looks in. */
  readonly searched: string;
}

export const KINDS: Readonly<Record<Op, string>> = {
  agatston: 'Calcium score',
  perfusion: 'CT perfusion',
  mammography: 'Mammography',
  detect: 'Lesion detection',
  cardiac: 'Cardiac function',
};

const STATUSES: Readonly<Record<WorklistEntry['status'], string>> = {
  finished: 'finished',
  skipped: 'unchanged',
  kept: 'from an earlier run',
};

/** Returns the line of a study. */
export function studyRow({ key, entry }: FoundStudy): StudyRow {
  const name = key === entry.study ? key : `${entry.study} (${key})`;
  const kind = KINDS[entry.op] ?? entry.op;
  const status = STATUSES[entry.status] ?? entry.status;
  const flags = entry.flags.join(', ');
  const { text, value } = resultOf(entry);
  return {
    key,
    name,
    href: routeTo('study', key),
    op: entry.op,
    kind,
    computedAt: entry.computedAt,
    result: text,
    resultValue: value,
    status,
    flags,
    searched: [name, kind, text, status, flags, entry.computedAt].join('\n').toLowerCase(),
  };
}

interface Result {
  readonly text: string;
  readonly value: number | null;
}

/** Returns the result at a glance, in the words of the field, with its unit. */
export function resultOf({ op, summary }: Pick<WorklistEntry, 'op' | 'summary'>): Result {
  switch (op) {
    case 'agatston': {
      const score = numberIn(summary, 'agatston');
      if (score === null) break;
      const more = [summary.category, summary.cacDrs].filter((part) => typeof part === 'string');
      return { text: [`Agatston ${score.toFixed(1)}`, ...more].join(' · '), value: score };
    }
    case 'perfusion': {
      const volume = numberIn(summary, 'tmaxOver6sMl');
      if (volume === null) break;
      return { text: `Tmax > 6 s ${volume.toFixed(1)} ml`, value: volume };
    }
    case 'mammography': {
      const category = numberIn(summary, 'biRads');
      if (category === null) break;
      const lesions = numberIn(summary, 'lesions');
      const more = lesions === null ? [] : [lesionWords(lesions, summary)];
      return { text: [biRadsWords(category, summary), ...more].join(' · '), value: category };
    }
    case 'detect': {
      const lesions = numberIn(summary, 'lesions');
      if (lesions === null) break;
      const category = numberIn(summary, 'biRads');
      const first = category === null ? [] : [biRadsWords(category, summary)];
      return { text: [...first, lesionWords(lesions, summary)].join(' · '), value: lesions };
    }
    case 'cardiac': {
      const ejected = numberIn(summary, 'ejectionFractionPercent');
      if (ejected === null) break;
      const volumes = [
        ['EDV', numberIn(summary, 'endDiastolicMl')],
        ['ESV', numberIn(summary, 'endSystolicMl')],
      ] as const;
      const more = volumes.flatMap(([name, ml]) => (ml === null ? [] : [`${name} ${mlWords(ml)}`]));
      return { text: [`EF ${percentWords(ejected)}`, ...more].join(' · '), value: ejected };
    }
  }
  return { text: 'no result in the summary', value: null };
}

function biRadsWords(category: number, { biRadsName }: WorklistEntry['summary']): string {
  return `BI-RADS ${category}${typeof biRadsName === 'string' ? `, ${biRadsName}` : ''}`;
}

function lesionWords(lesions: number, summary: WorklistEntry['summary']): string {
  if (lesions === 0) return 'no lesion';
  const highest = numberIn(summary, 'highestConfidence');
  const confidence = highest === null ? '' : `, highest confidence ${highest.toFixed(2)}`;
  return `${lesions} ${lesions === 1 ? 'lesion' : 'lesions'}${confidence}`;
}

function numberIn(summary: Readonly<Record<string, unknown>>, name: string): number | null {
  const value = summary[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Returns a time as people read it, for example `2026-11-21 13:34`; UTC, as it was written. */
export function shownTime(computedAt: string): string {
  const time = new Date(computedAt);
  if (Number.isNaN(time.getTime())) return computedAt;
  return time.toISOString().slice(0, 16).replace('T', ' ');
}
