import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from './scene';
import { rampOf, storedBorder } from './stored';

function scaled(slope: number, intercept: number): Field {
  const voxels = new Int16Array(1);
  return { key: 'f', revision: 0, changed: null, shape: [1, 1, 1], voxels, slope, intercept };
}

describe('rampOf', () => {
  test('turns values into stored ones', () => {
    // 0 to 100 HU stored as HU + 1024: from 1024, 2.55 levels a step.
    expect(rampOf(scaled(1, -1024), 0, 100)).toEqual({ base: 1024, gain: Math.fround(2.55) });
  });

  test('runs backwards where the slope is negative', () => {
    // value = -2 x stored: 0 is stored as 0, 51 as -25.5.
    const { base, gain } = rampOf(scaled(-2, 0), 0, 51);
    expect(base + 0).toBe(0);
    expect(gain).toBe(-10);
  });

  test('is a step above the first value where both are equal', () => {
    const { base, gain } = rampOf(scaled(0.1, 0), 1, 1);
    expect(base).toBe(10);
    expect((Math.fround(10.000001) - base) * gain).toBeGreaterThan(255);
  });

  test.each([0, Number.NaN, Infinity])('rejects the slope %d', (slope) => {
    expect(() => rampOf(scaled(slope, 0), 0, 1)).toThrow(
      'slope must be finite and not 0, but was:',
    );
  });
});

describe('storedBorder', () => {
  const isBelow = (field: Field, isBelowValue: (value: number) => boolean) => {
    const { sign, last } = storedBorder(field, isBelowValue);
    return (stored: number) => sign * stored <= last;
  };

  test('tells every stored value as the sum in double does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 0.1, -2.5, 1 / 3, 1e-7),
        fc.double({ min: -2000, max: 2000, noNaN: true }),
        fc.integer({ min: -32768, max: 65535 }),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        (slope, intercept, stored, float) => {
          const field = scaled(slope, intercept);
          // A border right at a stored value, which is where it could go wrong.
          const border = stored * slope + intercept;
          const told = isBelow(field, (value) => value <= border);
          for (const each of [stored - 1, stored, stored + 1, float]) {
            expect(told(each)).toBe(each * slope + intercept <= border);
          }
        },
      ),
    );
  });

  test('130 HU is not below 130 HU, whatever the scaling', () => {
    for (const [slope, intercept, stored] of [
      [1, 0, 130],
      [1, -1024, 1154],
      [0.1, 0, 1300],
      [-1, 0, -130],
    ] as const) {
      const told = isBelow(scaled(slope, intercept), (value) => value < 130);
      expect(told(stored)).toBe(false);
      expect(told(stored - Math.sign(slope))).toBe(true);
    }
  });

  test('has none below -Infinity and all below Infinity', () => {
    const field = scaled(1, 0);
    const most = 2 ** 128 - 2 ** 104;
    expect(isBelow(field, (value) => value <= -Infinity)(-most)).toBe(false);
    expect(isBelow(field, (value) => value <= Infinity)(most)).toBe(true);
  });
});
