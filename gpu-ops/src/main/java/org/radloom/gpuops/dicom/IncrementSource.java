package org.radloom.gpuops.dicom;

/** Where the distance between neighbouring slices was taken from. */
public enum IncrementSource {
  /** The positions of two or more slices: the distance itself. */
  POSITIONS,
  /** SpacingBetweenSlices of a lone slice: what the scanner says the distance is. */
  SPACING_BETWEEN_SLICES,
  /**
   * SliceThickness of a lone slice: nominal, and the increment only if slices neither gap nor
   * overlap.
   */
  SLICE_THICKNESS
}
