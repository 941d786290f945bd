import type { Grid, Triple } from '../volume/grid';
import type { Volume } from '../volume/volume';

/** Returns a grid whose axes run to the right, front and head; for tests. */
export function gridOf(shape: Triple, spacingMm: Triple = [1, 1, 1]): Grid {
  const [dx, dy, dz] = spacingMm;
  return { shape, spacingMm, affine: [dx, 0, 0, 0, 0, dy, 0, 0, 0, 0, dz, 0] };
}

/** Returns a volume of float32 voxels, from a list or from a rule; for tests. */
export function volumeOf(
  grid: Grid,
  values: readonly number[] | ((x: number, y: number, z: number) => number),
  frames = 1,
): Volume {
  const [nx, ny, nz] = grid.shape;
  const count = nx * ny * nz * frames;
  const voxels =
    typeof values === 'function'
      ? Float32Array.from({ length: count }, (_, i) =>
          values(i % nx, Math.floor(i / nx) % ny, Math.floor(i / (nx * ny))),
        )
      : Float32Array.from(values);
  return { id: 'made', grid, frames, voxels, slope: 1, intercept: 0 };
}
