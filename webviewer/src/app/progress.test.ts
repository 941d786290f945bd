import { expect, test } from 'vitest';
import { describe, sum } from './progress';

test('adds up the bytes of files that load at once', () => {
  const all = sum([
    { loadedBytes: 1_000_000, totalBytes: 3_000_000 },
    { loadedBytes: 500_000, totalBytes: 1_000_000 },
  ]);
  expect(describe(all)).toBe('1.50 MB of 4.00 MB, 37 %');
});

test('gives no percentage where one file has no length', () => {
  const all = sum([
    { loadedBytes: 1_000_000, totalBytes: null },
    { loadedBytes: 500_000, totalBytes: 1_000_000 },
  ]);
  expect(describe(all)).toBe('1.50 MB');
});

test('stops at 100 % when more comes than was said', () => {
  expect(describe({ loadedBytes: 2000, totalBytes: 1000 })).toBe('2.00 kB of 1.00 kB, 100 %');
});

test('gives no percentage of an empty file', () => {
  expect(describe(sum([]))).toBe('0 B');
});
