import { studyOf } from './check-formats';
import { fileName } from './file-name';
import type { Study } from './formats';
import type { FoundStudy } from './found';
import { type Expected, LoadError, type LoadOptions } from './load';
import { loadJson } from './loader';
import { fileUnder } from './paths';

/** A study's `study.json`, and where it lies. */
export interface LoadedStudy {
  readonly study: Study;
  /** Ends in `/`. */
  readonly folder: URL;
}

/** A file of a study: where it is, and what the job said of it. */
export interface StudyFileLink {
  readonly url: URL;
  readonly expected: Expected;
}

/** Loads `study.json`. Rejects with LoadError, or AbortError when cancelled. */
export async function loadStudy(found: FoundStudy, options: LoadOptions): Promise<LoadedStudy> {
  const url = new URL('study.json', found.folder);
  const file = fileName(url);
  const study = studyOf(await loadJson(url, options), file);
  if (study.study !== found.entry.study || study.op !== found.entry.op) {
    throw new LoadError(file, 'belongs to another study than the worklist says');
  }
  return { study, folder: found.folder };
}

/** Returns a file of a study, or null if the job did not list one of that name. */
export function studyFile({ study, folder }: LoadedStudy, path: string): StudyFileLink | null {
  const expected = study.files.find((file) => file.path === path);
  const url = fileUnder(folder, path);
  return expected && url ? { url, expected } : null;
}
