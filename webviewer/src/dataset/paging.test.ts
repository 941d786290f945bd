import { expect, test } from 'vitest';
import { pageCount, pageOf } from './paging';

const items = Array.from({ length: 25 }, (_, i) => i);

test('has pages of 12', () => {
  expect([0, 1, 12, 13, 25].map(pageCount)).toEqual([1, 1, 1, 2, 3]);
  expect(pageOf(items, 1)).toEqual({ number: 1, first: 12, items: items.slice(12, 24) });
  expect(pageOf(items, 2).items).toEqual([24]);
});

test.each([
  [-1, 0],
  [99, 2],
  [Number.NaN, 0],
  [0.5, 0],
])('goes to the nearest page for %s', (wanted, number) => {
  expect(pageOf(items, wanted).number).toBe(number);
});

test('has an empty page of nothing', () => {
  expect(pageOf([], 3)).toEqual({ number: 0, first: 0, items: [] });
});
