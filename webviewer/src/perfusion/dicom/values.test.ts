import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateAndTime, decimalString } from './values';

test('keeps short numbers as they are', () => {
  expect([0, -0, 1, -2.5, 1e-7, 5e21].map(decimalString)).toEqual([
    '0',
    '0',
    '1',
    '-2.5',
    '1e-7',
    '5e+21',
  ]);
});

test('rounds long numbers to 16 characters', () => {
  expect(decimalString(2.2916667461395264)).toBe('2.29166674613953');
  expect(decimalString(-109.99999999999997)).toBe('-110');
});

test('fits every number into 16 characters, near its value', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (value) => {
      const text = decimalString(value);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-8);
    }),
  );
});

test('writes dates and times without separators', () => {
  expect(dateAndTime(new Date(2026, 0, 9, 7, 5, 3))).toEqual({ date: '20260109', time: '070503' });
});
