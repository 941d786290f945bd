package org.radloom.volumemaps.input;

/** A label volume that a sidecar names beside the volume itself. */
public enum Companion {
  /** Left main 1, left anterior descending 2, left circumflex 3, right coronary 4. */
  ARTERY_LABELS("arteryLabels"),
  /** The artery whose mean curve is the arterial input. */
  AIF_MASK("aifMask"),
  /** The vein whose mean curve scales the arterial input. */
  VOF_MASK("vofMask"),
  /** Voxels to map. */
  MASK("mask"),
  /** Regions whose mean curves are reported, by label. */
  REGIONS("regions");

  private final String field;

  Companion(String field) {
    this.field = field;
  }

  /** Returns the field of the sidecar that names it. */
  public String field() {
    return field;
  }
}
