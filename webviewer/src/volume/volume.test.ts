import { expect, test } from 'vitest';
import { fieldOf, type Volume, valueAt } from './volume';

/** Two frames of 2 x 3 x 1 voxels: 0 to 5, then 6 to 11. */
const SERIES: Volume = {
  id: 'series',
  grid: { shape: [2, 3, 1], spacingMm: [1, 1, 1], affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] },
  frames: 2,
  voxels: Int16Array.from({ length: 12 }, (_, i) => i),
  slope: 0.5,
  intercept: -10,
};

test('gives the renderer one frame without a copy', () => {
  const field = fieldOf(SERIES, 1);
  expect([...field.voxels]).toEqual([6, 7, 8, 9, 10, 11]);
  expect(field.voxels.buffer).toBe(SERIES.voxels.buffer);
  expect(field).toMatchObject({ revision: 0, changed: null, shape: [2, 3, 1], slope: 0.5 });
});

test('names frames apart', () => {
  expect(fieldOf(SERIES, 0).key).not.toBe(fieldOf(SERIES, 1).key);
  expect(fieldOf(SERIES, 1).key).toBe(fieldOf(SERIES, 1).key);
});

test('scales what is stored', () => {
  // Voxel (1, 2, 0) of frame 1 is number 6 + 2 * 2 + 1 = 11; 11 * 0.5 - 10
  expect(valueAt(SERIES, 1, 2, 0, 1)).toBe(-4.5);
  expect(valueAt(SERIES, 0, 0, 0)).toBe(-10);
});

test.each([
  [-1, 0, 0],
  [2, 0, 0],
  [0, 3, 0],
  [0, 0, 1],
  [0.5, 0, 0],
])('has no value at (%s, %s, %s)', (i, j, k) => {
  expect(valueAt(SERIES, i, j, k)).toBeNaN();
});

test('refuses frames that there are not', () => {
  expect(() => fieldOf(SERIES, 2)).toThrow('frame must be 0 to 1, but was: 2');
  expect(() => valueAt(SERIES, 0, 0, 0, -1)).toThrow('frame must be 0 to 1, but was: -1');
});
