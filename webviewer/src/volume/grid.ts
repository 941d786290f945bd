/** A triple along the voxel axes: x (fastest in memory), y, z. */
export type Triple = readonly [number, number, number];

/** A voxel axis: 0 is x, 1 is y, 2 is z. */
export type Axis = 0 | 1 | 2;

/** Where the voxels of a volume lie. */
export interface Grid {
  /** Voxels along x, y, z. */
  readonly shape: Triple;
  /** Distance between voxel centres along x, y, z, mm. */
  readonly spacingMm: Triple;
  /**
   * The upper three rows of the affine, row by row (12 numbers): voxel indices to mm in the axes of
   * NIfTI-1, which run to the patient's right (+x), front (+y) and head (+z).
   */
  readonly affine: readonly number[];
  /**
   * False if the file says nothing of where its axes run in the patient: no letters then. True if
   * left out.
   */
  readonly oriented?: boolean;
}
