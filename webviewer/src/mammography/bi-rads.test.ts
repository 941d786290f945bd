import { expect, test } from 'vitest';
import { biRadsOf } from './bi-rads';

// Every bound, on it and one double below or above it.
test.each([
  [null, 1],
  [0, 1],
  [0.3 - 2 ** -54, 1],
  [0.3, 2],
  [0.6 - 2 ** -53, 2],
  [0.6, 3],
  [0.75 - 2 ** -53, 3],
  [0.75, 4],
  [0.9, 4],
  [0.9 + 2 ** -53, 5],
  [1, 5],
])('gives for a highest confidence of %s the category %i', (confidence, category) => {
  expect(biRadsOf(confidence).category).toBe(category);
});

test('names the categories', () => {
  expect([0, 0.3, 0.6, 0.75, 1].map((confidence) => biRadsOf(confidence).name)).toEqual([
    'normal',
    'benign',
    'probably benign',
    'suspicious',
    'highly suggestive of malignancy',
  ]);
});

test.each([-0.01, 1.01, Number.NaN])('refuses %d, which is no confidence', (confidence) => {
  expect(() => biRadsOf(confidence)).toThrow('confidence must be 0 to 1');
});
