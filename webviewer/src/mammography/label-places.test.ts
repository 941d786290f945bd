import { expect, test } from 'vitest';
import type { Rect } from '../render/scene';
import { placeLabels } from './label-places';

const pane = { width: 200, height: 100 };
const label = { width: 60, height: 18 };
const box = (x: number, y: number, width = 20, height = 20): Rect => ({ x, y, width, height });
const places = (...boxes: Rect[]) =>
  placeLabels(
    boxes.map((one) => ({ box: one, label })),
    pane,
  ).map(({ at }) => at);

test('puts a label above its box, 3 px away', () => {
  expect(places(box(50, 50))).toEqual([[50, 50 - 18 - 3]]);
});

test('puts it below where there is no room above', () => {
  expect(places(box(50, 10))).toEqual([[50, 10 + 20 + 3]]);
});

test('keeps it inside the pane', () => {
  expect(places(box(190, 50))).toEqual([[200 - 60, 29]]);
  expect(places(box(-15, 50))).toEqual([[0, 29]]);
});

test('gives two neighbours labels that do not overlap, the first the better place', () => {
  // Above the second is the first's label, so the second's goes below.
  expect(places(box(50, 50), box(80, 50))).toEqual([
    [50, 29],
    [80, 73],
  ]);
});

test('leaves other boxes free where it can', () => {
  // Above and below the first there is no room or the second, which keeps its place below.
  expect(places(box(50, 20), box(50, 45))).toEqual([
    [73, 20],
    [50, 68],
  ]);
});

test('writes inside a box that fills the pane', () => {
  expect(places(box(-10, -10, 300, 300))).toEqual([[0, 3]]);
});

test('leaves out labels without a place, and of boxes out of sight', () => {
  expect(places(box(300, 50), box(50, -40))).toEqual([]);
  const many = Array.from({ length: 40 }, () => box(90, 40));
  // Above, below, right, left; those flush with the right edge would lie over the first two.
  expect(places(...many)).toEqual([
    [90, 19],
    [90, 63],
    [113, 40],
    [27, 40],
  ]);
});
