import { expect, test } from 'vitest';
import type { CardiacPhase } from '../data/formats';
import type { Triple } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { areLinked, linkOf, planeFor } from './heart-panes';
import type { PhaseImages } from './images';

const PHASE: CardiacPhase = {
  phase: 'end-diastole',
  mask: 'm.nii.gz',
  picture: 'p.png',
  slice: 3,
  chambersMl: { blood_pool: 1 },
};

function images(shape: Triple, isPicture = false, affine?: readonly number[]): PhaseImages {
  const ct: Volume = {
    id: 'ct',
    grid: {
      shape,
      spacingMm: [1, 1, 1],
      affine: affine ?? [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
    },
    frames: 1,
    voxels: new Int16Array(shape[0] * shape[1] * shape[2]),
    slope: 1,
    intercept: 0,
  };
  return { phase: PHASE, ct, isPicture, mask: null, verifications: new Map() };
}

test('links phases of one shape alone', () => {
  expect(areLinked([images([4, 4, 4]), images([4, 4, 4])])).toBe(true);
  expect(areLinked([images([4, 4, 4]), images([4, 4, 5])])).toBe(false);
  expect(areLinked([images([4, 4, 1]), images([4, 4, 1], true)])).toBe(false);
  expect(areLinked([images([4, 4, 4]), { ...images([4, 4, 4]), ct: null }])).toBe(false);
  const apart = [images([4, 4, 4]), images([4, 4, 5])];
  expect(linkOf(apart, 0)).not.toBe(linkOf(apart, 1));
});

test('cuts a volume as asked, and shows a picture as the job cut it', () => {
  // Voxel axes x, y, z run to the front, the head and the right: z is cut by sagittal slices.
  const sideways = [0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0];
  expect(planeFor(images([4, 4, 4], false, sideways), 'axial').through).toBe(1);
  expect(planeFor(images([4, 4, 1], true, sideways), 'axial').through).toBe(2);
});
