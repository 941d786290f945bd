import { expect, test } from 'vitest';
import { checkWindow } from './voi';

test.each([0.99, 0, -400, Number.NaN, Infinity])('rejects the width %d', (width) => {
  expect(() => checkWindow({ center: 40, width })).toThrow(
    `window width must be >= 1, but was: ${width}`,
  );
});

test.each([Number.NaN, Infinity, -Infinity])('rejects the centre %d', (center) => {
  expect(() => checkWindow({ center, width: 400 })).toThrow(
    `window centre must be finite, but was: ${center}`,
  );
});

test('takes a window of one value', () => {
  expect(() => checkWindow({ center: -1000, width: 1 })).not.toThrow();
});
