import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSettings, toParams } from './settings';

test('reads back what it wrote', () =>
  fc.assert(
    fc.property(
      fc.record({
        window: fc.option(
          fc.record({
            center: fc.integer({ min: -500, max: 9000 }),
            width: fc.integer({ min: 1, max: 9000 }),
          }),
        ),
        inverted: fc.boolean(),
        enlarged: fc.option(fc.integer({ min: 0, max: 3 })),
        heatOpacity: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
        leastConfidence: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
        linked: fc.boolean(),
      }),
      (settings) => {
        expect(readSettings(toParams(settings), 4)).toEqual(settings);
      },
    ),
  ));

test('says nothing of defaults', () => {
  expect(toParams(readSettings(new URLSearchParams(), 4)).toString()).toBe('');
});

test.each([
  'center=1',
  'center=1&width=0',
  'image=5',
  'image=1.5',
  'heat=101',
  'heat=',
  'confidence=x',
])('takes the defaults for %s', (text) => {
  const defaults = readSettings(new URLSearchParams(), 4);
  expect(readSettings(new URLSearchParams(text), 4)).toEqual(defaults);
});
