import { expect, test } from 'vitest';
import { mlWords, percentWords } from './numbers';

test.each([
  [58.29427, '58.3 ml'],
  [120.34, '120.3 ml'],
  [53.45, '53.5 ml'],
  // 1.05 is 1.04999999999999982236431605997495353221893310546875 in binary.
  [1.05, '1.1 ml'],
  [-0.25, '-0.3 ml'],
  [-0.04, '0.0 ml'],
  [0, '0.0 ml'],
])('rounds %d to %s', (ml, words) => {
  expect(mlWords(ml)).toBe(words);
});

test('writes percentages the same way', () => {
  expect(percentWords(55.53)).toBe('55.5 %');
  expect(percentWords(100)).toBe('100.0 %');
});
