import { expect, test } from 'vitest';
import type { Grid, Triple } from '../volume/grid';
import type { Study } from './formats';
import { withJobsSpacing } from './job-spacing';
import { LoadError } from './load';

const GRID: Grid = {
  shape: [2, 2, 2],
  // As a header holds 0.7: in 32 bits.
  spacingMm: [Math.fround(0.7), Math.fround(0.7), 3],
  affine: [0.7, 0, 0, 0, 0, 0.7, 0, 0, 0, 0, 3, 0],
};

function studyWith(spacingMm: Triple): Study {
  return { space: { spacingMm } } as Study;
}

test('takes the millimetres of the job, which a header rounds', () => {
  expect(withJobsSpacing(GRID, studyWith([0.7, 0.7, 3]), 'f')).toEqual({
    ...GRID,
    spacingMm: [0.7, 0.7, 3],
  });
});

test.each([[null], [{} as Study], [{ space: {} } as Study]])(
  "keeps the header's where the job says none: %j",
  (study) => {
    expect(withJobsSpacing(GRID, study, 'f')).toBe(GRID);
  },
);

test.each<Triple>([
  [0.7, 0.7, 3.01],
  [0.7, 0, 3],
  [-0.7, 0.7, 3],
])('refuses a volume that is not %d x %d x %d mm', (...mm) => {
  expect(() => withJobsSpacing(GRID, studyWith(mm), 'S1/volume.nii.gz')).toThrow(LoadError);
  expect(() => withJobsSpacing(GRID, studyWith(mm), 'f')).toThrow('mm apart as study.json says');
});
