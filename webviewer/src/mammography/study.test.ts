import { expect, test } from 'vitest';
import { toMammography } from './study';

const IMAGE = {
  file: 'r-cc.nii.gz',
  laterality: 'R',
  view: 'CC',
  flipHorizontal: true,
  window: { center: 1700, width: 2800 },
  heatmap: null,
  lesions: [{ category: 'mass', bbox: [1, 2, 3, 4], score: 0.5 }],
};
const STUDY = {
  format: 'radloom-study/1',
  op: 'mammography',
  study: 'S',
  images: [IMAGE, { ...IMAGE, laterality: 'L', flipHorizontal: undefined }],
  hanging: [[0, 1]],
  model: { name: 'm', version: '1' },
};

test('reads a study, with defaults for what may be absent', () => {
  const study = toMammography(STUDY);
  expect(study.images[0]).toEqual(IMAGE);
  expect(study.images[1]?.flipHorizontal).toBe(false);
  expect(study).toMatchObject({ flags: [], files: [], model: { name: 'm', version: '1' } });
});

test('hangs all images in a row where the study lists none', () => {
  expect(toMammography({ ...STUDY, hanging: [] }).hanging).toEqual([[0, 1]]);
  expect(toMammography({ ...STUDY, hanging: [[], []] }).hanging).toEqual([[0, 1]]);
});

test.each([
  ['hanging', [[2]], 'hanging must hold indices'],
  ['hanging', 'x', 'hanging must be a list'],
  ['op', 'agatston', 'op must be mammography'],
  ['images', [], 'images must number 1 to 64'],
  ['images', [{ ...IMAGE, laterality: 'B' }], 'must be R or L'],
  ['images', [{ ...IMAGE, window: { center: 0, width: 0 } }], 'a width >= 1'],
  ['images', [{ ...IMAGE, lesions: [{ bbox: [0, 0, 1], score: 1 }] }], 'must be 4 numbers'],
  ['images', [{ ...IMAGE, lesions: [{ bbox: [0, 0, 1, 1], score: 1.5 }] }], 'must be 0 to 1'],
])('refuses a study with %s %j', (name, value, message) => {
  expect(() => toMammography({ ...STUDY, [name]: value })).toThrow(message);
});
