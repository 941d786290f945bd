import type { CardiacPhase, CardiacStudy } from '../data/formats';
import type { LineStyle } from '../stage/lines';

/** A class of the model: a chamber, or all of the blood. */
export interface Chamber {
  /** In the mask; from 1. */
  readonly label: number;
  /** As the model calls it. */
  readonly code: string;
  /** For example `Left ventricle`. */
  readonly name: string;
  readonly line: LineStyle;
}

const LEFT_VENTRICLE = 'left_ventricle';

/** Lines differ in colour and dashes, so that colour is not the only sign. */
const LINES: readonly LineStyle[] = [
  { colour: '#ffd54a', dashes: [] },
  { colour: '#5ce1ff', dashes: [6, 3] },
  { colour: '#ff7bf1', dashes: [2, 3] },
  { colour: '#8ee88a', dashes: [8, 3, 2, 3] },
  { colour: '#ffffff', dashes: [4, 2] },
  { colour: '#ff9f43', dashes: [10, 4] },
];

/** Returns the chambers in the order of their labels. */
export function chambersOf({ phases: [diastole] }: Pick<CardiacStudy, 'phases'>): Chamber[] {
  return Object.keys(diastole.chambersMl).map((code, i) => ({
    label: i + 1,
    code,
    name: named(code),
    line: LINES[i % LINES.length] as LineStyle,
  }));
}

/** Returns the chamber whose volumes make the ejection fraction: the left ventricle, or the first. */
export function ventricleOf(chambers: readonly Chamber[]): Chamber {
  const found = chambers.find(({ code }) => code === LEFT_VENTRICLE) ?? chambers[0];
  if (!found) throw new RangeError('a heart must have one chamber at least');
  return found;
}

export const PHASE_NAMES: Readonly<Record<CardiacPhase['phase'], string>> = {
  'end-diastole': 'End diastole',
  'end-systole': 'End systole',
};

function named(code: string): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
