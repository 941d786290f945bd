import { expect, test } from 'vitest';
import { mlWords, shortNumber, tableNumber } from './words';

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

test('writes volumes to a tenth of a millilitre', () => {
  expect([0, 58.29427, 0.04].map(mlWords)).toEqual(['0.0 ml', '58.3 ml', '0.0 ml']);
});

test('writes a dash where there is no number', () => {
  expect([null, 1.005, 12.34, 250.4].map(tableNumber)).toEqual(['–', '1.00', '12.3', '250']);
});
