import { expect, test } from 'vitest';
import { formatDate, formatNumber } from './numbers';

const NBSP = '\u00a0';

test.each([
  [500.09765625, 1, '', '500.1'],
  [58.29427487651514, 1, 'ml', `58.3${NBSP}ml`],
  [0, 0, 'HU', `0${NBSP}HU`],
  [0.25, 1, '', '0.3'],
  [-0.25, 1, '', '-0.3'],
  [-0.04, 1, '', '0.0'],
  [9999, 0, '', '9999'],
  [10000, 0, '', `10${NBSP}000`],
  [-1234567.891, 2, 'mm³', `-1${NBSP}234${NBSP}567.89${NBSP}mm³`],
  [null, 1, 'mg', '—'],
  [undefined, 1, 'mg', '—'],
  [Number.NaN, 1, '', '—'],
  [Number.POSITIVE_INFINITY, 1, '', '—'],
])('shows %s with %i digits and unit "%s" as %s', (value, digits, unit, shown) => {
  expect(formatNumber(value, digits, unit)).toBe(shown);
});

test.each([
  ['2026-11-21T13:34:07Z', '2026-11-21 13:34 UTC'],
  ['2026-11-21T23:34:07.123+02:00', '2026-11-21 21:34 UTC'],
  ['2026-11-21T13:34Z', '2026-11-21 13:34 UTC'],
  ['2026-11-21T13:34:07', '—'],
  ['2026-13-41T13:34:07Z', '—'],
  ['yesterday', '—'],
  ['', '—'],
  [null, '—'],
])('shows the time %j as %s', (iso, shown) => {
  expect(formatDate(iso)).toBe(shown);
});
