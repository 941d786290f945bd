import { expect, test } from 'vitest';
import { mappedTissue } from './deficit';
import { gridOf, volumeOf } from './made';
import { statisticsOf } from './statistics';

const grid = gridOf([4, 1, 1]);
const map = volumeOf(grid, [2, 4, 6, 0]);

test('tells mean and deviation of the mapped voxels', () => {
  // Mean (2 + 4 + 6) / 3 = 4; deviation sqrt((4 + 0 + 4) / 2) = 2. Voxel 3 has no flow.
  expect(statisticsOf(map, [0, 1, 2, 3], mappedTissue(map))).toEqual({
    voxels: 3,
    mean: 4,
    sd: 2,
  });
});

test('tells no deviation of one voxel and no mean of none', () => {
  expect(statisticsOf(map, [1], null)).toEqual({ voxels: 1, mean: 4, sd: null });
  expect(statisticsOf(map, [3], mappedTissue(map))).toEqual({ voxels: 0, mean: null, sd: null });
});

test('keeps small differences of large values', () => {
  const large = { ...volumeOf(grid, [1, 2, 3, 4]), slope: 1, intercept: 1e9 };
  // Values 1e9 + 1 to 1e9 + 4: squares of sums in double would lose the 5/3.
  expect(statisticsOf(large, [0, 1, 2, 3], null).sd).toBeCloseTo(Math.sqrt(5 / 3), 9);
});
