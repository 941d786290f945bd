/** What the job counted as calcium; the viewer counts the same but for the threshold. */
export interface CalciumOptions {
  /** Neighbours of a voxel inside its slice. */
  readonly connectivity: 4 | 8;
  /** Least attenuation of calcium, HU. */
  readonly thresholdHu: number;
  /** Least area of a lesion, mm2; 0 for no such rule. */
  readonly minAreaMm2: number;
  /** Least number of voxels of a lesion; 1 for no such rule. */
  readonly minVoxels: number;
  /** mg/mm3/HU, or null for no mass score. */
  readonly massCalibration: number | null;
}

/** The threshold of the score's definition, HU at 120 kVp. */
export const STANDARD_THRESHOLD_HU = 130;

/**
 * Returns the options that `study.json` holds.
 *
 * @throws Error if one is missing or out of its range: guessing it would give another score
 */
export function calciumOptions(options: Readonly<Record<string, unknown>>): CalciumOptions {
  const connectivity = options.connectivity;
  if (connectivity !== 4 && connectivity !== 8) {
    throw new Error(`options.connectivity must be 4 or 8, but was: ${connectivity}`);
  }
  const calibration = options.massCalibrationMgPerMm3Hu ?? null;
  return {
    connectivity,
    thresholdHu: numberOver('thresholdHu', options.thresholdHu, 0),
    minAreaMm2: numberFrom('minAreaMm2', options.minAreaMm2, 0),
    minVoxels: numberFrom('minVoxels', options.minVoxels, 1),
    massCalibration:
      calibration === null ? null : numberOver('massCalibrationMgPerMm3Hu', calibration, 0),
  };
}

function numberFrom(name: string, value: unknown, least: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new Error(`options.${name} must be finite and >= ${least}, but was: ${value}`);
  }
  return value;
}

function numberOver(name: string, value: unknown, bound: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= bound) {
    throw new Error(`options.${name} must be finite and > ${bound}, but was: ${value}`);
  }
  return value;
}
