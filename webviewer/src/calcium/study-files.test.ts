import { expect, test } from 'vitest';
import type { Calcium, Study } from '../data/formats';
import type { Grid } from '../volume/grid';
import { calciumOptions } from './options';
import { calciumGridOf, equalsJob } from './study-files';
import { categoryWord, flagWords, positionWords, shortNumber } from './words';

test('computes with the millimetres of the job, which a header rounds', () => {
  const grid: Grid = {
    shape: [2, 2, 2],
    // As a header holds 0.7: in 32 bits.
    spacingMm: [Math.fround(0.7), Math.fround(0.7), 3],
    affine: [0.7, 0, 0, 0, 0, 0.7, 0, 0, 0, 0, 3, 0],
  };
  const study = { space: { spacingMm: [0.7, 0.7, 3] } } as unknown as Study;
  expect(calciumGridOf(study, grid)).toEqual({ dxMm: 0.7, dyMm: 0.7, incrementMm: 3 });
});

test('tells scores apart that differ in the last digit', () => {
  const one = { agatston: 1, volumeMm3: 1, massMg: null, lesions: 1, voxels: 1 };
  const arteries = { LM: one, LAD: one, LCX: one, RCA: one, ALL: one };
  const job = { arteries } as unknown as Calcium;
  expect(equalsJob(arteries, job)).toBe(true);
  const next = { ...one, agatston: 1 + Number.EPSILON };
  expect(equalsJob({ ...arteries, RCA: next }, job)).toBe(false);
  expect(equalsJob({ ...arteries, ALL: { ...one, voxels: 2 } }, job)).toBe(false);
});

test.each([
  [{ connectivity: 6 }, 'options.connectivity must be 4 or 8, but was: 6'],
  [{ thresholdHu: 0 }, 'options.thresholdHu must be finite and > 0, but was: 0'],
  [{ minAreaMm2: -1 }, 'options.minAreaMm2 must be finite and >= 0, but was: -1'],
  [{ minVoxels: 0 }, 'options.minVoxels must be finite and >= 1, but was: 0'],
  [{ massCalibrationMgPerMm3Hu: '1' }, 'options.massCalibrationMgPerMm3Hu must be finite'],
])('refuses options %j', (wrong, message) => {
  const right = { connectivity: 4, thresholdHu: 130, minAreaMm2: 1, minVoxels: 1 };
  expect(calciumOptions(right).massCalibration).toBeNull();
  expect(() => calciumOptions({ ...right, ...wrong })).toThrow(message);
});

test('writes numbers short, and never a small one as nothing', () => {
  expect([500.09765625, 400, 400.016, 0, 0.004, -0.004].map(shortNumber)).toEqual([
    '500.1',
    '400',
    '400.02',
    '0',
    '< 0.01',
    '> -0.01',
  ]);
});

test("says positions by the patient's directions", () => {
  expect(positionWords([12.04, -3.5, 0])).toBe('R 12.0  P 3.5  H 0.0 mm');
});

test("explains the job's flags, and names those it does not know", () => {
  expect(flagWords('unmasked').meaning).toContain('no clinical score');
  expect(flagWords('some_new_flag')).toEqual({ name: 'some new flag', meaning: '' });
  // A name that every object has.
  expect(flagWords('constructor')).toEqual({ name: 'constructor', meaning: '' });
  expect(categoryWord('101-400')).toBe('moderate');
  expect(categoryWord('constructor')).toBe('');
});
