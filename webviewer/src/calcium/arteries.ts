import type { Artery } from '../data/formats';

/** The coronary arteries of a calcium score, in the order in which results list them. */
export const ARTERIES: readonly Artery[] = ['LM', 'LAD', 'LCX', 'RCA'];

/** Values of a label volume: 1 to 4, as `ARTERIES` lists them. */
export function arteryOfLabel(label: number): Artery | null {
  return ARTERIES[label - 1] ?? null;
}

/** Returns an artery's value in a label volume. */
export function labelOfArtery(artery: Artery): number {
  return ARTERIES.indexOf(artery) + 1;
}

export const ARTERY_NAMES: Readonly<Record<Artery, string>> = {
  LM: 'left main',
  LAD: 'left anterior descending',
  LCX: 'left circumflex',
  RCA: 'right coronary artery',
};
