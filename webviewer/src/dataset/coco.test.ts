import { expect, test } from 'vitest';
import { countByCategory, parseCoco } from './coco';

const FILE = {
  categories: [
    { id: 1, name: 'mass' },
    { id: 2, name: 'nodule' },
  ],
  images: [
    {
      id: 5,
      width: 20,
      height: 10,
      radloom_predictions: [{ category: 'mass', bbox: [1, 2, 3, 4] }],
    },
    { id: 9, width: 20, height: 10 },
  ],
  annotations: [
    { id: 1, image_id: 5, category_id: 1, bbox: [0, 0, 2, 3], iscrowd: 0, segmentation: [] },
    {
      id: 2,
      image_id: 5,
      category_id: 1,
      bbox: [0, 0, 2, 3],
      area: 5,
      segmentation: [[0, 0, 2, 0, 2, 3]],
    },
    {
      id: 3,
      image_id: 9,
      category_id: 7,
      bbox: [0, 0, 2, 3],
      iscrowd: 1,
      segmentation: { size: [10, 20], counts: [200] },
    },
  ],
};

test('reads images with their annotations and predictions', () => {
  const coco = parseCoco(FILE);
  expect(coco.malformed).toBe(0);
  expect(coco.images[1]).toMatchObject({ id: 9, position: 1, predictions: [] });
  expect(coco.images[0]?.predictions).toEqual([
    { category: 'mass', bbox: [1, 2, 3, 4], score: null },
  ]);
  expect(coco.annotations.get(5)).toEqual([
    { categoryId: 1, bbox: [0, 0, 2, 3], area: 6, crowd: false, segmentation: null },
    {
      categoryId: 1,
      bbox: [0, 0, 2, 3],
      area: 5,
      crowd: false,
      segmentation: { kind: 'polygons', polygons: [[0, 0, 2, 0, 2, 3]] },
    },
  ]);
  expect(coco.annotations.get(9)?.[0]?.segmentation?.kind).toBe('runs');
});

test('counts annotations and the images that have them, with categories that no list names', () => {
  expect(Object.fromEntries(countByCategory(parseCoco(FILE)))).toEqual({
    mass: { annotations: 2, images: 1 },
    nodule: { annotations: 0, images: 0 },
    'category 7': { annotations: 1, images: 1 },
  });
});

test('leaves out what is malformed, keeps the places of the others, and counts it', () => {
  const coco = parseCoco({
    categories: [{ id: 'x' }],
    images: [{ id: 1, width: 0, height: 4 }, null, { id: 2, width: 4, height: 4 }],
    annotations: [
      { image_id: 2, category_id: 1, bbox: [1, 2, 3] },
      { image_id: 2, category_id: 1, bbox: [1, 2, null, 4] },
      { image_id: -1, category_id: 1, bbox: [1, 2, 3, 4] },
    ],
  });
  expect(coco.malformed).toBe(6);
  expect(coco.images).toMatchObject([{ id: 2, position: 2 }]);
});

test.each([null, 'x', [], { images: [], annotations: [] }])(
  'refuses %j, which is no COCO',
  (json) => {
    expect(() => parseCoco(json)).toThrow('a COCO file must have a list of');
  },
);
