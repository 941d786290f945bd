package org.radloom.gpuops.phantom;

import java.util.ArrayList;
import java.util.List;

/** Grey levels of a breast by place, mm from the top left of the field; chest wall at x = 0. */
final class BreastTissue {
  private static final double DEPTH_MM = 150;
  private static final double NIPPLE_RADIUS_MM = 6;

  /** Where the nipple is, and how far breast and field reach above and below it. */
  private static final double CC_NIPPLE_Y_MM = 140;

  private static final double CC_HALF_MM = 105;
  private static final double MLO_NIPPLE_Y_MM = 165;
  private static final double MLO_ABOVE_MM = 205;
  private static final double MLO_BELOW_MM = 108;

  private static final double PECTORAL_WIDTH_MM = 85;
  private static final double PECTORAL_HEIGHT_MM = 165;

  private static final double FAT = 900;
  private static final double GLAND = 850;
  private static final double STRAND = 500;
  private static final double MUSCLE = 850;
  private static final double SKIN = 350;
  private static final double MASS = 700;
  private static final double CALCIUM = 1700;

  /** How far noise moves the strands. */
  private static final double BEND_MM = 7;

  private static final int SPECKS = 14;

  private final BreastView view;
  private final double nippleY;
  private final double above;
  private final double below;
  private final LatticeNoise[] blobs;
  private final LatticeNoise strands;
  private final LatticeNoise wisps;
  private final List<double[]> specks = new ArrayList<>();

  BreastTissue(BreastView view, double widthMm, double heightMm, long seed) {
    this.view = view;
    boolean oblique = view.showsPectoralMuscle();
    nippleY = oblique ? MLO_NIPPLE_Y_MM : CC_NIPPLE_Y_MM;
    above = oblique ? MLO_ABOVE_MM : CC_HALF_MM;
    below = oblique ? MLO_BELOW_MM : CC_HALF_MM;
    double[] sizes = {36, 17, 8, 3.7, 1.7, 0.8};
    blobs = new LatticeNoise[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      long own = LatticeNoise.mix(seed + i);
      blobs[i] = new LatticeNoise(widthMm, heightMm, sizes[i], sizes[i], own);
    }
    strands = new LatticeNoise(widthMm, heightMm, 30, 7, LatticeNoise.mix(seed - 1));
    wisps = new LatticeNoise(widthMm, heightMm, 9, 2.3, LatticeNoise.mix(seed - 2));
    view.findings().stream()
        .filter(finding -> finding.kind() == BreastFinding.Kind.CALCIFICATION)
        .forEach(finding -> scatter(finding, seed));
  }

  /** Puts specks of 0.2 to 0.5 mm radius into the finding's inner four fifths. */
  private void scatter(BreastFinding finding, long seed) {
    for (int i = 0; i < SPECKS; i++) {
      long bits = LatticeNoise.mix(seed + 1000 + i);
      double angle = 2 * Math.PI * (bits & 0xFFFF) / 0x10000;
      double away = 0.8 * finding.radiusMm() * Math.sqrt((bits >>> 16 & 0xFFFF) / 65536.0);
      double radius = 0.2 + 0.3 * (bits >>> 32 & 0xFFFF) / 65536.0;
      specks.add(
          new double[] {
            finding.xMm() + away * StrictMath.cos(angle),
            finding.yMm() + away * StrictMath.sin(angle),
            radius
          });
    }
  }

  /** Returns the grey level without noise of the detector, 0 in air. */
  double grey(double x, double y) {
    double inside = inside(x, y);
    if (inside <= 0) {
      return 0;
    }
    double thickness = smoothstep(inside / 0.22);
    double texture = 0;
    double weight = 0.5;
    for (LatticeNoise blob : blobs) {
      texture += weight * blob.at(x, y);
      weight *= 0.66;
    }
    double gland = gland(x, y);
    // Bent, or the lattice would show.
    double bentX = x + BEND_MM * blobs[2].at(x, y);
    double bentY = y + BEND_MM * blobs[1].at(x, y);
    double strand = ridge(strands.at(bentX, bentY)) + 0.5 * ridge(wisps.at(bentX, bentY));
    double grey =
        FAT * (0.35 + 0.65 * thickness)
            + thickness
                * (gland * GLAND * Math.max(0, 0.75 + 1.1 * texture)
                    + (0.25 + 0.75 * gland) * STRAND * strand
                    + 90 * texture
                    + muscle(x, y, texture)
                    + findings(x, y));
    return grey + (inside < 0.022 ? SKIN : 0);
  }

  /** Returns how deep in the breast the place is: 0 at the skin, 1 at the middle of the wall. */
  private double inside(double x, double y) {
    double u = x / DEPTH_MM;
    double v = (y - nippleY) / (y < nippleY ? above : below);
    double breast = 1 - u * u - v * v;
    double dx = (x - DEPTH_MM) / NIPPLE_RADIUS_MM;
    double dy = (y - nippleY) / NIPPLE_RADIUS_MM;
    double nipple = 0.2 * (1 - dx * dx - dy * dy);
    return Math.max(breast, nipple);
  }

  /** Returns the share of gland, most of it in the cone behind the nipple. */
  private double gland(double x, double y) {
    double u = (x - 0.52 * DEPTH_MM) / (0.46 * DEPTH_MM);
    double v = (y - nippleY) / (0.62 * (y < nippleY ? Math.min(above, 120) : below));
    return smoothstep((1 - u * u - v * v) / 0.8);
  }

  private double muscle(double x, double y, double texture) {
    if (!view.showsPectoralMuscle()) {
      return 0;
    }
    double edge = 1 - x / PECTORAL_WIDTH_MM - y / PECTORAL_HEIGHT_MM;
    return MUSCLE * smoothstep(edge / 0.05) * (1 + 0.08 * texture);
  }

  private double findings(double x, double y) {
    double grey = 0;
    for (BreastFinding finding : view.findings()) {
      double dx = (x - finding.xMm()) / finding.radiusMm();
      double dy = (y - finding.yMm()) / finding.radiusMm();
      double away = Math.sqrt(dx * dx + dy * dy);
      if (finding.kind() == BreastFinding.Kind.MASS && away < 1.5) {
        grey += MASS * mass(dx, dy, away, finding.radiusMm());
      } else if (finding.kind() == BreastFinding.Kind.CALCIFICATION && away < 1.2) {
        grey += CALCIUM * speck(x, y);
      }
    }
    return grey;
  }

  /** Returns a lobed disc, with spicules around it if it is large. */
  private static double mass(double dx, double dy, double away, double radiusMm) {
    double angle = StrictMath.atan2(dy, dx);
    double lobes = radiusMm > 6 ? 0.08 * StrictMath.sin(5 * angle + 1) : 0.02;
    double disc = smoothstep((0.85 + lobes - away) / 0.4);
    if (radiusMm <= 6) {
      return disc;
    }
    double ray = Math.abs(StrictMath.sin(6.5 * angle + 0.7 * away));
    double spicules = 0.45 * smoothstep((ray - 0.86) / 0.14) * smoothstep((1.3 - away) / 0.6);
    return Math.max(disc, spicules);
  }

  private double speck(double x, double y) {
    double most = 0;
    for (double[] speck : specks) {
      double dx = x - speck[0];
      double dy = y - speck[1];
      double away = Math.sqrt(dx * dx + dy * dy);
      most = Math.max(most, smoothstep((speck[2] - away) / 0.12));
    }
    return most;
  }

  /** Returns 1 where the noise is 0, falling off fast: a net of lines. */
  private static double ridge(double noise) {
    double line = 1 - Math.min(1, 3 * Math.abs(noise));
    return line * line;
  }

  private static double smoothstep(double t) {
    double in = Math.min(1, Math.max(0, t));
    return in * in * (3 - 2 * in);
  }
}
