package org.radloom.gpuops.agatston;

import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/**
 * Volumes and labels written down as they look: one text block a slice, one line a row. {@code #}
 * is 300 HU or label 1, a digit is that label, anything else 40 HU or label 0.
 */
final class Drawing {
  static final short DENSE_HU = 300;
  static final short SOFT_HU = 40;

  private Drawing() {}

  /** Returns 16-bit HU on a grid of 0.5 x 0.5 mm, increment 3 mm. */
  static Volume volume(String... slices) {
    String drawn = String.join("", slices).replace("\n", "");
    short[] hu = new short[drawn.length()];
    for (int i = 0; i < hu.length; i++) {
      hu[i] = drawn.charAt(i) == '#' ? DENSE_HU : SOFT_HU;
    }
    return ofHu(space(slices), hu);
  }

  static Labels labels(String... slices) {
    String drawn = String.join("", slices).replace("\n", "");
    byte[] values = new byte[drawn.length()];
    for (int i = 0; i < values.length; i++) {
      char c = drawn.charAt(i);
      values[i] = (byte) (c == '#' ? 1 : Math.max(0, Character.digit(c, 10)));
    }
    return new Labels(space(slices), values);
  }

  static Volume ofHu(Space space, short... hu) {
    return new Volume(space, 1, new Voxels.Stored(hu, 1, 0));
  }

  /** Returns HU held as floats, in one row of 0.5 x 0.5 mm, increment 3 mm. */
  static Volume row(float... hu) {
    return new Volume(Space.of(hu.length, 1, 1, 0.5, 0.5, 3), 1, new Voxels.Real(hu));
  }

  private static Space space(String... slices) {
    String[] rows = slices[0].strip().split("\n", -1);
    return Space.of(rows[0].length(), rows.length, slices.length, 0.5, 0.5, 3);
  }
}
