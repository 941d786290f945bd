import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyWindow } from './voi';

describe('applyWindow', () => {
  // PS3.3 C.11.2.1.2.1, Note: with centre 2048 and width 4096, y = ((x - 2047.5) / 4095 + 0.5) * 255.
  test.each([
    [-1, 0],
    [0, 0],
    [2047.5, 127.5],
    [4095, 255],
    [4096, 255],
  ])('centre 2048, width 4096: %d is %d', (value, level) => {
    expect(applyWindow({ center: 2048, width: 4096 }, value)).toBe(level);
  });

  // The same note: with centre 2048 and width 1, x <= 2047.5 is black, everything above white.
  test.each([
    [2047, 0],
    [2047.5, 0],
    [2047.50001, 255],
    [2048, 255],
  ])('centre 2048, width 1: %d is %d', (value, level) => {
    expect(applyWindow({ center: 2048, width: 1 }, value)).toBe(level);
  });

  // The same note: with centre 0 and width 100, y = ((x + 0.5) / 99 + 0.5) * 255.
  test('centre 0, width 100: -50 is black, 49 white, and -0.5 in the middle', () => {
    const window = { center: 0, width: 100 };
    expect([-50, -0.5, 49].map((value) => applyWindow(window, value))).toEqual([0, 127.5, 255]);
  });

  test('never falls as values rise', () => {
    const value = fc.double({ min: -4000, max: 4000, noNaN: true });
    fc.assert(
      fc.property(
        value,
        value,
        value,
        fc.double({ min: 1, max: 5000, noNaN: true }),
        (a, b, center, width) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const window = { center, width };
          expect(applyWindow(window, low)).toBeLessThanOrEqual(applyWindow(window, high));
        },
      ),
    );
  });

  test.each([0.99, 0, -400, Number.NaN, Infinity])('rejects the width %d', (width) => {
    expect(() => applyWindow({ center: 40, width }, 0)).toThrow(
      `window width must be >= 1, but was: ${width}`,
    );
  });
});
