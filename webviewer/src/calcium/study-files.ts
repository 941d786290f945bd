import type { Calcium, Study } from '../data/formats';
import type { Expected } from '../data/load';
import type { Grid } from '../volume/grid';
import type { CalciumGrid } from './calcium-grid';

/** `study.json` of a calcium score, with what this view reads besides. */
export interface CalciumStudy extends Study {
  /** The processor or GPU that the job ran on, in words. */
  readonly device?: string;
  readonly codeVersion?: string;
  readonly space?: { readonly spacingMm?: readonly number[] };
}

/** The study's files, by what they are to this view. */
export const STUDY_JSON = 'study.json';
export const CALCIUM_JSON = 'calcium.json';
export const VOLUME = 'volume.nii.gz';
export const LABELS = 'labels.nii.gz';

/** Returns what the job said of a file, or null if the study has none of that name. */
export function expectedOf(study: CalciumStudy, path: string): Expected | null {
  return study.files.find((file) => file.path === path) ?? null;
}

/** Returns whether the job had artery labels. */
export function isMasked(study: CalciumStudy): boolean {
  return !study.flags.includes('unmasked');
}

/** Spacings further apart than this share belong to different volumes. */
const SAME_SPACING = 1e-4;

/**
 * Returns the millimetres to compute with: those of `study.json`, which the job used, since the
 * volume's own header holds only 32 bits of them.
 *
 * @throws Error if both disagree: the volume is another one
 */
export function calciumGridOf(study: CalciumStudy, grid: Grid): CalciumGrid {
  const said = study.space?.spacingMm ?? grid.spacingMm;
  const spacing = grid.spacingMm.map((own, axis) => {
    const mm = said[axis] ?? Number.NaN;
    if (!(Math.abs(mm - own) <= SAME_SPACING * own)) {
      throw new Error(
        `the volume's voxels are ${grid.spacingMm.join(' x ')} mm apart, but ${STUDY_JSON} says: ${said.join(' x ')} mm`,
      );
    }
    return mm;
  });
  return { dxMm: spacing[0] ?? 0, dyMm: spacing[1] ?? 0, incrementMm: spacing[2] ?? 0 };
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
