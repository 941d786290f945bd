import { expect, test } from 'vitest';
import { formatBytes } from './bytes';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [1_534_000, '1.53 MB'],
  [12_345_678, '12.3 MB'],
  [999_499_999, '999 MB'],
  // 999.9 would round to 1000, which has four digits.
  [999_900_000, '1.00 GB'],
  [5e15, '5000 TB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('refuses what is no number of bytes', () => {
  expect(() => formatBytes(-1)).toThrow('bytes must be >= 0, but was: -1');
  expect(() => formatBytes(Number.NaN)).toThrow('NaN');
});
