import type { WorklistEntry } from './formats';

/** A study and the worklist that lists it. */
export interface ListedStudy {
  readonly entry: WorklistEntry;
  /** The study's folder, ending in `/`. */
  readonly folder: URL;
  /** The worklist's folder relative to the catalogue, for example `maps/`. */
  readonly list: string;
}

/**
 * Returns keys for the URLs of the page, in order: the study's id where only one study has it, else with
 * the worklist's folder in front, so that an old link leads to no other study. Where even those are
 * equal, a number is appended.
 */
export function studyKeys(studies: readonly ListedStudy[]): string[] {
  const holders = new Map<string, number>();
  for (const { entry } of studies) {
    holders.set(entry.study, (holders.get(entry.study) ?? 0) + 1);
  }
  const taken = new Set<string>();
  return studies.map(({ entry, list }) => {
    const alone = holders.get(entry.study) === 1;
    const folder = list.replace(/^\.?\/?/, '').replace(/\/$/, '');
    const key = alone ? entry.study : [folder, entry.study].filter(Boolean).join('/');
    return take(key, taken);
  });
}

/** Returns the name, or the first free one of `name~2`, `name~3` and so on, and marks it as taken. */
export function take(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}~${number}`;
  taken.add(free);
  return free;
}
