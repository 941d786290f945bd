import { expect, test } from 'vitest';
import { coreOf, mismatchOf } from './core';
import { deficitOf, mappedTissue } from './deficit';
import { gridOf, volumeOf } from './made';
import { midlineOf } from './midline';

/** 8 x 1: left half small indices, right half large. */
const grid = gridOf([8, 1, 1], [10, 10, 10]);
const cbf = volumeOf(grid, [60, 14, 16, 70, 80, 40, 50, 30]);
const mapped = mappedTissue(cbf);

test('takes flow below 30 % of the mean of the other side', () => {
  const core = coreOf(cbf, mapped, null, { axis: 0, at: 3.5 }, 4);
  // The large side's mean is (80 + 40 + 50 + 30) / 4 = 50, 30 % of it 15: only 14 is below.
  expect(core.found && [...core.tissue.mask]).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  expect(core.found && core.tissue.ml).toBe(1);
  expect(core.found && core.sides).toEqual([
    { voxels: 4, meanCbf: 40 },
    { voxels: 4, meanCbf: 50 },
  ]);
});

test('leaves out what lies outside the deficit, and says how much', () => {
  const tmax = volumeOf(grid, [7, 5, 7, 7, 1, 1, 1, 1]);
  const core = coreOf(cbf, mapped, deficitOf(mapped, tmax), { axis: 0, at: 3.5 }, 4);
  expect(core.found && core.tissue.voxels).toBe(0);
  expect(core.found && core.outsideMl).toBe(1);
});

test('gives voxels on the midline to no side', () => {
  const flow = volumeOf(gridOf([3, 1, 1]), [100, 1, 100]);
  const core = coreOf(flow, mappedTissue(flow), null, { axis: 0, at: 1 }, 1);
  expect(core.found && core.sides.map((side) => side.voxels)).toEqual([1, 1]);
  expect(core.found && core.tissue.voxels).toBe(0);
});

test('leaves large vessels out of the mean', () => {
  // Without the 900 the large side's mean is (80 + 40 + 30) / 3 = 50; with it, it would be 262.5.
  const vessel = volumeOf(grid, [60, 14, 16, 70, 80, 40, 900, 30]);
  const core = coreOf(vessel, mappedTissue(vessel), null, { axis: 0, at: 3.5 }, 3);
  expect(core.found && core.sides[1]).toEqual({ voxels: 3, meanCbf: 50 });
  expect(core.found && [...core.tissue.mask]).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
});

test('compares sides only where each has enough voxels', () => {
  const core = coreOf(cbf, mapped, null, { axis: 0, at: 0.5 }, 2);
  expect(core).toEqual({
    found: false,
    reason: 'each side of the midline must have >= 2 mapped voxels, but they have: 1 and 7',
  });
});

test('changes with the midline', () => {
  // At 4.5 the large side's mean is (40 + 50 + 30) / 3 = 40, 30 % of it 12: 14 is above.
  const core = coreOf(cbf, mapped, null, { axis: 0, at: 4.5 }, 3);
  expect(core.found && core.tissue.voxels).toBe(0);
});

test('puts the midline in the middle of what is mapped, in halves', () => {
  const mask = (values: readonly number[]) => mappedTissue(volumeOf(grid, values)).mask;
  expect(midlineOf(mask([0, 1, 0, 1, 1, 0, 0, 0]), grid, 0)).toBe(2.5);
  expect(midlineOf(mask([0, 0, 0, 0, 0, 0, 0, 9]), grid, 0)).toBe(7);
  expect(midlineOf(mask([0, 0, 0, 0, 0, 0, 0, 0]), grid, 0)).toBeNull();
});

test('tells no mismatch without a core', () => {
  expect(mismatchOf(60, 20)).toEqual({ ml: 40, ratio: 3 });
  expect(mismatchOf(60, 0)).toBeNull();
});
