import { createHash, randomFillSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import type { ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { niftiFile } from '../nifti-file';
import { serveSources, startBrowser } from './harness';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

let browser: Browser;
let page: Page;
let server: ViteDevServer;
const handlers = new Map<string, Handler>();

beforeAll(async () => {
  const sources = await serveSources();
  server = sources.server;
  // Before the middleware that sends index.html for whatever is not there.
  server.middlewares.stack.unshift({
    route: '/files',
    handle: (request: IncomingMessage, response: ServerResponse) => {
      const handler = handlers.get((request.url ?? '').slice(1));
      if (handler) handler(request, response);
      else response.writeHead(404).end('no such file');
    },
  });
  browser = await startBrowser('none');
  page = await browser.newPage();
  await page.goto(`${sources.url}test/browser/blank.html`);
  // Vitest rewrites an import() written inside page.evaluate; a script in the page it leaves alone.
  const content = "import * as loader from '/src/data/loader.ts'; globalThis.loader = loader;";
  await page.addScriptTag({ type: 'module', content });
  await page.waitForFunction(() => 'loader' in globalThis);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

afterEach(() => handlers.clear());

/** 40 x 30 x 20 voxels that hardly pack, so that files are longer than a piece of a download. */
const BODY = randomFillSync(new Uint8Array(40 * 30 * 20 * 2));
const NIFTI = niftiFile({ shape: [40, 30, 20], body: BODY });
const PACKED = gzipSync(NIFTI);

function expectedOf(bytes: Uint8Array) {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

function serve(
  name: string,
  body: Uint8Array | string,
  headers: Record<string, string> = {},
): void {
  handlers.set(name, (_request, response) => {
    const length = String(Buffer.byteLength(body));
    response.writeHead(200, { 'Content-Length': length, ...headers }).end(body);
  });
}

interface InPage {
  readonly loader: typeof import('../../src/data/loader');
}

interface Outcome {
  readonly error?: { readonly name: string; readonly message: string };
  readonly verification?: string;
  readonly id?: string;
  readonly shape?: readonly number[];
  readonly sum?: number;
  readonly first?: readonly number[];
  readonly events: readonly { loadedBytes: number; totalBytes: number | null }[];
  readonly ms: number;
}

/** Loads a volume in the page. */
function load(
  name: string,
  expected: { sha256: string; bytes: number } | null = null,
  cancelAfterMs: number | null = null,
): Promise<Outcome> {
  return page.evaluate(
    async ([name, expected, cancelAfterMs]) => {
      const { loadVolume } = (globalThis as unknown as InPage).loader;
      const cancel = new AbortController();
      if (cancelAfterMs !== null) setTimeout(() => cancel.abort(), cancelAfterMs);
      const events: Outcome['events'][number][] = [];
      const start = performance.now();
      try {
        const { volume, verification } = await loadVolume(
          new URL(`/files/${name}`, location.href),
          expected,
          { signal: cancel.signal, onProgress: (progress) => events.push(progress) },
        );
        let sum = 0;
        for (const voxel of volume.voxels) sum += voxel;
        return {
          verification,
          id: volume.id,
          shape: [...volume.grid.shape],
          sum,
          first: [...volume.voxels.slice(0, 3)],
          events,
          ms: performance.now() - start,
        };
      } catch (problem) {
        const { name, message } = problem as Error;
        return { error: { name, message }, events, ms: performance.now() - start };
      }
    },
    [name, expected, cancelAfterMs] as const,
  );
}

function sumOf(body: Uint8Array): number {
  return new Int16Array(body.slice().buffer).reduce((sum, voxel) => sum + voxel, 0);
}

test('loads a packed volume and holds it against the hash of the job', async () => {
  serve('a.nii.gz', PACKED);
  const expected = expectedOf(PACKED);
  const loaded = await load('a.nii.gz', expected);
  expect(loaded).toMatchObject({
    verification: 'verified',
    id: expected.sha256,
    shape: [40, 30, 20],
    sum: sumOf(BODY),
  });
  const view = new DataView(BODY.buffer);
  expect(loaded.first).toEqual([0, 2, 4].map((at) => view.getInt16(at, true)));
  expect(loaded.events[0]).toMatchObject({ loadedBytes: 0, totalBytes: PACKED.length });
  expect(loaded.events.at(-1)).toMatchObject({ loadedBytes: PACKED.length });
});

test('loads an unpacked volume', async () => {
  serve('a.nii', NIFTI);
  expect(await load('a.nii', expectedOf(NIFTI))).toMatchObject({
    verification: 'verified',
    sum: sumOf(BODY),
  });
  expect(await load('a.nii')).toMatchObject({ verification: 'no-hash', sum: sumOf(BODY) });
});

test('turns the bytes of a big-endian volume around', async () => {
  const body = BODY.slice();
  Buffer.from(body.buffer).swap16();
  serve('a.nii', niftiFile({ shape: [40, 30, 20], littleEndian: false, body }));
  expect(await load('a.nii')).toMatchObject({ sum: sumOf(BODY) });
});

test('gives what no hash names a name of its own every time', async () => {
  serve('a.nii', NIFTI);
  const [one, other] = [await load('a.nii'), await load('a.nii')];
  expect(one.id).not.toBe(other.id);
});

test('recognises a file that the server had the browser unpack', async () => {
  serve('a.nii.gz', PACKED, { 'Content-Encoding': 'gzip' });
  const loaded = await load('a.nii.gz', expectedOf(PACKED));
  expect(loaded).toMatchObject({ verification: 'unpacked-by-server', sum: sumOf(BODY) });
  for (const { loadedBytes, totalBytes } of loaded.events) {
    expect(totalBytes === null || loadedBytes <= totalBytes).toBe(true);
  }
});

test('holds a file that was packed once more on its way against the hash', async () => {
  serve('a.nii.gz', gzipSync(PACKED), { 'Content-Encoding': 'gzip' });
  const loaded = await load('a.nii.gz', expectedOf(PACKED));
  expect(loaded).toMatchObject({ verification: 'verified', sum: sumOf(BODY) });
});

test('loads a body whose length nobody said, byte by byte at first', async () => {
  handlers.set('a.nii.gz', (_request, response) => {
    response.write(PACKED.subarray(0, 1));
    setTimeout(() => response.end(PACKED.subarray(1)), 30);
  });
  expect(await load('a.nii.gz')).toMatchObject({ verification: 'no-hash', sum: sumOf(BODY) });
});

const damagedInTheMiddle = (): Uint8Array => {
  const bytes = new Uint8Array(PACKED);
  // A block of the type that there is not (RFC 1951, section 3.2.3), and a checksum that is another's.
  bytes.fill(0xff, 10, 20);
  bytes.fill(0, bytes.length - 8, bytes.length - 4);
  return bytes;
};

const otherBody = (): Uint8Array => {
  const bytes = NIFTI.slice();
  bytes[bytes.length - 1] = 1 ^ (bytes[bytes.length - 1] ?? 0);
  return bytes;
};

const HUGE = niftiFile({ dim: [3, 32767, 32767, 32767], body: new Uint8Array(100) });
const LONG = niftiFile({ dim: [3, 1000, 1000, 1000], body: new Uint8Array(100) });

test.each([
  ['a gzip file cut off', 'x.nii.gz', PACKED.subarray(0, 20_000), null, 'is cut off'],
  ['a gzip file cut off in its header', 'x.nii.gz', PACKED.subarray(0, 5), null, 'is cut off'],
  ['a damaged gzip file', 'x.nii.gz', damagedInTheMiddle(), null, 'is damaged: its gzip data'],
  ['a gzip file that goes on', 'x.nii.gz', Buffer.concat([PACKED, PACKED]), null, 'goes on after'],
  ['an unpacked file cut off', 'x.nii', NIFTI.subarray(0, 1000), null, 'is cut off'],
  ['no bytes', 'x.nii', new Uint8Array(), null, 'but ends after 0'],
  ['one byte', 'x.nii.gz', Uint8Array.of(0x1f), null, 'but ends after 1'],
  ['a web page', 'x.nii.gz', '<!doctype html><p>x', expectedOf(PACKED), 'a web page instead of a'],
  [
    'a file of another length',
    'x.nii',
    NIFTI.subarray(1),
    expectedOf(NIFTI),
    'is not what the job',
  ],
  ['a file of another hash', 'x.nii', otherBody(), expectedOf(NIFTI), 'its SHA-256 must be'],
  [
    'a packed one',
    'x.nii.gz',
    gzipSync(otherBody()),
    expectedOf(PACKED),
    'is not what the job wrote',
  ],
  [
    'more voxels than fit',
    'x.nii.gz',
    gzipSync(HUGE),
    null,
    'need 70.4 TB of memory, but the limit',
  ],
  ['more voxels than it has', 'x.nii.gz', gzipSync(LONG), null, 'but the file holds at most'],
])('refuses %s, and names the file', async (_what, name, body, expected, words) => {
  serve(name, body);
  const { error } = await load(name, expected);
  expect(error?.name).toBe('LoadError');
  expect(error?.message).toContain(`files/${name}: `);
  expect(error?.message).toContain(words);
});

test('refuses a gzip file cut off on a connection that does not say its length', async () => {
  handlers.set('a.nii.gz', (_request, response) => {
    response.write(PACKED.subarray(0, 20_000));
    response.end();
  });
  const { error } = await load('a.nii.gz', expectedOf(PACKED));
  expect(error?.message).toContain(
    `is cut off: it has 20000 bytes, but the job wrote ${PACKED.length}`,
  );
});

test.each([
  [404, 'is missing (404)'],
  [403, 'does not allow it to be read (403)'],
  [500, 'the server failed (500)'],
  [418, 'the server answered with status 418'],
])('says what a server means by %i', async (status, words) => {
  handlers.set('a.nii', (_request, response) => response.writeHead(status).end('x'));
  expect((await load('a.nii')).error?.message).toContain(words);
});

test('says so where the server can not be reached', async () => {
  handlers.set('a.nii', (request) => request.socket.destroy());
  expect((await load('a.nii')).error?.message).toContain('the server could not be reached');
});

test('says how far it came where the connection breaks', async () => {
  handlers.set('a.nii', (request, response) => {
    response.writeHead(200, { 'Content-Length': String(NIFTI.length) });
    response.write(NIFTI.subarray(0, 10_000));
    setTimeout(() => request.socket.destroy(), 50);
  });
  expect((await load('a.nii')).error?.message).toContain('the connection broke after 10.0 kB');
});

/** Sends the volume over about ten seconds; `closed` resolves when the browser hangs up. */
function serveSlowly(name: string): { closed: Promise<void> } {
  let hangUp = (): void => undefined;
  const closed = new Promise<void>((resolve) => {
    hangUp = resolve;
  });
  handlers.set(name, (_request, response) => {
    response.writeHead(200, { 'Content-Length': String(NIFTI.length) });
    let at = 0;
    const timer = setInterval(() => {
      response.write(NIFTI.subarray(at, at + 48));
      at += 48;
    }, 10);
    response.on('close', () => {
      clearInterval(timer);
      hangUp();
    });
  });
  return { closed };
}

test('stops a download at once when cancelled, and reads the next file', async () => {
  const { closed } = serveSlowly('slow.nii');
  const cancelled = await load('slow.nii', null, 300);
  expect(cancelled.error?.name).toBe('AbortError');
  expect(cancelled.ms).toBeLessThan(2000);
  await closed;
  serve('a.nii', NIFTI);
  expect(await load('a.nii')).toMatchObject({ sum: sumOf(BODY) });
});

test('tells of progress at most twenty times a second', async () => {
  serveSlowly('slow.nii');
  const { events, ms } = await load('slow.nii', null, 1000);
  expect(events.length).toBeGreaterThan(3);
  // One for the start.
  expect(events.length).toBeLessThanOrEqual(ms / 50 + 1);
});

test('does not start what is cancelled before its turn', async () => {
  serveSlowly('slow1.nii');
  serveSlowly('slow2.nii');
  let asked = false;
  handlers.set('third.nii', (_request, response) => {
    asked = true;
    response.end(NIFTI);
  });
  const outcomes = await Promise.all([
    load('slow1.nii', null, 600),
    load('slow2.nii', null, 600),
    load('third.nii', null, 200),
  ]);
  expect(outcomes.map(({ error }) => error?.name)).toEqual(Array(3).fill('AbortError'));
  expect(outcomes[2]?.ms).toBeLessThan(outcomes[0]?.ms ?? 0);
  expect(asked).toBe(false);
});

test('reads many files with two workers', async () => {
  serve('a.nii.gz', PACKED);
  const expected = expectedOf(PACKED);
  const all = await Promise.all(Array.from({ length: 7 }, () => load('a.nii.gz', expected)));
  expect(all.map(({ sum }) => sum)).toEqual(Array(7).fill(sumOf(BODY)));
  expect(page.workers()).toHaveLength(2);
});

/** Calls a function of the loader in the page; bytes come back as text, errors as `name: message`. */
function call(name: 'loadJson' | 'loadText' | 'loadRange', args: readonly unknown[]) {
  return page.evaluate(
    async ([name, path, ...rest]) => {
      const { loader } = globalThis as unknown as InPage;
      const url = new URL(`/files/${path}`, location.href);
      const options = { signal: new AbortController().signal, ...(rest.pop() as object) };
      try {
        const result = await (loader[name] as (...all: unknown[]) => unknown)(
          url,
          ...rest,
          options,
        );
        return result instanceof Uint8Array ? new TextDecoder().decode(result) : result;
      } catch (problem) {
        return `${problem}`;
      }
    },
    [name, ...args] as const,
  );
}

test('loads JSON and text', async () => {
  serve('a.json', '{"a":"\u00e9"}');
  expect(await call('loadJson', ['a.json', {}])).toEqual({ a: '\u00e9' });
  expect(await call('loadText', ['a.json', {}])).toBe('{"a":"\u00e9"}');
});

test('holds JSON against the hash of the job, also where the server packs it', async () => {
  const json = Buffer.from('{"a":1}');
  serve('a.json', gzipSync(json), { 'Content-Encoding': 'gzip' });
  expect(await call('loadJson', ['a.json', { expected: expectedOf(json) }])).toEqual({ a: 1 });
  serve('a.json', '{"a":2}');
  expect(await call('loadJson', ['a.json', { expected: expectedOf(json) }])).toContain(
    'LoadError: files/a.json: is not what the job wrote: its SHA-256 must be',
  );
});

test('refuses JSON that is too large, whether the server says so or not', async () => {
  const words = 'files/a.json: is too large: the limit is 1.00 kB';
  serve('a.json', `"${'x'.repeat(2000)}"`);
  expect(await call('loadJson', ['a.json', { maxBytes: 1000 }])).toContain(words);
  handlers.set('a.json', (_request, response) => {
    const timer = setInterval(() => response.write('x'.repeat(300)), 5);
    response.on('close', () => clearInterval(timer));
  });
  expect(await call('loadJson', ['a.json', { maxBytes: 1000 }])).toContain(words);
});

test('refuses text that is no UTF-8', async () => {
  serve('a.txt', Uint8Array.of(0x61, 0xff));
  expect(await call('loadText', ['a.txt', {}])).toContain('must be text in UTF-8');
});

function serveRanges(name: string, text: string, sent?: string): void {
  handlers.set(name, (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const range = sent ?? `bytes ${from}-${to}/${text.length}`;
    response.writeHead(206, { 'Content-Range': range });
    response.end(text.slice(Number(from), Number(to) + 1));
  });
}

test('loads a part of a file', async () => {
  serveRanges('a.bin', '0123456789');
  expect(await call('loadRange', ['a.bin', 2, 5, {}])).toBe('234');
});

test('notices a server that does not serve parts', async () => {
  serve('a.bin', '0123456789');
  expect(await call('loadRange', ['a.bin', 2, 5, {}])).toBeNull();
});

test('refuses another part than it asked for', async () => {
  serveRanges('a.bin', '0123456789', 'bytes 3-5/10');
  expect(await call('loadRange', ['a.bin', 2, 5, {}])).toContain('must send bytes=2-4, but sent');
  serveRanges('b.bin', '012');
  expect(await call('loadRange', ['b.bin', 2, 5, {}])).toContain('must send bytes=2-4, but sent');
  handlers.set('c.bin', (_request, response) => response.writeHead(416).end());
  expect(await call('loadRange', ['c.bin', 2, 5, {}])).toContain('is shorter than the part');
});

test('refuses ranges that are none', async () => {
  expect(await call('loadRange', ['a.bin', 5, 5, {}])).toContain('0 <= from < to, but was: 5 to 5');
});
