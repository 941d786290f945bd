import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { atMostOnceASecond, describe as describePane } from './labels';

const PLANE = {
  across: 0,
  acrossSign: 1,
  down: 1,
  downSign: 1,
  through: 2,
  edges: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
} as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('names pane, slice, window, and crosshair', () => {
  const grid = { shape: [9, 8, 48] as const, spacingMm: [1, 1, 1] as const, affine: [] };
  const window = { center: 40, width: 400 };
  expect(describePane({ label: 'Axial', grid, plane: PLANE }, 23, window, [4, 5, 23])).toBe(
    'Axial, slice 24 of 48, window width 400, level 40, crosshair at voxel 4, 5, 23',
  );
});

test('names no slice of a single image', () => {
  const grid = { shape: [9, 8, 1] as const, spacingMm: [1, 1, 1] as const, affine: [] };
  const window = { center: 40, width: 400 };
  expect(describePane({ label: 'L CC', grid, plane: PLANE }, 0, window, [4, 5, 0])).toBe(
    'L CC, window width 400, level 40, crosshair at voxel 4, 5, 0',
  );
});

test('runs at once, then once for all that was asked within a second', () => {
  const run = vi.fn();
  const labels = atMostOnceASecond(run);
  labels.ask();
  expect(run).toHaveBeenCalledTimes(1);
  for (let at = 0; at < 50; at++) {
    labels.ask();
  }
  vi.advanceTimersByTime(999);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(2);
});

test('runs no more once cancelled', () => {
  const run = vi.fn();
  const labels = atMostOnceASecond(run);
  labels.ask();
  labels.ask();
  labels.cancel();
  vi.advanceTimersByTime(5000);
  expect(run).toHaveBeenCalledTimes(1);
});
