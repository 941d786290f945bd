import { expect, test } from 'vitest';
import { isSameShape, leftRightAxis, voxelToMm, voxelVolumeMl } from './geometry';
import type { Grid } from './grid';

const SHEARED: Grid = {
  shape: [2, 3, 4],
  spacingMm: [0.5, 0.75, 2],
  affine: [0, -0.75, 0, 10, 0.5, 0, 0.3, -20, 0, 0, 2, 30],
};

test('places a voxel with every number of the affine', () => {
  // x = -0.75 * 2 + 10; y = 0.5 * 1 + 0.3 * 3 - 20; z = 2 * 3 + 30
  const [x, y, z] = voxelToMm(SHEARED, [1, 2, 3]);
  expect(x).toBeCloseTo(8.5, 12);
  expect(y).toBeCloseTo(-18.6, 12);
  expect(z).toBeCloseTo(36, 12);
});

test('multiplies the spacings and divides by the 1000 cubic millimetres of a millilitre', () => {
  expect(voxelVolumeMl(SHEARED)).toBe(0.00075);
});

test('finds the axis that runs left and right, and which way', () => {
  expect(leftRightAxis(SHEARED)).toEqual({ axis: 1, sign: -1 });
});

test('compares the shape and nothing else', () => {
  expect(isSameShape(SHEARED, { ...SHEARED, spacingMm: [1, 1, 1] })).toBe(true);
  expect(isSameShape(SHEARED, { ...SHEARED, shape: [2, 4, 3] })).toBe(false);
});
