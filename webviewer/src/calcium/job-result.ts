import type { Calcium } from '../data/formats';
import { LoadError } from '../data/load';
import { CALCIUM_JSON } from './study-files';

const RESULTS = ['LM', 'LAD', 'LCX', 'RCA', 'ALL'];
const NUMBERS = ['agatston', 'volumeMm3', 'lesions', 'voxels'];

/**
 * Returns what `calcium.json` holds as what it says it is.
 *
 * @throws LoadError if something is missing that the page would show
 */
export function checkedCalcium(json: unknown): Calcium {
  const calcium = recordOf(json, 'the file');
  const arteries = recordOf(calcium.arteries, 'arteries');
  for (const artery of RESULTS) {
    const result = recordOf(arteries[artery], `arteries.${artery}`);
    for (const name of NUMBERS) {
      if (!Number.isFinite(result[name])) {
        throw wrong(`arteries.${artery}.${name} must be a number, but was: ${result[name]}`);
      }
    }
  }
  if (!Array.isArray(calcium.flags) || !Array.isArray(calcium.lesions)) {
    throw wrong('flags and lesions must be lists');
  }
  return json as Calcium;
}

function recordOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) {
    throw wrong(`${name} must be an object, but was: ${value}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

function wrong(reason: string): LoadError {
  return new LoadError(CALCIUM_JSON, reason);
}
