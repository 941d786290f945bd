import { fileName } from './file-name';
import { parseJson } from './json';
import {
  type Expected,
  LoadError,
  type LoadedVolume,
  type LoadOptions,
  type TextOptions,
  type VolumeOptions,
} from './load';
import { MEMORY_BUDGET_BYTES } from './memory-budget';
import { bytesOf, loadBytes } from './read-bytes';
import { isPackedOnTheWay, request } from './response';
import { readInWorker } from './volume-workers';

export { loadBytes } from './read-bytes';

/**
 * Loads a JSON file. What is in it is not looked at: check what you rely on. Rejects with LoadError,
 * or AbortError when cancelled.
 */
export async function loadJson(url: URL, options: TextOptions): Promise<unknown> {
  return parseJson(await loadText(url, options), fileName(url));
}

/** Loads a text file in UTF-8. Rejects with LoadError, or AbortError when cancelled. */
export async function loadText(url: URL, options: TextOptions): Promise<string> {
  const bytes = await loadBytes(url, options);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LoadError(fileName(url), 'must be text in UTF-8', { cause });
  }
}

/**
 * Loads the bytes from `from` to before `to`. Returns null if the server does not serve parts of
 * files: load the whole one then.
 */
export async function loadRange(
  url: URL,
  from: number,
  to: number,
  options: LoadOptions,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to <= from) {
    throw new RangeError(`a range must be 0 <= from < to, but was: ${from} to ${to}`);
  }
  const file = fileName(url);
  const range = `bytes=${from}-${to - 1}`;
  const response = await request(url, file, options.signal, { Range: range });
  if (response.status !== 206 || isPackedOnTheWay(response)) {
    await response.body?.cancel().catch(() => undefined);
    return null;
  }
  const bytes = await bytesOf(response, file, { ...options, maxBytes: to - from });
  const sent = response.headers.get('Content-Range') ?? '';
  if (bytes.length !== to - from || !sent.startsWith(`bytes ${from}-${to - 1}/`)) {
    throw new LoadError(file, `the server must send ${range}, but sent: ${sent || 'no range'}`);
  }
  return bytes;
}

let unnamed = 0;

/**
 * Loads a NIfTI-1 file, gzipped or not, in a worker: fetched with progress, unpacked, held against
 * `expected`, checked against the memory budget before its voxels take memory. Rejects with
 * LoadError, or AbortError when cancelled.
 */
export async function loadVolume(
  url: URL,
  expected: Expected | null,
  options: VolumeOptions,
): Promise<LoadedVolume> {
  const { signal, onProgress, budgetBytes = MEMORY_BUDGET_BYTES } = options;
  const request = { url, file: fileName(url), expected, budgetBytes };
  const { volume, verification } = await readInWorker(request, signal, onProgress);
  // The same name may hold other bytes tomorrow; a hash can't.
  const id = verification === 'verified' && expected ? expected.sha256 : `${url.href}#${++unnamed}`;
  return { volume: { ...volume, id }, verification };
}
