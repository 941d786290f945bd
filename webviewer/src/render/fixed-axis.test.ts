import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AxisCut, axisTable, fixedAxis, pixelsInside, stretchedSlice } from './fixed-axis';

function tableOf(cut: AxisCut, ownVoxels = cut.voxels) {
  const range = pixelsInside(fixedAxis(cut, cut.voxels), cut.pixels);
  const table = axisTable(fixedAxis(cut, ownVoxels), range);
  return {
    ...range,
    low: [...table.low],
    high: [...table.high],
    weight: [...table.weight],
    nearest: [...table.nearest],
  };
}

describe('the pixels of an axis', () => {
  test('fall on whole voxels at one pixel a voxel', () => {
    expect(tableOf({ at0: -0.5, perPx: 1, pixels: 3, voxels: 3 })).toEqual({
      first: 0,
      end: 3,
      low: [0, 1, 2],
      high: [0, 1, 2],
      weight: [0, 0, 0],
      nearest: [0, 1, 2],
    });
  });

  test('fall between voxels at two pixels a voxel, and on the edge voxels at the edges', () => {
    // Centres at -0.25, 0.25, 0.75, 1.25.
    expect(tableOf({ at0: -0.5, perPx: 0.5, pixels: 4, voxels: 2 })).toEqual({
      first: 0,
      end: 4,
      low: [0, 0, 0, 1],
      high: [0, 1, 1, 1],
      weight: [0, 0.25, 0.75, 0],
      nearest: [0, 0, 1, 1],
    });
  });

  test('run backwards with a negative step', () => {
    expect(tableOf({ at0: 2.5, perPx: -1, pixels: 3, voxels: 3 }).nearest).toEqual([2, 1, 0]);
  });

  test('are inside from -0.5, and outside from voxels - 0.5 on', () => {
    // Centres at -1.5, -0.5, 0.5, 1.5, 2.5 of two voxels: -0.5 and 0.5 are inside.
    const { first, end, nearest } = tableOf({ at0: -2, perPx: 1, pixels: 5, voxels: 2 });
    expect({ first, end, nearest }).toEqual({ first: 1, end: 3, nearest: [0, 1] });
  });

  test('are none beside the volume, and none in a pane without width', () => {
    const none = { first: 0, end: 0 };
    expect(tableOf({ at0: 9, perPx: 1, pixels: 5, voxels: 2 })).toMatchObject(none);
    expect(tableOf({ at0: 0, perPx: 1, pixels: 0, voxels: 2 })).toMatchObject(none);
  });

  test('are all inside with a step of 0', () => {
    expect(tableOf({ at0: 1, perPx: 0, pixels: 2, voxels: 2 })).toMatchObject({
      nearest: [1, 1],
      end: 2,
    });
  });

  test('are stretched over the same box', () => {
    // Centres at -0.375, 0.125, ..., 3.125 of 4 voxels; of 2: (c + 0.5) / 2 - 0.5.
    const cut = { at0: -0.5, perPx: 1, pixels: 4, voxels: 4 };
    expect(tableOf(cut, 2)).toMatchObject({
      low: [0, 0, 0, 1],
      weight: [0, 0.25, 0.75, 0],
      nearest: [0, 0, 1, 1],
    });
    expect(tableOf(cut, 1).nearest).toEqual([0, 0, 0, 0]);
    expect(tableOf(cut, 8).low).toEqual([0, 2, 4, 6]);
  });

  test('lie where the formula of Cut says, to 0.008 voxels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 4096 }),
        fc.double({ min: -600, max: 600, noNaN: true }),
        fc.double({ min: -4, max: 4, noNaN: true }),
        (voxels, pixels, at0, perPx) => {
          const { first, end, low, weight } = tableOf({ at0, perPx, pixels, voxels });
          const errors = low.map((below, i) => {
            const exact = at0 + (first + i + 0.5) * perPx;
            const clamped = Math.min(Math.max(exact, 0), voxels - 1);
            return Math.abs(below + (weight[i] ?? Number.NaN) - clamped);
          });
          expect(errors).toHaveLength(end - first);
          expect(Math.max(0, ...errors)).toBeLessThan(0.008);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('never reach beyond the voxels, up to 8192 of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 511, 4096, 8192),
        fc.constantFrom(1, 3, 8192),
        fc.double({ min: -9000, max: 9000, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (voxels, own, at0, perPx) => {
          const { low, high, nearest } = tableOf({ at0, perPx, pixels: 300, voxels }, own);
          const all = [...low, ...high, ...nearest];
          expect(Math.min(0, ...all)).toBe(0);
          expect(Math.max(0, ...all)).toBeLessThan(own);
        },
      ),
      { numRuns: 50 },
    );
  });
});

test('a stretched slice is the one that holds the middle', () => {
  // Of 4 slices, the middle of slice 2 lies at 2.5/4 of the box: in slice 1 of 2, slice 5 of 8.
  expect([4, 2, 8, 1].map((own) => stretchedSlice(2, 4, own))).toEqual([2, 1, 5, 0]);
});
