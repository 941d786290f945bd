import type { Grid } from '../volume/grid';
import type { Study } from './formats';
import { LoadError } from './load';

/** Spacings further apart than this share belong to different volumes. */
const SAME_SPACING = 1e-4;

/**
 * Returns the grid of a volume with the millimetres of `study.json`, which the job computed with: a
 * NIfTI header holds only 32 bits of them. They stay the header's where the job says none.
 *
 * @param study null if it could not be read
 * @param file the volume's, for messages
 * @throws LoadError if both disagree: the volume is another one
 */
export function withJobsSpacing(grid: Grid, study: Study | null, file: string): Grid {
  const said = study?.space?.spacingMm;
  if (said === undefined) return grid;
  const own = grid.spacingMm;
  if (!own.every((mm, axis) => Math.abs((said[axis] ?? 0) - mm) <= SAME_SPACING * mm)) {
    throw new LoadError(
      file,
      `voxels must be ${said.join(' x ')} mm apart as study.json says, but are: ${own.join(' x ')} mm`,
    );
  }
  return { ...grid, spacingMm: said };
}
