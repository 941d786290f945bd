import { expect, test } from 'vitest';
import type { Volume, VoxelArray } from '../volume/volume';
import { chambersOf } from './chambers';
import type { PhaseImages } from './images';
import { readoutOf } from './readout';

const phase = {
  phase: 'end-systole',
  mask: 'm.nii.gz',
  picture: 'p.png',
  slice: 1,
  chambersMl: { blood_pool: 1 },
} as const;
const chambers = chambersOf({ phases: [phase, phase] });

function volume(slices: number, voxels: VoxelArray): Volume {
  const affine = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0];
  const grid = { shape: [2, 1, slices], spacingMm: [1, 1, 1], affine } as const;
  return { id: 'v', grid, frames: 1, voxels, slope: 1, intercept: 0 };
}

const images: PhaseImages = {
  phase,
  ct: volume(2, Int16Array.of(1, 2, 350, -3)),
  isPicture: false,
  mask: volume(2, Int16Array.of(0, 0, 1, 0)),
  verifications: new Map(),
};

test('tells attenuation and chamber of a voxel', () => {
  expect(readoutOf(images, [0, 0, 1], chambers)).toBe('End systole: 350 HU, blood pool');
  expect(readoutOf(images, [1, 0, 1], chambers)).toBe('End systole: -3 HU');
  expect(readoutOf(images, [2, 0, 1], chambers)).toBe('End systole: no value');
});

test('looks into the slice that a picture shows', () => {
  const picture = { ...images, ct: volume(1, Uint8Array.of(200, 0)), isPicture: true };
  expect(readoutOf(picture, [0, 0, 0], chambers)).toBe('End systole: about 200 HU, blood pool');
});
