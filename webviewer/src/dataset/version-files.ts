import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FoundVersion } from '../data/found';
import { LoadError, type LoadOptions } from '../data/load';
import type { ManifestFile, SplitName } from '../data/manifest';
import { type Coco, parseCoco } from './coco';

/** Files over this are loaded only after the user said so. */
export const ASK_BYTES = 64 * 1024 * 1024;

/** The files of a version, as its manifest lists them; what it does not list is not there. */
export interface VersionFiles {
  find(path: string): ManifestFile | null;
  url(file: ManifestFile): URL;
  /**
   * Fetches a file and gives its text piece by piece to `push`.
   *
   * Rejects with LoadError if it cannot be fetched, or is another file than the manifest says by its
   * size or SHA-256; what was pushed until then is to be thrown away.
   */
  readText(file: ManifestFile, options: LoadOptions, push: (text: string) => void): Promise<void>;
  /** Loads the COCO file of a split, once. Rejects with LoadError. */
  coco(split: SplitName, options: LoadOptions): Promise<Coco>;
  /** The COCO file of a split, or null. */
  cocoFile(split: SplitName): ManifestFile | null;
}

export function versionFiles(version: FoundVersion): VersionFiles {
  const byPath = new Map(version.manifest.files.map((file) => [file.path, file]));
  const loaded = new Map<SplitName, Coco>();
  const find = (path: string) => byPath.get(path) ?? null;
  const url = (file: ManifestFile) => urlInside(version.folder, file.path);
  const cocoFile = (split: SplitName) => find(`coco/instances_${split}.json`);

  async function readText(
    file: ManifestFile,
    options: LoadOptions,
    push: (text: string) => void,
  ): Promise<void> {
    const decoder = new TextDecoder();
    await readBytes(url(file), file, options, (bytes) => push(decoder.decode(bytes, STREAM)));
    push(decoder.decode());
  }

  async function coco(split: SplitName, options: LoadOptions): Promise<Coco> {
    const known = loaded.get(split);
    if (known) return known;
    const file = cocoFile(split);
    if (!file) throw new LoadError(`coco/instances_${split}.json`, 'the manifest does not list it');
    const pieces: string[] = [];
    await readText(file, options, (text) => pieces.push(text));
    const parsed = explain(file.path, () => parseCoco(JSON.parse(pieces.join(''))));
    loaded.set(split, parsed);
    return parsed;
  }

  return { find, url, readText, coco, cocoFile };
}

const STREAM = { stream: true };

/** Runs `work` and tells which file its error is about. */
export function explain<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new LoadError(file, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function readBytes(
  url: URL,
  file: ManifestFile,
  options: LoadOptions,
  push: (bytes: Uint8Array) => void,
): Promise<void> {
  const response = await request(url, file.path, { signal: options.signal });
  if (!response.ok || !response.body) {
    throw new LoadError(file.path, `the server answered ${response.status}`);
  }
  const hash = sha256.create();
  let loadedBytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    loadedBytes += value.length;
    if (loadedBytes > file.bytes) {
      await reader.cancel();
      throw new LoadError(file.path, `it is longer than the ${file.bytes} bytes of the manifest`);
    }
    hash.update(value);
    explain(file.path, () => push(value));
    options.onProgress?.({ file: file.path, loadedBytes, totalBytes: file.bytes });
  }
  if (loadedBytes !== file.bytes) {
    throw new LoadError(file.path, `it ended after ${loadedBytes} of ${file.bytes} bytes`);
  }
  if (bytesToHex(hash.digest()) !== file.sha256) {
    throw new LoadError(file.path, 'its SHA-256 is not the one in the manifest');
  }
}

/** Fetches, and tells of a network failure as a LoadError. Cancelling rejects with AbortError. */
export async function request(url: URL, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new LoadError(path, 'the server cannot be reached', { cause });
  }
}

/** Returns the address of a path that a manifest names, which may not lead out of its folder. */
function urlInside(folder: URL, path: string): URL {
  const segments = path.split('/').map(encodeURIComponent);
  const url = new URL(`./${segments.join('/')}`, folder);
  if (!url.href.startsWith(folder.href)) {
    throw new LoadError(path, 'the path leads out of the version');
  }
  return url;
}
