package org.radloom.gpuops.phantom;

import java.util.SplittableRandom;
import org.radloom.gpuops.agatston.Artery;
import org.radloom.gpuops.phantom.CalciumPlaque.Disc;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Draws the phantom's parts, later ones over earlier ones. */
final class CalciumPainter {
  private static final int INTERCEPT_HU = -1024;
  private static final int LUMEN_RADIUS = 3;
  private static final int LABEL_RADIUS = 7;
  private static final int BITS_HALF = Long.SIZE / 2;
  private static final int NOISE_STEP_HU = 2;

  private final Space space;
  private final short[] stored;
  private final byte[] labels;

  CalciumPainter(Space space) {
    this.space = space;
    this.stored = new short[space.voxels()];
    this.labels = new byte[space.voxels()];
  }

  /** Fills the whole grid, noise included. */
  void paintChest(long seed) {
    var random = new SplittableRandom(seed);
    int index = 0;
    for (int slice = 0; slice < space.nz(); slice++) {
      double w = CalciumPlaques.height(space, slice);
      for (int y = 0; y < space.ny(); y++) {
        double v = (2 * y + 1.0) / space.ny() - 1;
        for (int x = 0; x < space.nx(); x++) {
          double u = (2 * x + 1.0) / space.nx() - 1;
          int hu = CalciumChest.hu(u, v, w) + noiseHu(random);
          stored[index++] = (short) Math.max(0, hu - INTERCEPT_HU);
        }
      }
    }
  }

  /**
   * Returns the spread of 64 coin tosses: standard deviation 8 HU and never beyond 64 HU, so that
   * no tissue of at most 65 HU reaches 130 HU and no bone of at least 194 HU falls below.
   */
  private static int noiseHu(SplittableRandom random) {
    return (Long.bitCount(random.nextLong()) - BITS_HALF) * NOISE_STEP_HU;
  }

  /** Draws the lumen of an artery in a slice and labels it with its wall and the fat around. */
  void paintArtery(Artery artery, int slice) {
    int x = CalciumPlaques.column(space, artery, slice);
    int y = CalciumPlaques.row(space, artery, slice);
    var lumen = new Disc(x, y, LUMEN_RADIUS, CalciumChest.BLOOD_HU, CalciumChest.BLOOD_HU);
    paint(slice, lumen);
    var label = new Disc(x, y, LABEL_RADIUS, 0, 0);
    for (int dy = -LABEL_RADIUS; dy <= LABEL_RADIUS; dy++) {
      for (int dx = -LABEL_RADIUS; dx <= LABEL_RADIUS; dx++) {
        if (label.holds(dx, dy)) {
          labels[index(slice, x + dx, y + dy)] = (byte) artery.label();
        }
      }
    }
  }

  /** Draws a plaque. */
  void paint(CalciumPlaque plaque) {
    plaque.discs().forEach(disc -> paint(plaque.slice(), disc));
  }

  private void paint(int slice, Disc disc) {
    for (int dy = -disc.radius(); dy <= disc.radius(); dy++) {
      for (int dx = -disc.radius(); dx <= disc.radius(); dx++) {
        if (disc.holds(dx, dy)) {
          int hu = dx == 0 && dy == 0 ? disc.peakHu() : disc.bodyHu();
          stored[index(slice, disc.x() + dx, disc.y() + dy)] = (short) (hu - INTERCEPT_HU);
        }
      }
    }
  }

  private int index(int slice, int x, int y) {
    return slice * space.sliceVoxels() + y * space.nx() + x;
  }

  Volume volume() {
    return new Volume(space, 1, new Voxels.Stored(stored, 1, INTERCEPT_HU));
  }

  Labels labels() {
    return new Labels(space, labels);
  }
}
