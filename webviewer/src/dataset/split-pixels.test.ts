import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FileServer, startFileServer } from '../../test/file-server';
import type { Manifest, ManifestFile } from '../data/manifest';
import { openSplitPixels } from './split-pixels';
import { bytesExample, frame } from './tf-fixtures';

const PATH = 'tfrecord/chest-val.tfrecord-00000-of-00001';
const IMAGE = {
  id: 5,
  position: 0,
  width: 1,
  height: 1,
  task: '',
  recordId: '',
  accuracy: null,
  predictions: [],
};

let server: FileServer;
beforeAll(async () => {
  server = await startFileServer();
});
afterAll(() => server.close());

test('opens a shard for the next image though the first one is no longer wanted', async () => {
  const example = bytesExample({
    'image/encoded': [Uint8Array.of(1, 2, 3)],
    'image/source_id': [new TextEncoder().encode('5')],
  });
  const shard = frame(example);
  server.files.set(PATH, (request, response) => {
    const [from = 0, to = 0] = (request.headers.range ?? '').match(/\d+/g)?.map(Number) ?? [];
    response.writeHead(206, { 'Content-Range': `bytes ${from}-${to}/${shard.length}` });
    response.end(shard.subarray(from, to + 1));
  });
  const file: ManifestFile = { path: PATH, sha256: '', bytes: shard.length, records: 1 };
  const manifest = { dataset: 'chest', files: [file] } as unknown as Manifest;
  const files = { url: () => new URL(PATH, server.url) };
  const pixels = openSplitPixels(files, manifest, 'val', new AbortController().signal);
  const left = new AbortController();
  const first = pixels.imageFile(IMAGE, { signal: left.signal });
  left.abort();
  const next = pixels.imageFile(IMAGE, { signal: new AbortController().signal });
  await expect(first).rejects.toThrow('abort');
  expect(await next).toEqual(Uint8Array.of(1, 2, 3));
});
