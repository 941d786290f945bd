import { manifestOf } from './check-formats';
import { fileName } from './file-name';
import type { FoundVersion } from './found';
import { LoadError, type LoadOptions } from './load';
import { loadJson, loadText } from './loader';
import { fileUnder, isSegment } from './paths';

/** Nobody pages further back, and a chain may be endless by mistake. */
const MOST_VERSIONS = 50;

const MOST_POINTER_BYTES = 1024;

/** The versions of one dataset, newest first, and what could not be read. */
export interface DatasetVersions {
  readonly versions: readonly Omit<FoundVersion, 'key'>[];
  readonly problems: readonly unknown[];
}

/**
 * Follows a dataset from LATEST back through `previousVersion`, up to 50 versions. Rejects with
 * AbortError when cancelled, and with nothing else.
 *
 * @param folder the one with LATEST, ending in `/`
 */
export async function datasetVersions(folder: URL, options: LoadOptions): Promise<DatasetVersions> {
  const versions: Omit<FoundVersion, 'key'>[] = [];
  const problems: unknown[] = [];
  try {
    let version: string | null = await latestOf(folder, options);
    const seen = new Set<string>();
    while (version !== null && versions.length < MOST_VERSIONS && !seen.has(version)) {
      seen.add(version);
      const found: Omit<FoundVersion, 'key'> = await load(
        folder,
        version,
        seen.size === 1,
        options,
      );
      versions.push(found);
      version = found.manifest.previousVersion;
    }
  } catch (problem) {
    if (options.signal.aborted) throw problem;
    problems.push(problem);
  }
  return { versions, problems };
}

async function latestOf(folder: URL, options: LoadOptions): Promise<string> {
  const url = new URL('LATEST', folder);
  const text = await loadText(url, { ...options, maxBytes: MOST_POINTER_BYTES });
  const name = text.trim();
  if (!isSegment(name)) {
    throw new LoadError(fileName(url), 'must hold the name of a version, and holds none');
  }
  return name;
}

async function load(
  folder: URL,
  version: string,
  latest: boolean,
  options: LoadOptions,
): Promise<Omit<FoundVersion, 'key'>> {
  const url = fileUnder(folder, `${version}/manifest.json`);
  if (!url || !isSegment(version)) {
    throw new LoadError(fileName(folder), 'previousVersion must be the name of a version');
  }
  const file = fileName(url);
  const manifest = manifestOf(await loadJson(url, options), file);
  if (manifest.version !== version) {
    throw new LoadError(file, 'is the manifest of another version than its folder says');
  }
  if (!isSegment(manifest.dataset)) {
    throw new LoadError(file, 'dataset must be a name that can stand in a path');
  }
  return { dataset: manifest.dataset, version, latest, folder: new URL('./', url), manifest };
}
