import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOf } from '../perfusion/made';
import { type Loop, outlineOf } from './outline';
import type { SliceAxes } from './plane';

const AXIAL: SliceAxes = { across: 0, down: 1, through: 2 };

test('walks around one voxel in four corners', () => {
  const mask = Uint8Array.from([0, 0, 0, 1, 0, 0]);
  // Voxel (0, 1) of a 3 x 2 slice spans -0.5 to 0.5 and 0.5 to 1.5; clockwise from its top right.
  expect(outlineOf(mask, gridOf([3, 2, 1]), AXIAL, 0)).toEqual([
    [0.5, 0.5, 0.5, 1.5, -0.5, 1.5, -0.5, 0.5],
  ]);
});

test('keeps two voxels apart that touch in a corner', () => {
  const mask = Uint8Array.from([1, 0, 0, 1]);
  expect(outlineOf(mask, gridOf([2, 2, 1]), AXIAL, 0)).toHaveLength(2);
  const other = Uint8Array.from([0, 1, 1, 0]);
  expect(outlineOf(other, gridOf([2, 2, 1]), AXIAL, 0)).toHaveLength(2);
});

test('walks around a hole the other way', () => {
  const mask = Uint8Array.from([1, 1, 1, 1, 0, 1, 1, 1, 1]);
  const loops = outlineOf(mask, gridOf([3, 3, 1]), AXIAL, 0);
  expect(loops.map(area)).toEqual([9, -1]);
});

test('has no outline of nothing', () => {
  expect(outlineOf(new Uint8Array(6), gridOf([3, 2, 1]), AXIAL, 0)).toEqual([]);
});

test('encloses exactly the marked voxels of the slice, on any axis', () => {
  const shape = [4, 5, 6] as const;
  const grid = gridOf(shape);
  const axes = fc.constantFrom<SliceAxes>(
    AXIAL,
    { across: 0, down: 2, through: 1 },
    { across: 1, down: 2, through: 0 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 120, maxLength: 120, max: 1 }), axes, (mask, plane) => {
      const slice = 2;
      let marked = 0;
      mask.forEach((value, i) => {
        const at = [i % 4, Math.floor(i / 4) % 5, Math.floor(i / 20)];
        if (value === 1 && at[plane.through] === slice) marked++;
      });
      const loops = outlineOf(mask, grid, plane, slice);
      expect(loops.reduce((sum, loop) => sum + area(loop), 0)).toBe(marked);
    }),
  );
});

/** Shoelace formula; clockwise on a screen whose rows run down is positive. */
function area(loop: Loop): number {
  let twice = 0;
  for (let i = 0; i < loop.length; i += 2) {
    const x1 = loop[i] ?? 0;
    const y1 = loop[i + 1] ?? 0;
    const x2 = loop[(i + 2) % loop.length] ?? 0;
    const y2 = loop[(i + 3) % loop.length] ?? 0;
    twice += x1 * y2 - x2 * y1;
  }
  return twice / 2;
}
