import {
  anyObject,
  arrayOf,
  checked,
  count,
  objectOf,
  oneOf,
  optional,
  recordOf,
  text,
} from './check';
import { OPS, type RejectedStudy, type Worklist, type WorklistEntry } from './formats';
import { ofFormat } from './json';
import { LoadError } from './load';
import { folderUnder } from './paths';

const entry = objectOf<WorklistEntry>({
  study: text,
  op: oneOf(...OPS),
  folder: text,
  status: oneOf('finished', 'skipped', 'kept'),
  flags: arrayOf(text),
  summary: anyObject,
  computedAt: text,
});

const rejected = objectOf<RejectedStudy>({
  source: text,
  study: optional(text),
  reason: text,
  message: text,
});

/** More than these would only hide the others. */
const MOST_PROBLEMS = 10;

/** A worklist's usable entries, and what is wrong with the others. */
export interface CheckedWorklist {
  readonly worklist: Worklist;
  readonly folders: readonly URL[];
  readonly problems: readonly LoadError[];
}

/**
 * Returns what is usable of an `index.json`: one bad entry does not hide the others.
 *
 * @param url of the file; studies lie in folders below its own
 * @throws LoadError if it is no worklist at all
 */
export function worklistOf(json: unknown, url: URL, file: string): CheckedWorklist {
  const index = ofFormat(json, 'radloom-worklist/1', file);
  const problems = createProblemList(file);
  const studies: WorklistEntry[] = [];
  const folders: URL[] = [];
  const parent = new URL('./', url);
  checked(index.studies, arrayOf(anyValue), `${file}, studies`).forEach((candidate, i) => {
    problems.attempt(() => {
      const its = checked(candidate, entry, `${file}, studies[${i}]`);
      const folder = folderUnder(parent, its.folder);
      if (!folder) {
        throw new LoadError(`${file}, studies[${i}]`, 'folder must name a folder below this one');
      }
      studies.push(its);
      folders.push(folder);
    });
  });
  const refusals = (key: 'rejected' | 'failed'): RejectedStudy[] => {
    const good: RejectedStudy[] = [];
    const all = checked(index[key] ?? [], arrayOf(anyValue), `${file}, ${key}`);
    all.forEach((candidate, i) => {
      problems.attempt(() => {
        good.push(checked(candidate, rejected, `${file}, ${key}[${i}]`));
      });
    });
    return good;
  };
  const worklist: Worklist = {
    format: 'radloom-worklist/1',
    studies,
    rejected: refusals('rejected'),
    failed: refusals('failed'),
    counts: checked(index.counts ?? {}, recordOf(count), `${file}, counts`),
  };
  return { worklist, folders, problems: problems.all() };
}

/** Anything; what it must be is asked one by one. */
function anyValue(_value: unknown, _at: string): asserts _value is unknown {}

function createProblemList(file: string) {
  const kept: LoadError[] = [];
  let more = 0;
  return {
    attempt(action: () => void): void {
      try {
        action();
      } catch (problem) {
        if (!(problem instanceof LoadError)) throw problem;
        if (kept.length < MOST_PROBLEMS) kept.push(problem);
        else more++;
      }
    },
    all(): LoadError[] {
      const rest = `${more} more entries can not be used`;
      return more > 0 ? [...kept, new LoadError(file, rest)] : kept;
    },
  };
}
