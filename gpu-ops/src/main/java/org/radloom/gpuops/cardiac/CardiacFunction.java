package org.radloom.gpuops.cardiac;

import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/**
 * How the left ventricle empties, from its volumes at end diastole and end systole.
 *
 * @param endDiastolicMl volume before it contracts (EDV), ml, >= 0
 * @param endSystolicMl volume after (ESV), ml, >= 0
 */
public record CardiacFunction(double endDiastolicMl, double endSystolicMl) {
  private static final double MM3_PER_ML = 1000;

  /** Checks the volumes. */
  public CardiacFunction {
    checkVolume("endDiastolicMl", endDiastolicMl);
    checkVolume("endSystolicMl", endSystolicMl);
  }

  /**
   * Returns the function that two masks show; each is measured with its own voxels.
   *
   * @param label of the left ventricle's blood pool, 1 to 255
   */
  public static CardiacFunction of(Labels endDiastole, Labels endSystole, int label) {
    return new CardiacFunction(chamberMl(endDiastole, label), chamberMl(endSystole, label));
  }

  /**
   * Returns the volume of a chamber: its voxels x the volume of a voxel, ml; 0 where there is none.
   *
   * @param label of the chamber, 1 to 255
   */
  public static double chamberMl(Labels mask, int label) {
    if (label < 1 || label > 255) {
      throw new IllegalArgumentException("label must be 1 to 255, but was: " + label);
    }
    long voxels = 0;
    for (byte value : mask.values()) {
      voxels += (value & 0xFF) == label ? 1 : 0;
    }
    Space space = mask.space();
    return voxels * (space.dxMm() * space.dyMm() * space.incrementMm()) / MM3_PER_ML;
  }

  /** Returns the stroke volume, EDV - ESV, ml; negative where the masks contradict each other. */
  public double strokeMl() {
    return endDiastolicMl - endSystolicMl;
  }

  /**
   * Returns the ejection fraction, (EDV - ESV) / EDV x 100, %: up to 100; negative where ESV
   * exceeds EDV, which no heart does, and NaN where EDV is 0.
   */
  public double ejectionFractionPercent() {
    return endDiastolicMl == 0 ? Double.NaN : strokeMl() / endDiastolicMl * 100;
  }

  private static void checkVolume(String name, double ml) {
    if (!(ml >= 0) || !Double.isFinite(ml)) {
      throw new IllegalArgumentException(
          "%s must be finite and >= 0, but was: %s".formatted(name, ml));
    }
  }
}
