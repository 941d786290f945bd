import { cardiacStudyOf, detectionStudyOf, studyOf } from './check-formats';
import { fileName } from './file-name';
import type { CardiacStudy, DetectionStudy, Study } from './formats';
import type { FoundStudy } from './found';
import { type Expected, LoadError, type LoadOptions } from './load';
import { loadJson } from './loader';

/** Loads `study.json`. Rejects with LoadError, or AbortError when cancelled. */
export function loadStudy(found: FoundStudy, options: LoadOptions): Promise<Study> {
  return load(found, studyOf, options);
}

/** Loads `study.json` of images with lesions. Rejects with LoadError, or AbortError when cancelled. */
export function loadDetections(found: FoundStudy, options: LoadOptions): Promise<DetectionStudy> {
  return load(found, detectionStudyOf, options);
}

/** Loads `study.json` of a heart. Rejects with LoadError, or AbortError when cancelled. */
export function loadCardiac(found: FoundStudy, options: LoadOptions): Promise<CardiacStudy> {
  return load(found, cardiacStudyOf, options);
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
