import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLANES, readSettings, writeSettings } from './settings';

const index = fc.nat(2000);

test('reads back what it wrote', () =>
  fc.assert(
    fc.property(
      fc.record({
        plane: fc.constantFrom(...PLANES),
        at: fc.option(fc.tuple(index, index, index)),
        window: fc.record({
          width: fc.integer({ min: 1, max: 4000 }),
          center: fc.integer({ min: -1000, max: 3000 }),
        }),
        outlinesShown: fc.boolean(),
      }),
      (settings) => {
        expect(readSettings(writeSettings(new URLSearchParams(), settings))).toEqual(settings);
      },
    ),
  ));

test('says nothing of defaults, and keeps what it does not know', () => {
  const params = new URLSearchParams('renderer=x');
  expect(writeSettings(params, readSettings(params)).toString()).toBe('renderer=x');
});

test.each(['plane=oblique', 'at=1,2', 'at=-1,0,0', 'window=0/5', 'hide=all'])(
  'takes the defaults for %s',
  (text) => {
    const defaults = readSettings(new URLSearchParams());
    expect(readSettings(new URLSearchParams(text))).toEqual(defaults);
  },
);
