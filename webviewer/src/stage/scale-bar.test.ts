import { expect, test } from 'vitest';
import { scaleBarOf } from './scale-bar';

test.each([
  [99, 50, '5 cm'],
  [100, 100, '10 cm'],
  [49.9, 20, '2 cm'],
  [19, 10, '1 cm'],
  [9.99, 5, '5 mm'],
  [1000, 1000, '100 cm'],
  [0.7, 0.5, '0.5 mm'],
  [0.03, 0.02, '0.02 mm'],
])('at most %d mm is a bar of %d mm, %s', (longest, mm, label) => {
  const bar = scaleBarOf(longest);
  expect(bar?.mm).toBeCloseTo(mm, 12);
  expect(bar?.label).toBe(label);
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d mm has no bar', (longest) => {
  expect(scaleBarOf(longest)).toBeNull();
});
