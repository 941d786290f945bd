import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramOf } from './histogram';

test('counts lower edges up, and 1 into the last bin', () => {
  const { counts, outside } = histogramOf(Float64Array.of(0, 0.25, 0.2499, 0.5, 1, -0.1, 1.1), 4);
  expect(counts).toEqual([2, 1, 1, 1]);
  expect(outside).toBe(2);
});

test('puts every edge of 20 bins into the bin above it', () => {
  // 0.15 * 20 is 3 and 0.35 * 20 is 7 in doubles, but 0.29 * 100 is 28.999999999999996.
  const edges = Float64Array.from({ length: 100 }, (_, i) => i / 100);
  expect(histogramOf(edges, 100).counts).toEqual(new Array(100).fill(1));
});

test('gives mean and median of an odd and an even number of values', () => {
  expect(histogramOf(Float64Array.of(0.9, 0.1, 0.2), 2)).toMatchObject({ median: 0.2 });
  expect(histogramOf(Float64Array.of(0.5, 0.25, 1, 0), 2)).toMatchObject({
    mean: 0.4375,
    median: 0.375,
  });
});

test('has no mean and no median of nothing', () => {
  expect(histogramOf(new Float64Array(0), 2)).toEqual({
    counts: [0, 0],
    outside: 0,
    values: 0,
    mean: null,
    median: null,
  });
});

test('loses no value', () =>
  fc.assert(
    fc.property(fc.float64Array({ min: -1, max: 2, noNaN: true }), (values) => {
      const { counts, outside } = histogramOf(values, 20);
      expect(counts.reduce((sum, count) => sum + count, outside)).toBe(values.length);
    }),
  ));
