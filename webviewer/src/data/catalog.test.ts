import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FileServer, startFileServer } from '../../test/file-server';
import { findAll } from './catalog';
import { LoadError } from './load';
import { expectedOf, loadStudy } from './study';

let server: FileServer;
beforeAll(async () => {
  server = await startFileServer();
});
afterAll(() => server.close());
beforeEach(() => server.files.clear());

function put(path: string, json: unknown): void {
  server.files.set(path, typeof json === 'string' ? json : JSON.stringify(json));
}

function entry(study: string, folder = `studies/${study}`): object {
  return {
    study,
    op: 'agatston',
    folder,
    status: 'finished',
    flags: [],
    summary: {},
    computedAt: '2026-11-21T13:34:07Z',
  };
}

function worklist(...studies: readonly unknown[]): object {
  return { format: 'radloom-worklist/1', studies, rejected: [], failed: [], counts: { read: 1 } };
}

function catalog(worklists: readonly string[], datasets: readonly string[] = []): object {
  return { format: 'radloom-catalog/1', worklists, datasets };
}

const SHARE = { target: 0.5, patients: 1, patientShare: 0.5, records: 1, recordShare: 0.5 };

function manifest(version: string, previousVersion: string | null, dataset = 'chest'): object {
  return {
    format: 'radloom-manifest/1',
    dataset,
    version,
    previousVersion,
    codeVersion: 'x',
    counts: {},
    consents: {},
    eventsRead: 0,
    splits: {
      mode: 'hash',
      groups: 1,
      largestGroupPatients: 1,
      groupsHeldApart: 0,
      train: SHARE,
      val: SHARE,
      test: SHARE,
    },
    qualityCutoffs: {},
    categories: [],
    options: {},
    keyIds: {},
    files: [],
  };
}

const find = () => findAll(new URL('page/index.html', server.url));
const messages = (problems: readonly unknown[]): string[] => problems.map(String);

test('finds the studies of every worklist in the catalogue', async () => {
  put('page/data/catalog.json', catalog(['maps/', './']));
  put('page/data/maps/index.json', worklist(entry('S1'), entry('S2')));
  put('page/data/index.json', worklist(entry('S3')));
  const found = await find();
  expect(messages(found.problems)).toEqual([]);
  expect(found.studies.map(({ key }) => key)).toEqual(['S1', 'S2', 'S3']);
  expect(found.studies[0]?.folder.pathname).toBe('/page/data/maps/studies/S1/');
  expect(found.studies[2]?.folder.pathname).toBe('/page/data/studies/S3/');
  expect(found.worklists.map(({ url }) => url.pathname)).toEqual([
    '/page/data/maps/index.json',
    '/page/data/index.json',
  ]);
});

test('takes data/index.json where there is no catalogue', async () => {
  put('page/data/index.json', worklist(entry('S1')));
  put('page/index.json', worklist(entry('S2')));
  const found = await find();
  expect(found.studies.map(({ key }) => key)).toEqual(['S1']);
  expect(found.problems).toEqual([]);
});

test('takes index.json beside the page at last, also from a server that sends pages for all', async () => {
  put('page/data/catalog.json', '<!doctype html>');
  put('page/data/index.json', '<!doctype html>');
  put('page/index.json', worklist(entry('S2')));
  const found = await find();
  expect(found.studies[0]?.folder.pathname).toBe('/page/studies/S2/');
});

test('says that there is nothing to show', async () => {
  const found = await find();
  expect(found.studies).toEqual([]);
  expect(messages(found.problems)).toEqual([
    'LoadError: data/catalog.json: there is nothing to show: neither this file nor data/index.json nor index.json is there',
  ]);
});

test.each([
  ['damaged JSON', '{', 'is not valid JSON'],
  ['a later format', '{"format":"radloom-catalog/2"}', 'knows the format radloom-catalog/1'],
  ['a list of numbers', '{"format":"radloom-catalog/1","worklists":[1],"datasets":[]}', 'text'],
])('does not look elsewhere because of a catalogue with %s', async (_what, text, words) => {
  put('page/data/catalog.json', text);
  put('page/index.json', worklist(entry('S2')));
  const found = await find();
  expect(found.studies).toEqual([]);
  expect(messages(found.problems)[0]).toContain(words);
});

test('keeps one broken worklist from hiding the others', async () => {
  put('page/data/catalog.json', catalog(['gone/', 'maps/']));
  put('page/data/maps/index.json', worklist(entry('S1')));
  const found = await find();
  expect(found.studies.map(({ key }) => key)).toEqual(['S1']);
  expect(messages(found.problems)).toEqual(['LoadError: gone/index.json: is missing (404)']);
});

test.each([
  '../',
  '/etc/',
  'maps/../../',
  'https://elsewhere.example/',
  '//elsewhere.example/',
  'a\\b/',
  '',
])('stays below the catalogue: %j is refused, and not asked for', async (folder) => {
  put('page/data/catalog.json', catalog([folder], [folder]));
  const before = server.requests.length;
  const found = await find();
  expect(messages(found.problems)).toHaveLength(2);
  expect(messages(found.problems)[0]).toContain('folders must lie below the catalogue');
  expect(server.requests.slice(before)).toEqual(['page/data/catalog.json']);
});

test('takes dots that are escaped for a name, since names are no URLs', async () => {
  put('page/data/catalog.json', catalog(['%2e%2e/']));
  const before = server.requests.length;
  await find();
  expect(server.requests.slice(before)).toContain('page/data/%252e%252e/index.json');
});

test('does not let a study leave its worklist', async () => {
  put('page/data/index.json', worklist(entry('S1', '../../secret'), entry('S2')));
  const found = await find();
  expect(found.studies.map(({ key }) => key)).toEqual(['S2']);
  expect(messages(found.problems)[0]).toContain('studies[0]: folder must name a folder below');
});

test('says which entries are broken, up to ten, and keeps the others', async () => {
  const broken = Array.from({ length: 25 }, () => ({ ...entry('S'), op: 'magic' }));
  put('page/data/index.json', worklist(...broken, null, entry('S2')));
  const found = await find();
  expect(found.studies.map(({ key }) => key)).toEqual(['S2']);
  expect(found.problems).toHaveLength(11);
  expect(messages(found.problems)[0]).toContain('studies[0]: op must be agatston or perfusion or');
  expect(messages(found.problems)[10]).toContain('16 more entries');
});

test('gives studies of one id keys that tell their worklists apart', async () => {
  put('page/data/catalog.json', catalog(['a/', 'b/c/']));
  put('page/data/a/index.json', worklist(entry('S1'), entry('S2')));
  put('page/data/b/c/index.json', worklist(entry('S1'), entry('S1', 'studies/other')));
  const found = await find();
  expect(found.studies.map(({ key }) => key)).toEqual(['a/S1', 'S2', 'b/c/S1', 'b/c/S1~2']);
});

test('is not led astray by names of prototypes', async () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const list = JSON.stringify(worklist(...names.map((name) => entry(name))));
  put('page/data/index.json', list.replace('"counts":{', '"counts":{"__proto__":3,'));
  const found = await find();
  expect(found.studies.map(({ key }) => key)).toEqual(names);
  expect(found.problems).toEqual([]);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

test('finds 10,000 studies without asking for each', async () => {
  const studies = Array.from({ length: 10_000 }, (_, i) => entry(`S${i}`));
  put('page/data/catalog.json', catalog(['maps/']));
  put('page/data/maps/index.json', worklist(...studies));
  const before = server.requests.length;
  const found = await find();
  expect(new Set(found.studies.map(({ key }) => key)).size).toBe(10_000);
  expect(server.requests.length - before).toBe(2);
});

test('follows a dataset from its latest version back to the first', async () => {
  put('page/data/catalog.json', catalog([], ['datasets/chest/']));
  put('page/data/datasets/chest/LATEST', 'v3\n');
  put('page/data/datasets/chest/v3/manifest.json', manifest('v3', 'v2'));
  put('page/data/datasets/chest/v2/manifest.json', manifest('v2', 'v1'));
  put('page/data/datasets/chest/v1/manifest.json', manifest('v1', null));
  const { versions, problems } = await find();
  expect(messages(problems)).toEqual([]);
  expect(versions.map(({ key, latest }) => [key, latest])).toEqual([
    ['chest/v3', true],
    ['chest/v2', false],
    ['chest/v1', false],
  ]);
  expect(versions[1]?.folder.pathname).toBe('/page/data/datasets/chest/v2/');
});

test('keeps the newer versions where an older one is gone', async () => {
  put('page/data/catalog.json', catalog([], ['chest/']));
  put('page/data/chest/LATEST', 'v2');
  put('page/data/chest/v2/manifest.json', manifest('v2', 'v1'));
  const { versions, problems } = await find();
  expect(versions.map(({ key }) => key)).toEqual(['chest/v2']);
  expect(messages(problems)).toEqual(['LoadError: v1/manifest.json: is missing (404)']);
});

test('stops where versions go round in a circle', async () => {
  put('page/data/catalog.json', catalog([], ['chest/']));
  put('page/data/chest/LATEST', 'v2');
  put('page/data/chest/v2/manifest.json', manifest('v2', 'v1'));
  put('page/data/chest/v1/manifest.json', manifest('v1', 'v2'));
  const { versions } = await find();
  expect(versions.map(({ version }) => version)).toEqual(['v2', 'v1']);
});

test('stops after 50 versions', async () => {
  put('page/data/catalog.json', catalog([], ['chest/']));
  put('page/data/chest/LATEST', 'v100');
  for (let i = 1; i <= 100; i++) {
    put(`page/data/chest/v${i}/manifest.json`, manifest(`v${i}`, `v${i - 1}`));
  }
  expect((await find()).versions).toHaveLength(50);
});

test.each(['../../secret', 'a/b', '', '..', 'v1\nv2'])(
  'refuses a LATEST that holds %j',
  async (pointer) => {
    put('page/data/catalog.json', catalog([], ['chest/']));
    put('page/data/chest/LATEST', pointer);
    const { versions, problems } = await find();
    expect(versions).toEqual([]);
    expect(messages(problems)[0]).toContain('chest/LATEST: must hold the name of a version');
  },
);

test('refuses a previous version that leads elsewhere', async () => {
  put('page/data/catalog.json', catalog([], ['chest/']));
  put('page/data/chest/LATEST', 'v2');
  put('page/data/chest/v2/manifest.json', manifest('v2', '../v1'));
  const { versions, problems } = await find();
  expect(versions).toHaveLength(1);
  expect(messages(problems)[0]).toContain('previousVersion must be the name of a version');
});

test('refuses a manifest of another version than its folder', async () => {
  put('page/data/catalog.json', catalog([], ['chest/']));
  put('page/data/chest/LATEST', 'v2');
  put('page/data/chest/v2/manifest.json', manifest('v1', null));
  expect(messages((await find()).problems)[0]).toContain('another version');
});

test('asks for at most six files at once', async () => {
  let open = 0;
  let most = 0;
  const names = Array.from({ length: 20 }, (_, i) => `w${i}/`);
  put('page/data/catalog.json', catalog(names));
  for (const name of names) {
    server.files.set(`page/data/${name}index.json`, (_request, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        response.end(JSON.stringify(worklist(entry(`S-${name.slice(0, -1)}`))));
      }, 10);
    });
  }
  expect((await find()).studies).toHaveLength(20);
  expect(most).toBe(6);
});

test('ends at once when cancelled', async () => {
  put('page/data/catalog.json', catalog(['slow/']));
  const cancel = new AbortController();
  server.files.set('page/data/slow/index.json', () => cancel.abort());
  await expect(
    findAll(new URL('page/', server.url), { signal: cancel.signal }),
  ).rejects.toMatchObject({ name: 'AbortError' });
});

const HASH = '0123456789abcdef'.repeat(4);

function study(files: readonly object[]): object {
  return {
    format: 'radloom-study/1',
    study: 'S1',
    op: 'agatston',
    options: {},
    backend: 'cpu',
    units: {},
    flags: [],
    summary: {},
    computedAt: '2026-11-21T13:34:07Z',
    files,
    space: { shape: [1, 2, 3] },
  };
}

async function firstStudy(json: unknown) {
  put('page/data/index.json', worklist(entry('S1')));
  put('page/data/studies/S1/study.json', json);
  const [found] = (await find()).studies;
  if (!found) throw new Error('no study');
  return loadStudy(found, { signal: new AbortController().signal });
}

test('tells what the job said of a file of a study', async () => {
  const loaded = await firstStudy(study([{ path: 'a b.nii.gz', sha256: HASH, bytes: 5 }]));
  expect(expectedOf(loaded, 'a b.nii.gz')).toMatchObject({ sha256: HASH, bytes: 5 });
  expect(expectedOf(loaded, 'volume.nii.gz')).toBeNull();
  expect(loaded).toHaveProperty('space.shape');
});

test.each([
  ['another study', { ...study([]), study: 'S2' }, 'belongs to another study'],
  ['a later format', { ...study([]), format: 'radloom-study/2' }, 'radloom-study/2'],
  [
    'files that are none',
    { ...study([]), files: {} },
    'files must be an array, but was: an object',
  ],
  [
    'a hash that is none',
    study([{ path: 'a', sha256: 'xyz', bytes: 1 }]),
    'files[0].sha256 must be',
  ],
  ['negative bytes', study([{ path: 'a', sha256: HASH, bytes: -1 }]), 'files[0].bytes must be'],
  ['one spacing', { ...study([]), space: { spacingMm: 1 } }, 'space.spacingMm must be an array'],
  ['no summary', { ...study([]), summary: null }, 'summary must be an object, but was: null'],
])('refuses a study.json of %s', async (_what, json, words) => {
  const loading = firstStudy(json);
  await expect(loading).rejects.toBeInstanceOf(LoadError);
  await expect(loading).rejects.toThrow(words);
});

const MODELS = {
  format: 'radloom-models/1',
  models: [
    {
      name: 'net',
      task: 'mammography',
      default: '1',
      versions: [{ version: '1', engine: 'onnx', quantizedFrom: null, bytes: 3, files: [] }],
    },
  ],
};

test('finds the models that the catalogue names', async () => {
  put('data/catalog.json', { ...catalog([]), models: ['models/', '../outside/', 'gone/'] });
  put('data/models/manifest.json', MODELS);
  const { models, problems } = await findAll(server.url);
  expect(models.map(({ name }) => name)).toEqual(['net']);
  expect(problems.map(String).join()).toContain('gone/manifest.json');
  expect(problems.map(String).join()).toContain('folders must lie below the catalogue');
});

test('finds models beside a worklist without a catalogue, and misses none', async () => {
  put('data/index.json', worklist(entry('S1')));
  expect(await findAll(server.url)).toMatchObject({ models: [], problems: [] });
  put('data/models/manifest.json', MODELS);
  expect((await findAll(server.url)).models).toHaveLength(1);
  put('data/models/manifest.json', { ...MODELS, models: [{}] });
  const { models, problems } = await findAll(server.url);
  expect(models).toEqual([]);
  expect(problems.map(String).join()).toContain('models[0].name must be text');
});
