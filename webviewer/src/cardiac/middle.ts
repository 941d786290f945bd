import type { Triple } from '../volume/grid';
import type { PhaseImages } from './images';

/**
 * Returns the voxel of the CT in the middle of a chamber, in the slice with most of the ventricle:
 * the mean of its voxels there; the middle of the slice where nothing is marked. Null without a CT.
 */
export function middleOf(
  { ct, mask, phase, isPicture }: PhaseImages,
  label: number,
): Triple | null {
  if (!ct) return null;
  const [nx, ny, nz] = ct.grid.shape;
  const z = isPicture ? 0 : Math.min(phase.slice, nz - 1);
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  const from = phase.slice * nx * ny;
  for (let i = 0; mask && i < nx * ny; i++) {
    if (mask.voxels[from + i] !== label) continue;
    count++;
    sumX += i % nx;
    sumY += Math.floor(i / nx);
  }
  if (count === 0) return [nx >> 1, ny >> 1, z];
  return [Math.round(sumX / count), Math.round(sumY / count), z];
}
