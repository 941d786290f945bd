import { expect, test } from 'vitest';
import type { Volume, VoxelArray } from '../volume/volume';
import type { PhaseImages } from './images';
import { middleOf } from './middle';

function volume(slices: number, voxels: VoxelArray): Volume {
  const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
  const grid = { shape: [4, 3, slices], spacingMm: [1, 1, 1], affine } as const;
  return { id: 'v', grid, frames: 1, voxels, slope: 1, intercept: 0 };
}

// Slice 1 has label 2 at (1, 0), (2, 0), (3, 0), (2, 1) and (2, 2): mean 2, 0.6.
const mask = volume(2, new Int16Array(24));
for (const i of [1, 2, 3, 6, 10]) mask.voxels[12 + i] = 2;

const images: PhaseImages = {
  phase: { phase: 'end-diastole', mask: 'm', picture: 'p', slice: 1, chambersMl: {} },
  ct: volume(2, new Int16Array(24)),
  isPicture: false,
  mask,
  verifications: new Map(),
};

test('finds the middle of a chamber in its slice', () => {
  expect(middleOf(images, 2)).toEqual([2, 1, 1]);
  expect(middleOf({ ...images, ct: volume(1, new Uint8Array(12)), isPicture: true }, 2)).toEqual([
    2, 1, 0,
  ]);
});

test('takes the middle of the slice where nothing is marked', () => {
  expect(middleOf(images, 1)).toEqual([2, 1, 1]);
  expect(middleOf({ ...images, mask: null }, 2)).toEqual([2, 1, 1]);
  expect(middleOf({ ...images, ct: null }, 2)).toBeNull();
});
