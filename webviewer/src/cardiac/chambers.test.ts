import { expect, test } from 'vitest';
import type { CardiacPhase } from '../data/formats';
import { chambersOf, ventricleOf } from './chambers';

const phase = (...names: readonly string[]): CardiacPhase => ({
  phase: 'end-diastole',
  mask: 'm.nii.gz',
  picture: 'p.png',
  slice: 0,
  chambersMl: Object.fromEntries(names.map((name) => [name, 1])),
});
const chambers = (...names: readonly string[]) =>
  chambersOf({ phases: [phase(...names), phase(...names)] });

test('numbers the classes of the model from 1, in its order, and names them in words', () => {
  const found = chambers('myocardium', 'left_ventricle');
  expect(found.map(({ label, name }) => [label, name])).toEqual([
    [1, 'Myocardium'],
    [2, 'Left ventricle'],
  ]);
});

test('takes the left ventricle wherever it stands, and the first class where there is none', () => {
  expect(ventricleOf(chambers('myocardium', 'left_ventricle')).label).toBe(2);
  expect(ventricleOf(chambers('blood_pool', 'left_atrium')).name).toBe('Blood pool');
});

test('gives neighbouring chambers lines that differ without colours too', () => {
  const dashes = chambers('a', 'b', 'c', 'd').map(({ line }) => line.dashes.join());
  expect(new Set(dashes).size).toBe(4);
});
