/** Slice distance of the scanner that the score was made for, mm. */
const AGATSTON_INCREMENT_MM = 3;

const AREA_SLACK = 1e-6;

/** More voxels than any lesion has; the job's largest count too. */
const MOST_VOXELS = 2 ** 31 - 1;

/**
 * From whole numbers of voxels to mm, mg and scores. Every product is taken from left to right as
 * written here, as the job takes it, so that both give the same double.
 */
export interface CalciumGrid {
  readonly dyMm: number;
  readonly dxMm: number;
  /** Distance between neighbouring slice positions, mm; not the slice thickness. */
  readonly incrementMm: number;
}

/** Returns the area of `voxels`, mm2. */
export function areaMm2(grid: CalciumGrid, voxels: number): number {
  return voxels * grid.dyMm * grid.dxMm;
}

/** Returns the volume of `voxels`, mm3. */
export function volumeMm3(grid: CalciumGrid, voxels: number): number {
  return voxels * grid.dyMm * grid.dxMm * grid.incrementMm;
}

/** Returns the Agatston score of voxels counted as often as their lesions' weights say. */
export function agatston(grid: CalciumGrid, weightedVoxels: number): number {
  return (weightedVoxels * grid.dyMm * grid.dxMm * grid.incrementMm) / AGATSTON_INCREMENT_MM;
}

/** Returns the mass of voxels whose attenuations add up to `sumHu`, mg. */
export function massMg(grid: CalciumGrid, sumHu: number, mgPerMm3PerHu: number): number {
  return sumHu * grid.dyMm * grid.dxMm * grid.incrementMm * mgPerMm3PerHu;
}

/**
 * Returns the smallest number of voxels with at least `minAreaMm2`, less a millionth of it so that
 * 4 voxels of 0.5 x 0.5 mm count as 1 mm2 whatever a file's rounding made of 0.5; at least 1.
 */
export function leastVoxels(grid: CalciumGrid, minAreaMm2: number): number {
  const least = minAreaMm2 * (1 - AREA_SLACK);
  let low = 1;
  let high = MOST_VOXELS;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (areaMm2(grid, middle) >= least) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
