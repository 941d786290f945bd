import { checkedPieces } from '../data/checked-pieces';
import type { FoundVersion } from '../data/found';
import { parseJson } from '../data/json';
import { LoadError, type LoadOptions } from '../data/load';
import type { ManifestFile, SplitName } from '../data/manifest';
import { fileUnder } from '../data/paths';
import { createProgressMeter } from '../data/progress-meter';
import { piecesOf, request } from '../data/response';
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
   * size or SHA-256, or if `push` throws; what was pushed until then is to be thrown away.
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
  const url = ({ path }: ManifestFile) => {
    const inside = fileUnder(version.folder, path);
    if (!inside) throw new LoadError(path, 'the path leads out of the version');
    return inside;
  };
  const cocoFile = (split: SplitName) => find(`coco/instances_${split}.json`);

  async function readText(
    file: ManifestFile,
    options: LoadOptions,
    push: (text: string) => void,
  ): Promise<void> {
    const { signal } = options;
    const response = await request(url(file), file.path, signal);
    const meter = createProgressMeter(file.path, file.bytes, options.onProgress);
    const decoder = new TextDecoder();
    for await (const piece of checkedPieces(
      piecesOf(response, file.path, signal),
      file,
      file.path,
    )) {
      explain(file.path, () => push(decoder.decode(piece, STREAM)));
      meter.add(piece.length);
    }
    push(decoder.decode());
    meter.end();
  }

  async function coco(split: SplitName, options: LoadOptions): Promise<Coco> {
    const known = loaded.get(split);
    if (known) return known;
    const file = cocoFile(split);
    if (!file) throw new LoadError(`coco/instances_${split}.json`, 'the manifest does not list it');
    const pieces: string[] = [];
    await readText(file, options, (text) => pieces.push(text));
    const json = parseJson(pieces.join(''), file.path);
    const parsed = explain(file.path, () => parseCoco(json));
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
