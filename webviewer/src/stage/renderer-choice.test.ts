import { expect, test } from 'vitest';
import { rendererChoice } from './renderer-choice';

test.each([
  ['', 'fastest'],
  ['?renderer=webgl2', 'webgl2'],
  ['?kind=noise&renderer=canvas2d', 'canvas2d'],
  ['?renderer=other', 'fastest'],
])('takes from %j the renderer %s', (search, renderer) => {
  expect(rendererChoice(search)).toBe(renderer);
});
