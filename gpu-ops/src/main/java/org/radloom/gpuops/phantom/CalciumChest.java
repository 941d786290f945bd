package org.radloom.gpuops.phantom;

import org.radloom.gpuops.agatston.Artery;

/**
 * A slice through a chest as ellipses: body, ribs, sternum, spine, lungs, heart and aorta, without
 * noise and without calcium in the coronary arteries.
 *
 * <p>Coordinates are shares of the half field of view: {@code u} from -1 at the patient's left to 1
 * at the right, {@code v} from -1 at the back to 1 at the front, {@code w} from 0 at the feet to 1
 * at the head.
 */
final class CalciumChest {
  static final int AIR_HU = -1000;
  static final int LUNG_HU = -850;
  static final int FAT_HU = -100;
  static final int SOFT_TISSUE_HU = 40;
  static final int BLOOD_HU = 50;
  static final int MARROW_HU = 220;
  static final int BONE_HU = 350;
  static final int AORTIC_CALCIUM_HU = 600;

  private static final double HEART_U = -0.15;
  private static final double HEART_V = 0.12;
  private static final double HEART_HALF_WIDTH = 0.38;
  private static final double HEART_HALF_DEPTH = 0.36;

  private CalciumChest() {}

  /** Returns the attenuation at a place, whole HU. */
  static int hu(double u, double v, double w) {
    if (radius(u, v, 0, -0.02, 0.95, 0.72) > 1) {
      return AIR_HU;
    }
    if (isRib(u, v, w) || radius(u, v, 0, 0.56, 0.12, 0.035) < 1) {
      return BONE_HU;
    }
    double spine = radius(u, v, 0, -0.40, 0.13, 0.11);
    if (spine < 1) {
      return spine < 0.8 ? MARROW_HU : BONE_HU;
    }
    if (isVertebralArch(u, v)) {
      return BONE_HU;
    }
    if (radius(u, v, 0, -0.02, 0.89, 0.66) > 1) {
      return FAT_HU;
    }
    double heart =
        radius(u, v, HEART_U, HEART_V, HEART_HALF_WIDTH, HEART_HALF_DEPTH) / heartSize(w);
    if (heart < 1) {
      return heart < 0.84 ? SOFT_TISSUE_HU : FAT_HU;
    }
    if (radius(u, v, -0.25, -0.31, 0.018, 0.018) < 1) {
      return AORTIC_CALCIUM_HU;
    }
    if (radius(u, v, -0.19, -0.34, 0.09, 0.09) < 1) {
      return BLOOD_HU;
    }
    return isLung(u, v) ? LUNG_HU : SOFT_TISSUE_HU;
  }

  /** Returns where an artery runs at height {@code w}, as u. */
  static double arteryU(Artery artery, double w) {
    return HEART_U
        + HEART_HALF_WIDTH * heartSize(w) * distance(artery) * Math.cos(direction(artery));
  }

  /** Returns where an artery runs at height {@code w}, as v. */
  static double arteryV(Artery artery, double w) {
    return HEART_V
        + HEART_HALF_DEPTH * heartSize(w) * distance(artery) * Math.sin(direction(artery));
  }

  /** Returns how far from the heart's middle an artery runs: most in the fat of its surface. */
  private static double distance(Artery artery) {
    return artery == Artery.LM ? 0.35 : 0.92;
  }

  /** Returns the angle from the patient's right over the front, radians. */
  private static double direction(Artery artery) {
    return Math.toRadians(
        switch (artery) {
          case LM -> 110;
          case LAD -> 105;
          case LCX -> 195;
          case RCA -> 20;
        });
  }

  /** Returns the heart's size at a height as a share of its largest. */
  private static double heartSize(double w) {
    double height = (w - 0.5) / 0.75;
    return Math.sqrt(1 - height * height);
  }

  private static boolean isLung(double u, double v) {
    return radius(Math.abs(u), v, 0.47, -0.04, 0.34, 0.52) < 1;
  }

  /** Ribs run round the chest and fall to the front, so a slice cuts each in one place. */
  private static boolean isRib(double u, double v, double w) {
    double ring = radius(u, v, 0, -0.02, 0.87, 0.62);
    double fromBack = Math.atan2(Math.abs(u) / 0.87, -(v + 0.02) / 0.62);
    return ring > 0.93
        && ring < 1
        && fromBack < 2.5
        && Math.cos(11 * fromBack + 8 * Math.PI * w) > 0.25;
  }

  private static boolean isVertebralArch(double u, double v) {
    double canal = radius(u, v, 0, -0.56, 0.075, 0.065);
    boolean process = Math.abs(u) < 0.02 && v < -0.60 && v > -0.67;
    return process || (canal > 0.7 && canal < 1);
  }

  /** Returns 1 on an ellipse, less inside. */
  private static double radius(
      double u, double v, double middleU, double middleV, double halfWidth, double halfDepth) {
    double a = (u - middleU) / halfWidth;
    double b = (v - middleV) / halfDepth;
    return Math.sqrt(a * a + b * b);
  }
}
