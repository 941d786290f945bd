import { expect, test } from 'vitest';
import { shownRange } from './ranges';

const NARROW = { wideMtt: false, absoluteTtp: false };

test('shows the ranges of the definitions', () => {
  const ends = (['cbf', 'cbv', 'mtt', 'tmax'] as const).map(
    (map) => shownRange(map, NARROW, undefined, 9).values,
  );
  expect(ends).toEqual([
    [0, 100],
    [0, 10],
    [0, 10],
    [0, 12],
  ]);
  expect(shownRange('mtt', { ...NARROW, wideMtt: true }, 's', 9).values).toEqual([0, 20]);
});

test('counts time to peak from the arrival of the bolus', () => {
  expect(shownRange('ttp', NARROW, 's', 9.25)).toEqual({
    values: [9.25, 19.25],
    offset: 9.25,
    unit: 's after arrival',
  });
});

test('counts time to peak from the first frame on demand, up to whole 5 s', () => {
  expect(shownRange('ttp', { ...NARROW, absoluteTtp: true }, 's', 9.25)).toEqual({
    values: [0, 20],
    offset: 0,
    unit: 's after the first frame',
  });
});

test('counts time to peak from the first frame where no arrival is known', () => {
  expect(shownRange('ttp', NARROW, 's', null).offset).toBe(0);
});

test('takes the unit from the job', () => {
  expect(shownRange('cbf', NARROW, 'ml/100 ml/min', 0).unit).toBe('ml/100 ml/min');
});
