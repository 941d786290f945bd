import { expect, test } from 'vitest';
import { parseExample } from './tf-example';
import { bytesExample, exampleOf } from './tf-fixtures';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('reads a feature written by hand', () => {
  // Example { features { feature { key: "a" value { bytes_list { value: "xy" } } } } }
  const bytes = Uint8Array.from([
    ...[0x0a, 13], // field 1, length-delimited: Features
    ...[0x0a, 11], // field 1: an entry of the map
    ...[0x0a, 1, 0x61], // field 1: the key "a"
    ...[0x12, 6, 0x0a, 4, 0x0a, 2, 0x78, 0x79], // field 2: Feature, BytesList, value "xy"
  ]);
  expect(parseExample(bytes, new Set(['a']))).toEqual(
    new Map([['a', { kind: 'bytes', values: [utf8('xy')] }]]),
  );
});

test.each([
  ['packed', [0x0a, 8, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]],
  ['one by one', [0x0d, 0, 0, 0x80, 0x3f, 0x0d, 0, 0, 0, 0xc0]],
])('reads floats %s', (_name, list) => {
  // 1.0f is 3f800000 and -2.0f is c0000000.
  const example = exampleOf([['score', 2, Uint8Array.from(list)]]);
  expect(parseExample(example, new Set(['score'])).get('score')).toEqual({
    kind: 'float',
    values: [1, -2],
  });
});

test.each([
  ['packed', [0x0a, 13, 0xac, 0x02, 1, ...minusOne()]],
  ['one by one', [0x08, 0xac, 0x02, 0x08, 1, 0x08, ...minusOne()]],
])('reads integers %s', (_name, list) => {
  // 300 = 0b10_0101100 is ac 02; -1 is ten bytes.
  const example = exampleOf([['n', 3, Uint8Array.from(list)]]);
  expect(parseExample(example, new Set(['n'])).get('n')).toEqual({
    kind: 'int64',
    values: [300, 1, -1],
  });
});

function minusOne(): number[] {
  return [...Array.from({ length: 9 }, () => 0xff), 0x01];
}

test('skips what is not wanted, and reads an empty Example', () => {
  const example = bytesExample({ keep: [utf8('1'), utf8('')], drop: [utf8('2')] });
  expect([...parseExample(example, new Set(['keep'])).keys()]).toEqual(['keep']);
  expect(parseExample(new Uint8Array(0), new Set(['keep'])).size).toBe(0);
});

test('refuses fields that run beyond their message', () => {
  const example = bytesExample({ a: [utf8('hello')] });
  for (let length = 1; length < example.length; length++) {
    expect(() => parseExample(example.subarray(0, length), new Set(['a']))).toThrow();
  }
});

test('refuses a message where a number stands', () => {
  expect(() => parseExample(Uint8Array.from([0x08, 1]), new Set())).toThrow('wire type 0');
});

test('refuses more values than a feature may have', () => {
  const many = exampleOf([['n', 3, new Uint8Array((1 << 20) + 1)]]);
  expect(() => parseExample(many, new Set(['n']))).toThrow('1048576 values');
});
