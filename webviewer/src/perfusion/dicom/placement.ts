import { voxelToMm } from '../../volume/geometry';
import type { Grid, Triple } from '../../volume/grid';

/** Where the slices of a volume lie as DICOM images, in its axes: to the left, back and head. */
export interface Placement {
  /** Image Orientation (Patient): unit vectors along rows and columns of pixels. */
  readonly orientation: readonly [number, number, number, number, number, number];
  /** Whether the image's columns run against the voxel axis x, and its rows against y. */
  readonly flipX: boolean;
  readonly flipY: boolean;
  /** Returns Image Position (Patient) of a slice: the centre of its first pixel, mm. */
  position(slice: number): Triple;
}

/** Axes that lean more than this towards each other have no Image Orientation. */
const LARGEST_COSINE = 1e-4;

/**
 * Returns where slices along the third voxel axis lie, mirrored so that a plain viewer shows them
 * as radiologists look at them: the patient's left to the right, back or feet down.
 *
 * @throws RangeError if the voxel axes are not at right angles, which DICOM's planes cannot say
 */
export function placementOf(grid: Grid): Placement {
  const [x, y] = [unit(column(grid, 0)), unit(column(grid, 1))];
  const cosine = x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
  if (!(Math.abs(cosine) <= LARGEST_COSINE)) {
    throw new RangeError(
      `the voxel axes x and y must be at right angles, but their cosine is: ${cosine}`,
    );
  }
  const flipX = runsBackwards(x);
  const flipY = runsBackwards(y);
  const rows = flipX ? negated(x) : x;
  const columns = flipY ? negated(y) : y;
  return {
    orientation: [...rows, ...columns],
    flipX,
    flipY,
    position: (slice) =>
      lps(grid, [flipX ? grid.shape[0] - 1 : 0, flipY ? grid.shape[1] - 1 : 0, slice]),
  };
}

/** Returns the voxel's centre in DICOM's axes; NIfTI's run to the right, front and head. */
function lps(grid: Grid, voxel: Triple): Triple {
  const [x, y, z] = voxelToMm(grid, voxel);
  return [-x, -y, z];
}

function column(grid: Grid, axis: 0 | 1 | 2): Triple {
  return [-(grid.affine[axis] ?? 0), -(grid.affine[4 + axis] ?? 0), grid.affine[8 + axis] ?? 0];
}

function unit(vector: Triple): Triple {
  const length = Math.hypot(...vector);
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

function negated([x, y, z]: Triple): Triple {
  return [-x, -y, -z];
}

/** Along its largest part an image runs to the left, to the back, or to the feet. */
function runsBackwards([x, y, z]: Triple): boolean {
  const [ax, ay, az] = [Math.abs(x), Math.abs(y), Math.abs(z)];
  if (ax >= ay && ax >= az) return x < 0;
  return ay >= az ? y < 0 : z > 0;
}
