import { expect, test } from 'vitest';
import { shortNumber, tableNumber } from './words';

test('writes numbers in a few digits', () => {
  expect([0, 5, 12.345, 0.5, 0.0504, 1075.72, -2.5, 1.2e-7].map(shortNumber)).toEqual([
    '0',
    '5',
    '12.35',
    '0.5',
    '0.05',
    '1076',
    '-2.5',
    '1.2e-7',
  ]);
});

test('writes a dash where there is no number', () => {
  expect([null, 1.005, 12.34, 250.4].map(tableNumber)).toEqual(['–', '1.00', '12.3', '250']);
});
