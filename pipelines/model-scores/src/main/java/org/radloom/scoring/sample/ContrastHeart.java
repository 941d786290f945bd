package org.radloom.scoring.sample;

import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;
import org.radloom.vision.RleMask;

/**
 * A left ventricle in contrast-enhanced CT: an ellipsoid of blood of 350 HU in a wall of muscle of
 * 100 HU and 10 mm, in soft tissue, with a small vessel of blood beside it. Its volume follows from
 * its axes, 4/3 pi a b c.
 *
 * @param acrossMm semi-axis of the blood across, mm, to 24
 * @param alongMm semi-axis of the blood along z, mm, to 46
 */
public record ContrastHeart(double acrossMm, double alongMm) {
  /** Filled. */
  public static final ContrastHeart END_DIASTOLE = new ContrastHeart(24, 46);

  /** Emptied. */
  public static final ContrastHeart END_SYSTOLE = new ContrastHeart(18, 36);

  /** The grid: 120 x 120 x 128 mm. */
  public static final Space SPACE = Space.of(96, 96, 64, 1.25, 1.25, 2);

  private static final double BLOOD_HU = 350;
  private static final double MUSCLE_HU = 100;
  private static final double TISSUE_HU = 40;
  private static final double WALL_MM = 10;
  private static final double VESSEL_RADIUS_MM = 6;
  private static final double VESSEL_AWAY_MM = 48;

  /** Sub-voxels a side, for shares of voxels at the edge. */
  private static final int PARTS = 3;

  /** Returns the volume of the ventricle's blood, ml. */
  public double bloodMl() {
    return 4.0 / 3 * Math.PI * acrossMm * acrossMm * alongMm / 1000;
  }

  /** Returns it as CT, HU. */
  public Volume volume() {
    short[] values = new short[SPACE.voxels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) Math.round(hu(i));
    }
    return new Volume(SPACE, 1, new Voxels.Stored(values, 1, 0));
  }

  /** Returns where the ventricle's blood is in a slice: voxels whose middle lies in it. */
  public RleMask bloodIn(int slice) {
    double z = centred(slice, SPACE.nz(), SPACE.incrementMm());
    boolean[] blood = new boolean[SPACE.sliceVoxels()];
    for (int i = 0; i < blood.length; i++) {
      double x = centred(i % SPACE.nx(), SPACE.nx(), SPACE.dxMm());
      double y = centred(i / SPACE.nx(), SPACE.ny(), SPACE.dyMm());
      blood[i] = inside(x, y, z, acrossMm, alongMm);
    }
    return RleMask.encode(SPACE.ny(), SPACE.nx(), blood);
  }

  private double hu(int index) {
    double x = centred(index % SPACE.nx(), SPACE.nx(), SPACE.dxMm());
    double y = centred(index / SPACE.nx() % SPACE.ny(), SPACE.ny(), SPACE.dyMm());
    double z = centred(index / SPACE.sliceVoxels(), SPACE.nz(), SPACE.incrementMm());
    double sum = 0;
    for (int part = 0; part < PARTS * PARTS * PARTS; part++) {
      double px = x + SPACE.dxMm() * aside(part % PARTS);
      double py = y + SPACE.dyMm() * aside(part / PARTS % PARTS);
      double pz = z + SPACE.incrementMm() * aside(part / (PARTS * PARTS));
      sum += hu(px, py, pz);
    }
    return sum / (PARTS * PARTS * PARTS);
  }

  private double hu(double x, double y, double z) {
    boolean vessel = Math.hypot(x - VESSEL_AWAY_MM, y - VESSEL_AWAY_MM) <= VESSEL_RADIUS_MM;
    if (vessel || inside(x, y, z, acrossMm, alongMm)) {
      return BLOOD_HU;
    }
    return inside(x, y, z, acrossMm + WALL_MM, alongMm + WALL_MM) ? MUSCLE_HU : TISSUE_HU;
  }

  private static boolean inside(double x, double y, double z, double across, double along) {
    return (x * x + y * y) / (across * across) + z * z / (along * along) <= 1;
  }

  private static double centred(int voxel, int count, double mm) {
    return (voxel - (count - 1) / 2.0) * mm;
  }

  private static double aside(int part) {
    return (part + 0.5) / PARTS - 0.5;
  }
}
