import { expect, test } from 'vitest';
import { deficitOf, mappedTissue } from './deficit';
import { gridOf, volumeOf } from './made';

test('counts mapped voxels later than 6 s, and 6 s itself not', () => {
  const grid = gridOf([5, 1, 1], [2, 3, 5]);
  const cbf = volumeOf(grid, [10, 10, 10, 0, 10]);
  const tmax = volumeOf(grid, [6, 6.5, 7, 9, -2]);
  const deficit = deficitOf(mappedTissue(cbf), tmax);
  expect([...deficit.mask]).toEqual([0, 1, 1, 0, 0]);
  // 2 voxels of 2 x 3 x 5 = 30 mm3
  expect(deficit.ml).toBe(0.06);
});

test('multiplies as the job does, so the last digit is the same', () => {
  // The job: voxels * (dx * dy * dz / 1000), in double. 2.2916667461395264 is 55/24 in float32.
  const dx = Math.fround(55 / 24);
  const grid = gridOf([2220, 1, 1], [dx, dx, 5]);
  const cbf = volumeOf(grid, () => 1);
  const tmax = volumeOf(grid, () => 8);
  expect(deficitOf(mappedTissue(cbf), tmax).ml).toBe(58.29427487651514);
});

test('has nothing mapped where flow is 0, negative or not a number', () => {
  const grid = gridOf([4, 1, 1]);
  const mapped = mappedTissue(volumeOf(grid, [0, -1, Number.NaN, 1e-30]));
  expect([...mapped.mask]).toEqual([0, 0, 0, 1]);
  expect(mapped.voxels).toBe(1);
});

test('applies slope and intercept of maps stored as integers', () => {
  const grid = gridOf([3, 1, 1]);
  const cbf = volumeOf(grid, [1, 1, 1]);
  const tmax = { ...volumeOf(grid, [0, 1, 2]), slope: 4, intercept: -1.5 };
  // -1.5, 2.5 and 6.5 s
  expect([...deficitOf(mappedTissue(cbf), tmax).mask]).toEqual([0, 0, 1]);
});
