import { expect, test } from 'vitest';
import { functionOf, labelCounts } from './function';

const summary = (
  endDiastolicMl: number,
  endSystolicMl: number,
  ejectionFractionPercent: number,
) => ({
  summary: { endDiastolicMl, endSystolicMl, ejectionFractionPercent },
});

test('takes the stroke from the volumes', () => {
  // 120 - 54 = 66; 66 / 120 = 0.55.
  const found = functionOf(summary(120, 54, 55));
  expect(found.strokeMl).toBe(66);
  expect(found.agrees).toBe(true);
});

test('holds the fraction against the volumes, as far as both are rounded', () => {
  // (120.34 - 53.46) / 120.34 = 55.576 %.
  expect(functionOf(summary(120.34, 53.46, 55.58)).agrees).toBe(true);
  expect(functionOf(summary(120.34, 53.46, 56)).agrees).toBe(false);
  expect(functionOf(summary(53.46, 120.34, -125.1)).agrees).toBe(true);
  expect(functionOf(summary(0, 0, 50)).agrees).toBe(false);
});

test('counts the voxels of each label and passes over others', () => {
  expect(labelCounts(Int16Array.of(0, 1, 1, 2, 7, -1), 2)).toEqual([1, 2, 1]);
});
