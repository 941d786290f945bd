import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameShape, leftRightAxis, mmToVoxel, voxelToMm, voxelVolumeMl } from './geometry';
import type { Grid, Triple } from './grid';

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

test('comes back to the voxel it started from', () => {
  const coordinate = fc.double({ min: -1000, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(coordinate, coordinate, coordinate), (voxel: Triple) => {
      const back = mmToVoxel(SHEARED, voxelToMm(SHEARED, voxel));
      back.forEach((value, axis) => {
        // Numbers of up to 1000 voxels are divided by a determinant near 1.
        expect(value).toBeCloseTo(voxel[axis] ?? Number.NaN, 8);
      });
    }),
  );
});

test('refuses to go back where all voxels lie in one plane', () => {
  const flat = { ...SHEARED, affine: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0] };
  expect(() => mmToVoxel(flat, [0, 0, 0])).toThrow('affine must span space');
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
