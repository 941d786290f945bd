import type { Op } from '../../src/data/formats';
import { json, sha256 } from './dataset-serve';

/** What a test says of a study; the rest is that of a valid one. */
export interface OneStudy {
  readonly study: string;
  readonly op: Op;
  readonly flags?: readonly string[];
  readonly summary: object;
  /** Fields of `study.json` of this op alone. */
  readonly details: object;
  /** By path in the study's folder; `study.json` lists them all. */
  readonly contents: ReadonlyMap<string, Buffer>;
  /** Files that are listed and not there. */
  readonly missing?: readonly string[];
}

/** Returns the files of a catalogue with one worklist, `out/`, that holds one study. */
export function oneStudy(one: OneStudy): Map<string, Buffer> {
  const { study, op, flags = [], summary, details, contents, missing = [] } = one;
  const computedAt = '2026-01-01T00:00:00Z';
  const description = {
    format: 'radloom-study/1',
    study,
    op,
    options: {},
    backend: 'cpu',
    units: {},
    flags,
    summary,
    computedAt,
    ...details,
    files: [...contents].map(([path, bytes]) => ({
      path,
      sha256: sha256(bytes),
      bytes: bytes.length,
    })),
  };
  const folder = `studies/${study}`;
  const worklist = {
    format: 'radloom-worklist/1',
    studies: [{ study, op, folder, status: 'finished', flags, summary, computedAt }],
    rejected: [],
    failed: [],
    counts: { read: 1, finished: 1 },
  };
  const served = new Map<string, Buffer>([
    ['catalog.json', json({ format: 'radloom-catalog/1', worklists: ['out/'], datasets: [] })],
    ['out/index.json', json(worklist)],
    [`out/${folder}/study.json`, json(description)],
  ]);
  for (const [path, bytes] of contents) {
    if (!missing.includes(path)) served.set(`out/${folder}/${path}`, bytes);
  }
  return served;
}
