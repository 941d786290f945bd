package org.radloom.gpuops.agatston;

/** What a reader of a calcium score must know about it. */
public enum CalciumFlag {
  /** No artery labels: ribs and spine count too, so it is no clinical score. */
  UNMASKED,
  /** Taken at a tube voltage for which the threshold and the weights were not made. */
  KVP_NOT_120,
  /** The tube voltage is not known. */
  KVP_UNKNOWN,
  /** The threshold was not the 130 HU of the score's definition. */
  THRESHOLD_NOT_130
}
