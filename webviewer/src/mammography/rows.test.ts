import { expect, test } from 'vitest';
import type { DetectionImage } from '../data/formats';
import { rowsOf } from './rows';

const IMAGE: DetectionImage = {
  file: 'r-cc.nii.gz',
  laterality: 'R',
  view: 'CC',
  flipHorizontal: true,
  window: { center: 1700, width: 2800 },
  heatmap: null,
  lesions: [],
};
const images = [IMAGE, IMAGE];

const op = 'mammography';

test('hangs images as the study lists them', () => {
  expect(rowsOf({ op, images, hanging: [[1], [0]] })).toEqual([[1], [0]]);
});

test('hangs all images in a row where the study lists none', () => {
  expect(rowsOf({ op, images, hanging: [] })).toEqual([[0, 1]]);
  expect(rowsOf({ op, images, hanging: [[], []] })).toEqual([[0, 1]]);
});

test.each([
  [1, [[0]]],
  [3, [[0, 1, 2]]],
  [
    4,
    [
      [0, 1],
      [2, 3],
    ],
  ],
  [7, [[0, 1, 2], [3, 4, 5], [6]]],
])(
  'puts %i images without a hanging side by side, whatever the study says of some',
  (count, rows) => {
    const some = Array.from({ length: count }, () => IMAGE);
    expect(rowsOf({ op: 'detect', images: some, hanging: [[0]] })).toEqual(rows);
  },
);
