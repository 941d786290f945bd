import type { Outcome } from './flow';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  exported: 'Exported',
  belowCutoff: 'Below the quality cutoff',
  hardExamples: 'Hard examples',
  unmatched: 'Unmatched',
  denied: 'Denied by consent',
  duplicates: 'Duplicates',
  rejected: 'Rejected',
  missing: 'Not accounted for',
};

export function outcomeWords(outcome: Outcome): string {
  return OUTCOMES[outcome];
}

/** Returns a code such as `low_confidence` in words. */
export function codeWords(code: string): string {
  return code.replaceAll('_', ' ');
}

/** Returns a whole number with separators, for example `9,113`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** Returns for example `1 annotation` or `2 annotations`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Returns a share, 0 to 1, in percent with one digit; `< 0.1 %` is not rounded to nothing. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return '< 0.1 %';
  return `${percent.toFixed(1)} %`;
}
