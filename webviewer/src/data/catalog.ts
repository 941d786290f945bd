import { catalogOf } from './check-formats';
import { type DatasetVersions, datasetVersions } from './dataset-versions';
import { fileName } from './file-name';
import type { Catalog } from './formats';
import type { Found, FoundVersion } from './found';
import { inParallel } from './in-parallel';
import { LoadError, type LoadOptions, MissingFileError } from './load';
import { loadJson } from './loader';
import { loadModels } from './models';
import { folderUnder } from './paths';
import { studyKeys, take } from './study-keys';
import { type CheckedWorklist, worklistOf } from './worklist';

/** As many as browsers ask one server for at once. */
const MOST_REQUESTS = 6;

/** What the folder of models is called beside a worklist. */
const MODELS = 'models/';

/** Where to look: the catalogue, and the folder that its names are relative to. */
interface Root {
  readonly folder: URL;
  readonly catalog: Catalog;
}

/** A worklist read, or null for one that could not be. */
interface Listed extends CheckedWorklist {
  readonly url: URL;
  readonly list: string;
}

/**
 * Finds what there is to look at: `data/catalog.json` beside the page; without one `data/index.json`
 * alone, or at last `index.json` beside the page. What can't be read becomes a problem; rejects with
 * AbortError when cancelled, and with nothing else.
 *
 * @param base the page
 */
export async function findAll(base: URL, options?: Partial<LoadOptions>): Promise<Found> {
  const signal = options?.signal ?? new AbortController().signal;
  const known: LoadOptions = { ...options, signal };
  const problems: unknown[] = [];
  const attempt = async <T>(action: () => Promise<T>): Promise<T | null> => {
    try {
      return await action();
    } catch (problem) {
      if (signal.aborted) throw problem;
      problems.push(problem);
      return null;
    }
  };

  const root = await attempt(() => findRoot(base, known));
  if (!root) return { studies: [], worklists: [], versions: [], models: [], problems };
  const folders = (names: readonly string[]): { name: string; folder: URL }[] =>
    [...new Set(names)].flatMap((name) => {
      const folder = folderUnder(root.folder, name);
      if (folder) return [{ name, folder }];
      const file = fileName(new URL('catalog.json', root.folder));
      problems.push(
        new LoadError(
          file,
          `folders must lie below the catalogue, but one is: ${JSON.stringify(name.slice(0, 100))}`,
        ),
      );
      return [];
    });

  const lists = folders(root.catalog.worklists);
  const datasets = folders(root.catalog.datasets);
  const read = await inParallel<(typeof lists)[0] | URL, Listed | DatasetVersions | null>(
    [...lists, ...datasets.map(({ folder }) => folder)],
    MOST_REQUESTS,
    (what) =>
      what instanceof URL
        ? attempt(() => datasetVersions(what, known))
        : attempt(() => readWorklist(what.folder, what.name, known)),
  );
  const worklists = read.filter((one): one is Listed => one !== null && 'worklist' in one);
  const models = await inParallel(folders(root.catalog.models ?? []), MOST_REQUESTS, ({ folder }) =>
    attempt(() => loadModels(folder, known)),
  );
  const chains = read.filter((one): one is DatasetVersions => one !== null && 'versions' in one);
  for (const one of [...worklists, ...chains]) problems.push(...one.problems);

  return {
    studies: keyedStudies(worklists),
    worklists: worklists.map(({ url, worklist }) => ({ url, worklist })),
    versions: keyedVersions(chains),
    models: models.flatMap((found) => found ?? []),
    problems,
  };
}

async function findRoot(base: URL, options: LoadOptions): Promise<Root> {
  const data = new URL('data/', base);
  const url = new URL('catalog.json', data);
  try {
    return { folder: data, catalog: catalogOf(await loadJson(url, options), fileName(url)) };
  } catch (problem) {
    if (!(problem instanceof MissingFileError)) throw problem;
  }
  const catalog: Catalog = { format: 'radloom-catalog/1', worklists: ['./'], datasets: [] };
  for (const folder of [data, new URL('./', base)]) {
    try {
      await loadJson(new URL('index.json', folder), options);
      return { folder, catalog: { ...catalog, models: await modelsBeside(folder, options) } };
    } catch (problem) {
      if (!(problem instanceof MissingFileError)) throw problem;
    }
  }
  throw new MissingFileError(
    fileName(url),
    'there is nothing to show: neither this file nor data/index.json nor index.json is there',
  );
}

/** Returns the folder of models beside a worklist that no catalogue names, if it is there. */
async function modelsBeside(folder: URL, options: LoadOptions): Promise<readonly string[]> {
  try {
    await loadModels(new URL(MODELS, folder), options);
    return [MODELS];
  } catch (problem) {
    if (problem instanceof MissingFileError) return [];
    if (problem instanceof LoadError) return [MODELS];
    throw problem;
  }
}

async function readWorklist(folder: URL, list: string, options: LoadOptions): Promise<Listed> {
  const url = new URL('index.json', folder);
  return { ...worklistOf(await loadJson(url, options), url, fileName(url)), url, list };
}

function keyedStudies(worklists: readonly Listed[]): Found['studies'] {
  const studies = worklists.flatMap(({ worklist, folders, list }) =>
    worklist.studies.flatMap((entry, index) => {
      const folder = folders[index];
      return folder ? [{ entry, folder, list }] : [];
    }),
  );
  const keys = studyKeys(studies);
  return studies.map(({ entry, folder }, index) => ({ key: keys[index] ?? '', entry, folder }));
}

function keyedVersions(chains: readonly DatasetVersions[]): FoundVersion[] {
  const taken = new Set<string>();
  return chains.flatMap(({ versions }) =>
    versions.map((found) => ({ ...found, key: take(`${found.dataset}/${found.version}`, taken) })),
  );
}
