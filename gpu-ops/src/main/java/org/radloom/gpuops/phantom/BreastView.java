package org.radloom.gpuops.phantom;

import java.util.List;

/**
 * The four views of a screening mammogram. Each shows the chest wall on its left edge, as a
 * detector stores it, so the right breast is mirrored where it hangs left of the left one.
 */
public enum BreastView {
  /** Right breast from above. */
  R_CC("R", "CC"),
  /** Left breast from above. */
  L_CC("L", "CC"),
  /** Right breast at an angle, with the pectoral muscle. */
  R_MLO("R", "MLO"),
  /** Left breast at an angle, with the pectoral muscle. */
  L_MLO("L", "MLO");

  private final String laterality;
  private final String code;

  BreastView(String laterality, String code) {
    this.laterality = laterality;
    this.code = code;
  }

  /** Returns {@code R} or {@code L}. */
  public String laterality() {
    return laterality;
  }

  /** Returns the meaning of DICOM's View Code Sequence in short, {@code CC} or {@code MLO}. */
  public String code() {
    return code;
  }

  /** Returns what lies in the breast. */
  public List<BreastFinding> findings() {
    return switch (this) {
      case R_CC -> List.of(BreastFinding.mass(76, 121, 9));
      case R_MLO -> List.of(BreastFinding.mass(74, 148, 9));
      case L_CC ->
          List.of(BreastFinding.calcifications(58, 112, 6), BreastFinding.mass(88, 166, 5));
      case L_MLO ->
          List.of(BreastFinding.calcifications(56, 137, 6), BreastFinding.mass(86, 199, 5));
    };
  }

  boolean showsPectoralMuscle() {
    return code.equals("MLO");
  }
}
