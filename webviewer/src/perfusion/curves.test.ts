import { expect, test } from 'vitest';
import { curveOf, frameAt } from './curves';
import { gridOf, volumeOf } from './made';

const grid = gridOf([2, 1, 1]);
/** Frames of two voxels: 40 and 50, 42 and 50, 61 and 90. */
const series = volumeOf(grid, [40, 50, 42, 50, 61, 90], 3);

test('subtracts the mean of the first frames', () => {
  // Baseline (40 + 42) / 2 = 41.
  expect(curveOf(series, 2, [0])).toEqual([-1, 1, 20]);
});

test('averages over the voxels of a region', () => {
  // Means 45, 46, 75.5; baseline 45.5.
  expect(curveOf(series, 2, [0, 1])).toEqual([-0.5, 0.5, 30]);
  expect(curveOf(series, 2, [])).toBeNull();
});

test('reads stored integers through slope and intercept', () => {
  const stored = { ...series, slope: 2, intercept: -1000 };
  expect(curveOf(stored, 1, [1])).toEqual([0, 0, 80]);
});

test('refuses a baseline that the series does not have', () => {
  expect(() => curveOf(series, 4, [0])).toThrow('baselineFrames must be 1 to 3, but was: 4');
  expect(() => curveOf(series, 0, [0])).toThrow('baselineFrames must be 1 to 3, but was: 0');
});

test('finds the frame nearest in time where frames are not evenly spaced', () => {
  const times = [0, 1, 2, 5, 8];
  expect([-3, 0.4, 0.5, 3.6, 99].map((s) => frameAt(times, s))).toEqual([0, 0, 0, 3, 4]);
  expect(frameAt([], 1)).toBe(-1);
});
