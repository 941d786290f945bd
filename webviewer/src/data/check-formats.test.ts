import { expect, test } from 'vitest';
import { calciumOf, cardiacStudyOf, curvesOf, detectionStudyOf } from './check-formats';
import { LoadError } from './load';

const ARTERY = { agatston: 1, volumeMm3: 2, massMg: null, lesions: 3, voxels: 4 };
const CALCIUM = {
  total: 1.5,
  arteries: { LM: ARTERY, LAD: ARTERY, LCX: ARTERY, RCA: ARTERY, ALL: ARTERY },
  category: null,
  cacDrs: 'A1/N1',
  flags: ['unmasked'],
  lesions: [
    {
      slice: 0,
      artery: 'LAD',
      voxels: 5,
      areaMm2: 4.4,
      peakHu: 131,
      weight: 1,
      agatston: 4.4,
      box: [1, 2, 3, 4],
    },
  ],
};

const CURVES = {
  unit: 'HU',
  frameTimesSeconds: [0, 1],
  baselineFrames: 1,
  arrivalSeconds: 0.5,
  aif: { source: 'mask', voxel: [1, 2, 3], values: [1, 2] },
  vof: null,
  scale: 1,
  regions: { __proto__: null, left: [3, 4] },
};

const LESION = { category: 'mass', bbox: [1, 2, 3.5, 4], score: 0.5 };

const MAMMOGRAPHY = {
  format: 'radloom-study/1',
  study: 'S1',
  op: 'mammography',
  options: {},
  backend: 'none',
  units: {},
  flags: [],
  summary: {},
  computedAt: '2026-11-21T13:34:07Z',
  files: [],
  model: null,
  images: [
    {
      file: 'a.nii.gz',
      laterality: 'R',
      view: 'CC',
      flipHorizontal: true,
      window: { center: 1, width: 2 },
      heatmap: null,
      lesions: [LESION],
    },
  ],
  hanging: [[0], []],
};

function withImage(changes: object): object {
  return { ...MAMMOGRAPHY, images: [{ ...MAMMOGRAPHY.images[0], ...changes }] };
}

test('takes what the jobs write, and keeps fields that it does not know', () => {
  expect(calciumOf({ ...CALCIUM, more: 1 }, 'f')).toEqual({ ...CALCIUM, more: 1 });
  expect(curvesOf(CURVES, 'f')).toBe(CURVES);
  expect(detectionStudyOf(MAMMOGRAPHY, 'f')).toBe(MAMMOGRAPHY);
});

test('takes lesions of no artery, which the job finds without labels', () => {
  const json = { ...CALCIUM, lesions: [{ ...CALCIUM.lesions[0], artery: null }] };
  expect(calciumOf(json, 'f').lesions[0]?.artery).toBeNull();
});

test.each([
  [null, 'the file must be an object, but was: null'],
  [[], 'the file must be an object, but was: an array of 0'],
  [{ ...CALCIUM, total: '1' }, 'total must be a finite number, but was: text'],
  [{ ...CALCIUM, arteries: { ...CALCIUM.arteries, RCA: undefined } }, 'arteries.RCA must be'],
  [{ ...CALCIUM, arteries: Object.create(CALCIUM.arteries) }, 'arteries.LM must be an object'],
  [
    { ...CALCIUM, lesions: [{ ...CALCIUM.lesions[0], box: [1, 2, 3] }] },
    'lesions[0].box must be an array of 4, but was: an array of 3',
  ],
  [
    { ...CALCIUM, lesions: [{ ...CALCIUM.lesions[0], slice: -1 }] },
    'lesions[0].slice must be a whole number >= 0, but was: -1',
  ],
  [
    { ...CALCIUM, lesions: [{ ...CALCIUM.lesions[0], artery: '__proto__' }] },
    'lesions[0].artery must be LM or LAD or LCX or RCA, but was: text',
  ],
])('refuses calcium.json number %#', (json, words) => {
  expect(() => calciumOf(json, 'S1/calcium.json')).toThrow(LoadError);
  expect(() => calciumOf(json, 'S1/calcium.json')).toThrow(`S1/calcium.json: ${words}`);
});

test('refuses numbers that JSON turns into infinity', () => {
  const json = JSON.parse(JSON.stringify(CALCIUM).replace('1.5', '1e999'));
  expect(() => calciumOf(json, 'f')).toThrow('total must be a finite number, but was: Infinity');
});

test.each([
  [{ ...CURVES, aif: { ...CURVES.aif, values: [1] } }, 'aif.values must be an array of 2'],
  [{ ...CURVES, vof: [1, 2, 3] }, 'vof must be an array of 2, but was: an array of 3'],
  [{ ...CURVES, regions: { left: [1, null] } }, 'regions.left[1] must be a finite number'],
  [{ ...CURVES, baselineFrames: 0 }, 'baselineFrames must be 1 to 2, but was: 0'],
  [{ ...CURVES, baselineFrames: 3 }, 'baselineFrames must be 1 to 2, but was: 3'],
  [{ ...CURVES, aif: { ...CURVES.aif, voxel: [1, 2] } }, 'aif.voxel must be an array of 3'],
])('refuses curves.json number %#', (json, words) => {
  expect(() => curvesOf(json, 'f')).toThrow(words);
});

test.each([
  [{ ...MAMMOGRAPHY, op: 'agatston' }, 'op must be mammography or detect'],
  [{ ...MAMMOGRAPHY, images: [], hanging: [] }, 'images must number 1 to 64, but were: 0'],
  [
    { ...MAMMOGRAPHY, images: Array(65).fill(MAMMOGRAPHY.images[0]) },
    'images must number 1 to 64, but were: 65',
  ],
  [withImage({ laterality: 'B' }), 'images[0].laterality must be R or L'],
  [
    withImage({ window: { center: 0, width: 0.5 } }),
    'images[0].window.width must be a finite number >= 1, but was: 0.5',
  ],
  [withImage({ lesions: [{ ...LESION, bbox: [0, 0, 1] }] }), 'bbox must be an array of 4'],
  [
    withImage({ lesions: [{ ...LESION, score: 1.5 }] }),
    'images[0].lesions[0].score must be 0 to 1, but was: 1.5',
  ],
  [{ ...MAMMOGRAPHY, images: [{}] }, 'images[0].file must be text, but was: missing'],
  [{ ...MAMMOGRAPHY, hanging: [['0']] }, 'hanging[0][0] must be a whole number'],
  [{ ...MAMMOGRAPHY, hanging: [[1]] }, 'hanging must name images 0 to 0, but names: 1'],
])('refuses a mammography study.json number %#', (json, words) => {
  expect(() => detectionStudyOf(json, 'f')).toThrow(words);
});

test('reads images of which nobody said what they show', () => {
  const unknown = { ...withImage({ laterality: null, view: null }), op: 'detect', hanging: [] };
  expect(detectionStudyOf(unknown, 'f')).toBe(unknown);
});

const PHASE = {
  phase: 'end-diastole',
  volume: 'end-diastole.nii.gz',
  mask: 'end-diastole_mask.nii.gz',
  picture: 'end-diastole.png',
  slice: 3,
  chambersMl: { left_ventricle: 120.3 },
};
const SYSTOLE = { ...PHASE, phase: 'end-systole', volume: undefined };
const CARDIAC = {
  ...MAMMOGRAPHY,
  op: 'cardiac',
  model: { name: 'net', version: '2', intendedUse: 'research' },
  summary: { endDiastolicMl: 120.3, endSystolicMl: 54, ejectionFractionPercent: 55.11 },
  phases: [PHASE, SYSTOLE],
};

test('reads a heart, with volumes and without', () => {
  expect(cardiacStudyOf(CARDIAC, 'f')).toBe(CARDIAC);
});

test.each([
  [{ ...CARDIAC, phases: [PHASE] }, 'phases must be an array of 2, but was: an array of 1'],
  [{ ...CARDIAC, phases: [SYSTOLE, PHASE] }, 'must be end-diastole and end-systole, in this order'],
  [{ ...CARDIAC, phases: [PHASE, { ...SYSTOLE, slice: -1 }] }, 'phases[1].slice must be a whole'],
  [
    { ...CARDIAC, phases: [{ ...PHASE, chambersMl: { left_ventricle: -1 } }, SYSTOLE] },
    'phases[0].chambersMl.left_ventricle must be a finite number >= 0, but was: -1',
  ],
  [{ ...CARDIAC, phases: [PHASE, { ...SYSTOLE, chambersMl: { a: 1 } }] }, 'the same chambers'],
  [
    { ...CARDIAC, phases: [PHASE, SYSTOLE].map((phase) => ({ ...phase, chambersMl: {} })) },
    'the same chambers, one at least',
  ],
  [{ ...CARDIAC, summary: {} }, 'summary.endDiastolicMl must be'],
  [{ ...CARDIAC, model: { name: 'net' } }, 'model.version must be text, but was: missing'],
])('refuses a heart study.json number %#', (json, words) => {
  expect(() => cardiacStudyOf(json, 'f')).toThrow(words);
});
