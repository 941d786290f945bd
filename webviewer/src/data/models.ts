import { arrayOf, checked, count, nullable, objectOf, optional, sha256, text } from './check';
import { fileName } from './file-name';
import { ofFormat } from './json';
import type { LoadOptions } from './load';
import { loadJson } from './loader';

/** `manifest.json` of a folder of models, as far as the viewer reads it. */
export interface ModelsManifest {
  readonly models: readonly ListedModel[];
}

export interface ListedModel {
  readonly name: string;
  readonly task: string;
  /** The version to take when nobody names one. */
  readonly default: string;
  readonly versions: readonly ListedVersion[];
}

export interface ListedVersion {
  readonly version: string;
  readonly engine: string;
  /** The version that this one was made smaller from. */
  readonly quantizedFrom?: string | null | undefined;
  /** Of all its files. */
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
  /** In words, where somebody measured it. */
  readonly accuracy?: string | undefined;
}

const FILE = 'manifest.json';
const MOST_BYTES = 4 * 1024 ** 2;

const version = objectOf<ListedVersion>({
  version: text,
  engine: text,
  quantizedFrom: optional(nullable(text)),
  bytes: count,
  files: arrayOf(objectOf<ListedVersion['files'][number]>({ path: text, sha256 })),
  accuracy: optional(text),
});

const manifest = objectOf<ModelsManifest>({
  models: arrayOf(
    objectOf<ListedModel>({
      name: text,
      task: text,
      default: text,
      versions: arrayOf(version),
    }),
  ),
});

/** @throws LoadError if it is no manifest of models */
export function modelsOf(json: unknown, file: string): readonly ListedModel[] {
  ofFormat(json, 'radloom-models/1', file);
  return checked(json, manifest, file).models;
}

/**
 * Loads the manifest of a folder of models. The browser keeps it, and asks the server by its entity
 * tag whether it is still good. Rejects with LoadError, or AbortError when cancelled.
 *
 * @param folder ends in `/`
 */
export async function loadModels(
  folder: URL,
  options: LoadOptions,
): Promise<readonly ListedModel[]> {
  const url = new URL(FILE, folder);
  return modelsOf(await loadJson(url, { ...options, maxBytes: MOST_BYTES }), fileName(url));
}
