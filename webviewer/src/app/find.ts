import type { Worklist } from '../data/formats';
import type { Found } from '../data/found';
import type { Manifest } from '../data/manifest';

/** Stands in for the catalogue of src/data until it is merged. */
export async function findAll(base: URL): Promise<Found> {
  const root = new URL('data/', base);
  const get = async <T>(path: string, from = root): Promise<T> =>
    (await fetch(new URL(path, from))).json() as Promise<T>;
  const url = new URL('maps/index.json', root);
  const worklist = await get<Worklist>('maps/index.json');
  return {
    studies: worklist.studies.map((entry) => ({
      key: entry.study,
      entry,
      folder: new URL(`${entry.folder}/`, url),
    })),
    worklists: [{ url, worklist }],
    versions: [
      {
        key: 'chest/v1',
        dataset: 'chest',
        version: 'v1',
        latest: true,
        folder: new URL('datasets/chest/v1/', root),
        manifest: await get<Manifest>('datasets/chest/v1/manifest.json'),
      },
    ],
    problems: [],
  };
}
