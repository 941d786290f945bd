import type { Calcium, Study } from '../data/formats';
import { withJobsSpacing } from '../data/job-spacing';
import type { Grid } from '../volume/grid';
import type { CalciumGrid } from './calcium-grid';

/** The study's files, by what they are to this view. */
export const CALCIUM_JSON = 'calcium.json';
export const VOLUME = 'volume.nii.gz';
export const LABELS = 'labels.nii.gz';

/** Returns whether the job had artery labels. */
export function isMasked(study: Study): boolean {
  return !study.flags.includes('unmasked');
}

/**
 * Returns the millimetres to compute with, which the job used.
 *
 * @throws LoadError if the volume is another one
 */
export function calciumGridOf(study: Study, grid: Grid): CalciumGrid {
  const [dxMm, dyMm, incrementMm] = withJobsSpacing(grid, study, VOLUME).spacingMm;
  return { dxMm, dyMm, incrementMm };
}

/**
 * Returns whether a score's arteries equal the job's, to the last digit. Masses are left out: where
 * a copy's header can't hold the scale of the voxels (ADR 0013), they differ in that digit.
 */
export function equalsJob(arteries: Calcium['arteries'], job: Calcium): boolean {
  return (['LM', 'LAD', 'LCX', 'RCA', 'ALL'] as const).every((name) => {
    const [one, other] = [arteries[name], job.arteries[name]];
    return (
      one.agatston === other.agatston &&
      one.volumeMm3 === other.volumeMm3 &&
      one.lesions === other.lesions &&
      one.voxels === other.voxels
    );
  });
}
