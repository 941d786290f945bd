import { mammographyStudyOf, studyOf } from './check-formats';
import { fileName } from './file-name';
import type { MammographyStudy, Study } from './formats';
import type { FoundStudy } from './found';
import { type Expected, LoadError, type LoadOptions } from './load';
import { loadJson } from './loader';

/** Loads `study.json`. Rejects with LoadError, or AbortError when cancelled. */
export function loadStudy(found: FoundStudy, options: LoadOptions): Promise<Study> {
  return load(found, studyOf, options);
}

/** Loads `study.json` of a mammography. Rejects with LoadError, or AbortError when cancelled. */
export function loadMammography(
  found: FoundStudy,
  options: LoadOptions,
): Promise<MammographyStudy> {
  return load(found, mammographyStudyOf, options);
}

async function load<T extends Study>(
  { folder, entry }: FoundStudy,
  check: (json: unknown, file: string) => T,
  options: LoadOptions,
): Promise<T> {
  const url = new URL('study.json', folder);
  const file = fileName(url);
  const study = check(await loadJson(url, options), file);
  if (study.study !== entry.study || study.op !== entry.op) {
    throw new LoadError(file, 'belongs to another study than the worklist says');
  }
  return study;
}

/** Returns what the job said of a file of a study, or null if it listed none of that name. */
export function expectedOf({ files }: Study, path: string): Expected | null {
  return files.find((file) => file.path === path) ?? null;
}
