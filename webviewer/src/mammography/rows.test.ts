import { expect, test } from 'vitest';
import type { MammographyImage } from '../data/formats';
import { rowsOf } from './rows';

const IMAGE: MammographyImage = {
  file: 'r-cc.nii.gz',
  laterality: 'R',
  view: 'CC',
  flipHorizontal: true,
  window: { center: 1700, width: 2800 },
  heatmap: null,
  lesions: [],
};
const images = [IMAGE, IMAGE];

test('hangs images as the study lists them', () => {
  expect(rowsOf({ images, hanging: [[1], [0]] })).toEqual([[1], [0]]);
});

test('hangs all images in a row where the study lists none', () => {
  expect(rowsOf({ images, hanging: [] })).toEqual([[0, 1]]);
  expect(rowsOf({ images, hanging: [[], []] })).toEqual([[0, 1]]);
});
