import type { Expected, LoadedVolume, LoadOptions } from './load';

/** Loads a JSON file of a known format. Rejects with LoadError, or AbortError when cancelled. */
export function loadJson<T>(_url: URL, _options: LoadOptions): Promise<T> {
  throw new Error('stub');
}

/**
 * Loads a NIfTI-1 file, gzipped or not, in a worker: fetched with progress, unpacked, held against
 * `expected`, checked against the memory budget before its voxels take memory.
 */
export function loadVolume(
  _url: URL,
  _expected: Expected | null,
  _options: LoadOptions,
): Promise<LoadedVolume> {
  throw new Error('stub');
}
