import { expect, test } from 'vitest';
import { gridOf } from '../made';
import { placementOf } from './placement';

test('mirrors axes to the right and front, so the picture stands upright', () => {
  const grid = {
    ...gridOf([10, 20, 3], [2, 3, 5]),
    affine: [2, 0, 0, -9, 0, 3, 0, -30, 0, 0, 5, 7],
  };
  const placement = placementOf(grid);
  expect(placement.orientation.map((v) => v + 0)).toEqual([1, 0, 0, 0, 1, 0]);
  expect([placement.flipX, placement.flipY]).toEqual([true, true]);
  // Voxel (9, 19, 2) lies at (9, 27, 17) in NIfTI's axes, (-9, -27, 17) in DICOM's.
  expect(placement.position(2)).toEqual([-9, -27, 17]);
});

test('keeps axes to the left and back', () => {
  const grid = { ...gridOf([4, 4, 4]), affine: [-1, 0, 0, 10, 0, -1, 0, 20, 0, 0, 2, 30] };
  const placement = placementOf(grid);
  expect([placement.flipX, placement.flipY]).toEqual([false, false]);
  expect(placement.position(1)).toEqual([-10, -20, 32]);
});

test('puts the head up where y runs to it', () => {
  // A sagittal volume: x to the front, y to the head, z to the right.
  const grid = { ...gridOf([4, 6, 2]), affine: [0, 0, 2, 0, 1, 0, 0, 0, 0, 1, 0, 0] };
  const placement = placementOf(grid);
  expect(placement.orientation.map((v) => v + 0)).toEqual([0, 1, 0, 0, 0, -1]);
  // The first pixel is voxel (3, 5, 0): 3 to the front, 5 to the head.
  expect(placement.position(0).map((v) => v + 0)).toEqual([0, -3, 5]);
});

test('refuses a sheared grid', () => {
  const grid = { ...gridOf([2, 2, 2]), affine: [1, 0.1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] };
  expect(() => placementOf(grid)).toThrow('at right angles');
});
