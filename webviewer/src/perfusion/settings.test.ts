import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DEFAULTS, heldShift, readSettings, type Settings, writeSettings } from './settings';

test('leaves defaults out of the link and keeps what it does not know', () => {
  expect(writeSettings(new URLSearchParams('theme=x'), DEFAULTS).toString()).toBe('theme=x');
  expect(readSettings(new URLSearchParams())).toEqual(DEFAULTS);
});

test('reads a link', () => {
  const link = 'maps=tmax,cbf,cbf,ttp&opacity=40&at=3,4,1&window=400/40&frame=0&midline=-1.5';
  expect(readSettings(new URLSearchParams(link))).toMatchObject({
    panels: ['tmax', 'cbf', 'cbf', 'ttp'],
    opacity: 0.4,
    at: [3, 4, 1],
    window: { width: 400, center: 40 },
    frame: 0,
    midlineShift: -1.5,
  });
});

test('takes the defaults for what is malformed or out of range', () => {
  const link =
    'maps=cbf,cbf,x,ttp&opacity=101&at=1,2,-3&window=0/1&frame=1.5&colours=jet&midline=NaN';
  expect(readSettings(new URLSearchParams(link))).toEqual(DEFAULTS);
});

test.each([
  [0, 6, 0],
  [2.5, 6, 2.5],
  [2.6, 6, 2.5],
  [99_999_999, 6, 6],
  [-99_999_999, 6, -6],
  [-0.1, 6, 0],
  [3, 0, 0],
])('holds a midline moved by %d of at most %d at %d', (voxels, most, held) => {
  expect(heldShift(voxels, most)).toBe(held);
});

test('reads back what it writes', () => {
  const map = fc.constantFrom('cbf', 'cbv', 'mtt', 'ttp', 'tmax');
  const settings = fc.record<Settings>({
    panels: fc.array(map, { minLength: 4, maxLength: 4 }) as fc.Arbitrary<Settings['panels']>,
    opacity: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    colours: fc.constantFrom('viridis', 'inferno', 'gray', 'heat'),
    frame: fc.option(fc.nat(99)),
    wideMtt: fc.boolean(),
    absoluteTtp: fc.boolean(),
    deficitShown: fc.boolean(),
    coreShown: fc.boolean(),
    midlineShown: fc.boolean(),
    midlineShift: fc.integer({ min: -40, max: 40 }).map((n) => n / 2 + 0),
    at: fc.option(fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9))),
    window: fc.record({ width: fc.integer({ min: 1, max: 4000 }), center: fc.integer() }),
  });
  fc.assert(
    fc.property(settings, (written) => {
      const params = writeSettings(new URLSearchParams('maps=old&hide=core'), written);
      expect(readSettings(params)).toEqual(written);
    }),
  );
});
