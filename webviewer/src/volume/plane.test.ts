import { expect, test } from 'vitest';
import type { Grid, Triple } from './grid';
import { imagePlane, type PlaneName, planeOf } from './plane';

const NAMES: readonly PlaneName[] = ['axial', 'coronal', 'sagittal'];

/** Voxel axes with these steps, mm. */
function gridOf(x: Triple, y: Triple, z: Triple): Grid {
  return {
    shape: [4, 5, 6],
    spacingMm: [Math.hypot(...x), Math.hypot(...y), Math.hypot(...z)],
    affine: [x[0], y[0], z[0], -7, x[1], y[1], z[1], 11, x[2], y[2], z[2], 13],
  };
}

const RAS = gridOf([1, 0, 0], [0, 1, 0], [0, 0, 3]);
const LPS = gridOf([-1, 0, 0], [0, -1, 0], [0, 0, 3]);

test('mirrors both axes of an axial slice whose voxels run to the right and the front', () => {
  expect(planeOf(RAS, 'axial')).toEqual({
    across: 0,
    acrossSign: -1,
    down: 1,
    downSign: -1,
    through: 2,
    edges: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
  });
});

test('shows an axial slice as stored where voxels run to the left and the back, as DICOM does', () => {
  expect(planeOf(LPS, 'axial')).toMatchObject({
    across: 0,
    acrossSign: 1,
    down: 1,
    downSign: 1,
    edges: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
  });
});

test('shows the head on top and the right on the left of a coronal slice', () => {
  expect(planeOf(RAS, 'coronal')).toEqual({
    across: 0,
    acrossSign: -1,
    down: 2,
    downSign: -1,
    through: 1,
    edges: { left: 'R', right: 'L', top: 'H', bottom: 'F' },
  });
});

test('shows the head on top and the front on the left of a sagittal slice', () => {
  expect(planeOf(RAS, 'sagittal')).toEqual({
    across: 1,
    acrossSign: -1,
    down: 2,
    downSign: -1,
    through: 0,
    edges: { left: 'A', right: 'P', top: 'H', bottom: 'F' },
  });
});

test('follows axes that are stored in another order and run backwards', () => {
  // x runs to the foot, y to the right, z to the back.
  const grid = gridOf([0, 0, -2], [0.5, 0, 0], [0, -0.7, 0]);
  expect(planeOf(grid, 'axial')).toMatchObject({
    across: 1,
    acrossSign: -1,
    down: 2,
    downSign: 1,
    through: 0,
  });
  expect(planeOf(grid, 'coronal')).toMatchObject({
    across: 1,
    acrossSign: -1,
    down: 0,
    downSign: 1,
    through: 2,
  });
  expect(planeOf(grid, 'sagittal')).toMatchObject({
    across: 2,
    acrossSign: 1,
    down: 0,
    downSign: 1,
    through: 1,
  });
});

test('takes the nearest axes of an oblique grid', () => {
  // Turned by 30 degrees about the left-right axis; cos 30 = 0.87 is nearer than sin 30 = 0.5.
  const c = Math.cos(Math.PI / 6);
  const s = Math.sin(Math.PI / 6);
  const grid = gridOf([-1, 0, 0], [0, c, s], [0, -s, c]);
  expect(planeOf(grid, 'axial')).toMatchObject({ across: 0, acrossSign: 1, down: 1, through: 2 });
});

test('keeps the order of the axes at 45 degrees, where both fit equally well', () => {
  const d = Math.SQRT1_2;
  const grid = gridOf([1, 0, 0], [0, d, d], [0, -d, d]);
  expect(planeOf(grid, 'axial')).toMatchObject({ across: 0, down: 1, through: 2 });
});

test('uses each voxel axis once even where two lie nearest to the same world axis', () => {
  // A gantry tilted so far that y and z both run mostly to the front.
  const grid = gridOf([1, 0, 0], [0, 1, 0.1], [0, 0.8, 0.6]);
  for (const name of NAMES) {
    const { across, down, through } = planeOf(grid, name);
    expect([across, down, through].sort()).toEqual([0, 1, 2]);
  }
  expect(planeOf(grid, 'axial').through).toBe(2);
});

test('names no edges where the file says nothing of orientation', () => {
  const plane = planeOf({ ...RAS, oriented: false }, 'sagittal');
  expect(plane.edges).toEqual({ left: '', right: '', top: '', bottom: '' });
  expect([plane.across, plane.down, plane.through]).toEqual([1, 2, 0]);
});

test('shows an image as stored', () => {
  expect(imagePlane()).toEqual({
    across: 0,
    acrossSign: 1,
    down: 1,
    downSign: 1,
    through: 2,
    edges: { left: '', right: '', top: '', bottom: '' },
  });
});
