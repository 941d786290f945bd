import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockSource, memorySource } from './byte-source';
import { openShard } from './shard';
import { frame, join } from './tf-fixtures';
import { isHeader, recordLength } from './tf-record';

const { signal } = new AbortController();

async function records(bytes: Uint8Array): Promise<number[][]> {
  const shard = openShard(memorySource(bytes));
  const found: number[][] = [];
  for (;;) {
    const record = await shard.record(found.length, signal);
    if (!record) return found;
    found.push([...record]);
  }
}

test('reads the records of a file in order', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), async (data) => {
      expect(await records(join(data.map(frame)))).toEqual(data.map((record) => [...record]));
    }),
  ));

test('reads a later record without the data of those before it', async () => {
  const file = join([frame(new Uint8Array(3_000_000)), frame(Uint8Array.of(7))]);
  let fetched = 0;
  const source = blockSource(file.length, async (offset, length) => {
    fetched += length;
    return file.subarray(offset, offset + length);
  });
  expect(await openShard(source).record(1, signal)).toEqual(Uint8Array.of(7));
  // The block of the first header, and the last block of the file: 3,000,033 - 5 x 524,288 bytes.
  expect(fetched).toBe(524_288 + 378_593);
});

test('reads a record that lies across blocks, and one longer than a block', async () => {
  const long = Uint8Array.from({ length: 600_000 }, (_, i) => i % 251);
  const across = Uint8Array.from({ length: 500_000 }, (_, i) => i % 241);
  const file = join([frame(across), frame(across), frame(long)]);
  const source = blockSource(file.length, async (offset, length) =>
    file.subarray(offset, offset + length),
  );
  const shard = openShard(source);
  expect(same(await shard.record(2, signal), long)).toBe(true);
  expect(same(await shard.record(1, signal), across)).toBe(true);
  expect(await shard.record(3, signal)).toBeNull();
});

test('keeps the index right when two records are asked for at once', async () => {
  const file = join([1, 2, 3].map((value) => frame(Uint8Array.of(value))));
  const shard = openShard(memorySource(file));
  const found = await Promise.all([2, 1, 0].map((index) => shard.record(index, signal)));
  expect(found.map((record) => record?.[0])).toEqual([3, 2, 1]);
});

test.each([
  ['length', 0, 'checksum of a record length'],
  ['checksum of the length', 9, 'checksum of a record length'],
  ['data', 13, 'checksum of a record is wrong'],
  ['checksum of the data', 16, 'checksum of a record is wrong'],
])('refuses a flipped bit in the %s', async (_name, position, message) => {
  const file = frame(Uint8Array.of(1, 2, 3));
  file[position] = (file[position] as number) ^ 0x10;
  await expect(records(file)).rejects.toThrow(message);
});

test('refuses a file that ends inside a record', async () => {
  const file = frame(Uint8Array.of(1, 2, 3));
  for (let length = 1; length < file.length; length++) {
    await expect(records(file.subarray(0, length))).rejects.toThrow('the file ends');
  }
});

test('refuses a record over 256 MiB, with a right checksum too', () => {
  const header = frame(new Uint8Array(0)).subarray(0, 12);
  expect(recordLength(header)).toBe(0);
  // Length 2^28 + 1 with its checksum, from the same writer of headers as the other tests use.
  const hostile = headerOf(2n ** 28n + 1n);
  expect(isHeader(hostile)).toBe(true);
  expect(() => recordLength(hostile)).toThrow('but has 268435457');
  expect(() => recordLength(headerOf(2n ** 64n - 1n))).toThrow('but has 18446744073709551615');
});

/** A header is a record of 8 bytes whose own header is cut off: data, then checksum of the data. */
function headerOf(length: bigint): Uint8Array {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, length, true);
  return frame(data).subarray(12);
}

test('reports a server that sends another number of bytes than asked for', async () => {
  const source = blockSource(100, async () => new Uint8Array(99));
  await expect(source.read(0, 12, signal)).rejects.toThrow('sent 99 bytes for a range of 100');
});

function same(found: Uint8Array | null, expected: Uint8Array): boolean {
  return found !== null && Buffer.compare(found, expected) === 0;
}
