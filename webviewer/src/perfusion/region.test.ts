import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Triple } from '../volume/grid';
import type { SliceAxes } from '../volume/plane';
import { gridOf } from './made';
import { boxAround, circleAround, faceMm2, voxelsInside } from './region';

const AXIAL: SliceAxes = { across: 0, down: 1, through: 2 };

test('takes the voxels whose centre lies inside', () => {
  const corners: Triple[] = [
    [0.5, 0.5, 1],
    [2.5, 0.5, 1],
    [2.5, 2.5, 1],
    [0.5, 2.5, 1],
  ];
  // Columns and rows 1 and 2 of slice 1: x + 4 y + 16.
  expect(voxelsInside(gridOf([4, 4, 2]), { axes: AXIAL, slice: 1, corners })).toEqual([
    21, 22, 25, 26,
  ]);
});

test('has nothing in a click, a line or a slice that is not there', () => {
  const grid = gridOf([4, 4, 2]);
  const line: Triple[] = [
    [0, 0, 0],
    [3, 3, 0],
  ];
  expect(voxelsInside(grid, { axes: AXIAL, slice: 0, corners: line })).toEqual([]);
  expect(voxelsInside(grid, { axes: AXIAL, slice: 0, corners: [] })).toEqual([]);
  expect(voxelsInside(grid, { ...boxAround(grid, AXIAL, [1, 1, 0], 2), slice: 2 })).toEqual([]);
});

test('leaves a hole where an outline crosses itself twice (even-odd)', () => {
  // Two squares drawn in one go, the inner one inside the outer one.
  const corners: Triple[] = [
    [-0.5, -0.5, 0],
    [4.5, -0.5, 0],
    [4.5, 4.5, 0],
    [-0.5, 4.5, 0],
    [-0.5, -0.5, 0],
    [1.5, 1.5, 0],
    [2.5, 1.5, 0],
    [2.5, 2.5, 0],
    [1.5, 2.5, 0],
    [1.5, 1.5, 0],
  ];
  const inside = voxelsInside(gridOf([5, 5, 1]), { axes: AXIAL, slice: 0, corners });
  expect(inside).toHaveLength(24);
  expect(inside).not.toContain(12);
});

test('gives every voxel of two regions that share an edge to one of them', () => {
  const grid = gridOf([9, 7, 1]);
  const anywhere = fc.tuple(
    fc.double({ min: -1, max: 9, noNaN: true }),
    fc.double({ min: -1, max: 7, noNaN: true }),
  );
  fc.assert(
    fc.property(anywhere, anywhere, ([x1, y1], [x2, y2]) => {
      // A line from the top edge over two free points to the bottom edge cuts the slice in two.
      const cut: Triple[] = [
        [3, -2, 0],
        [x1, y1, 0],
        [x2, y2, 0],
        [3, 9, 0],
      ];
      const left = [...cut, [-9, 9, 0] as Triple, [-9, -2, 0] as Triple];
      const right = [...cut, [19, 9, 0] as Triple, [19, -2, 0] as Triple];
      const both = [left, right].flatMap((corners) =>
        voxelsInside(grid, { axes: AXIAL, slice: 0, corners }),
      );
      expect(both.sort((a, b) => a - b)).toEqual(Array.from({ length: 63 }, (_, i) => i));
    }),
  );
});

test('draws a box of millimetres whatever the spacing, on a sagittal slice too', () => {
  const grid = gridOf([3, 20, 10], [1, 0.5, 2]);
  const axes: SliceAxes = { across: 1, down: 2, through: 0 };
  const inside = voxelsInside(grid, boxAround(grid, axes, [1, 10, 5], 2.1));
  // 4.2 voxels of 0.5 mm to each side are 9 columns; 1.05 of 2 mm are 3 rows; all at x = 1.
  expect(inside).toHaveLength(27);
  expect(inside.every((index) => index % 3 === 1)).toBe(true);
  expect(faceMm2(grid, axes)).toBe(1);
});

test('draws a circle of about pi r2', () => {
  const grid = gridOf([101, 101, 1]);
  const voxels = voxelsInside(grid, circleAround(grid, AXIAL, [50, 50, 0], 40)).length;
  expect(Math.abs(voxels / (Math.PI * 40 * 40) - 1)).toBeLessThan(0.01);
});
