import { expect, test } from 'vitest';
import type { Triple } from '../volume/grid';
import type { Plane } from '../volume/plane';
import { FITTED } from './camera';
import { createLinks } from './links';

const EDGES = { left: 'R', right: 'L', top: 'A', bottom: 'P' };
const AXIAL: Plane = {
  across: 0,
  acrossSign: 1,
  down: 1,
  downSign: 1,
  through: 2,
  edges: EDGES,
};
const CORONAL: Plane = { ...AXIAL, down: 2, through: 1 };

function paneOf(link: string, plane: Plane, shape: Triple) {
  const grid = { shape, spacingMm: [1, 1, 1] as const, affine: [] };
  return { link, plane, grid, mirrored: false };
}

test('starts in the middle of the grid, also of a single voxel', () => {
  const links = createLinks();
  links.setPanes([paneOf('ct', AXIAL, [5, 4, 3]), paneOf('one', AXIAL, [1, 1, 1])]);
  expect(links.cursor('ct')).toEqual([2, 2, 1]);
  expect(links.cursor('one')).toEqual([0, 0, 0]);
});

test('moves the panes of one link only, onto whole voxels of the grid', () => {
  const links = createLinks();
  const axial = paneOf('ct', AXIAL, [5, 4, 3]);
  const coronal = paneOf('ct', CORONAL, [5, 4, 3]);
  const other = paneOf('map', AXIAL, [5, 4, 3]);
  links.setPanes([axial, coronal, other]);
  expect(links.moveCursor('ct', [9, -3, 1.6])).toEqual([2, 2, 1]);
  expect(links.cursor('ct')).toEqual([4, 0, 2]);
  expect([links.slice(axial), links.slice(coronal), links.slice(other)]).toEqual([2, 0, 1]);
  expect(links.moveCursor('ct', [4, 0, 2])).toBeNull();
});

test('keeps cursors over new panes, on the new grid', () => {
  const links = createLinks();
  links.setPanes([paneOf('ct', AXIAL, [50, 40, 30])]);
  links.moveCursor('ct', [7, 39, 29]);
  links.setPanes([paneOf('ct', AXIAL, [50, 20, 30])]);
  expect(links.cursor('ct')).toEqual([7, 19, 29]);
});

test('shares cameras between panes of one link and plane', () => {
  const links = createLinks();
  const axial = paneOf('ct', AXIAL, [5, 4, 3]);
  const coronal = paneOf('ct', CORONAL, [5, 4, 3]);
  links.setPanes([axial, coronal]);
  links.setCamera({ ...axial }, { zoom: 3, acrossPart: 0.2, downPart: 0.4 });
  expect(links.camera(axial).zoom).toBe(3);
  expect(links.camera(coronal)).toEqual(FITTED);
  links.setZoom('ct', 2);
  expect(links.camera(axial)).toEqual({ zoom: 2, acrossPart: 0.2, downPart: 0.4 });
  expect(links.camera(coronal).zoom).toBe(2);
  links.resetCameras();
  expect(links.camera(axial)).toEqual(FITTED);
});

test('names the link that no pane has', () => {
  expect(() => createLinks().cursor('ct')).toThrow("link must be one of a pane's, but was: ct");
});
