package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.radloom.gpuops.images.LargestComponent.Connectivity.SIX;
import static org.radloom.gpuops.images.LargestComponent.Connectivity.TWENTY_SIX;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/** What every {@link LargestComponent} must do; subclasses say which one. */
abstract class LargestComponentContract {

  /** Returns a new one. */
  abstract LargestComponent newLargest();

  @Test
  void keepsTheLargestPartAndOtherLabels() {
    assertThat(keep(7, 1, 1, SIX, 1, 0, 1, 1, 1, 2, 1)).containsExactly(0, 0, 1, 1, 1, 2, 0);
  }

  @Test
  void joinsThroughSlices() {
    // Two slices of 2 x 2. The left column of both slices hangs together by faces: 4 voxels.
    assertThat(keep(2, 2, 2, SIX, 1, 0, 1, 0, 1, 0, 1, 0)).containsExactly(1, 0, 1, 0, 1, 0, 1, 0);
    // Opposite corners of a cube touch by no face: the first of two equal parts is kept.
    assertThat(keep(2, 2, 2, SIX, 1, 0, 0, 0, 0, 0, 0, 1)).containsExactly(1, 0, 0, 0, 0, 0, 0, 0);
    assertThat(keep(2, 2, 2, TWENTY_SIX, 1, 0, 0, 0, 0, 0, 0, 1))
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void doesNotJoinTheEndOfARowToTheNext() {
    // Two rows of three: the last of the first row and the first of the second do not touch.
    assertThat(keep(3, 2, 1, SIX, 0, 0, 1, 1, 1, 0)).containsExactly(0, 0, 0, 1, 1, 0);
  }

  @Test
  void leavesLabelsWithoutTheOneAskedFor() {
    assertThat(keep(3, 1, 1, SIX, 2, 0, 2)).containsExactly(2, 0, 2);
    try (LargestComponent largest = newLargest()) {
      assertThatThrownBy(() -> largest.keep(labels(1, 1, 1, 1), 256, SIX))
          .hasMessageContaining("256");
    }
  }

  @Property(tries = 150, seed = "20261122")
  void keepsWhatTheSlowAndObviousWayKeeps(
      @ForAll @Size(60) List<@IntRange(max = 1) Integer> cells, @ForAll boolean faces) {
    byte[] values = new byte[60];
    for (int i = 0; i < 60; i++) {
      values[i] = (byte) (int) cells.get(i);
    }
    Labels labels = new Labels(Space.of(5, 4, 3, 1, 1, 1), values);

    try (LargestComponent largest = newLargest()) {
      assertThat(largest.keep(labels, 1, faces ? SIX : TWENTY_SIX).values())
          .isEqualTo(bySpreading(labels, faces));
    }
  }

  /** Gives every voxel its own number and lets the smaller of two neighbours spread. */
  private static byte[] bySpreading(Labels labels, boolean faces) {
    int[] number = new int[60];
    List<Integer> marked = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      number[i] = i;
      if (labels.values()[i] == 1) {
        marked.add(i);
      }
    }
    for (int round = 0; round < 60; round++) {
      for (int a : marked) {
        for (int b : marked) {
          int dx = Math.abs(a % 5 - b % 5);
          int dy = Math.abs(a / 5 % 4 - b / 5 % 4);
          int dz = Math.abs(a / 20 - b / 20);
          boolean touch = faces ? dx + dy + dz == 1 : Math.max(dx, Math.max(dy, dz)) == 1;
          if (touch) {
            number[a] = Math.min(number[a], number[b]);
          }
        }
      }
    }
    int[] sizes = new int[60];
    marked.forEach(i -> sizes[number[i]]++);
    int best = 0;
    for (int i = 0; i < 60; i++) {
      best = sizes[i] > sizes[best] ? i : best;
    }
    byte[] kept = new byte[60];
    for (int i : marked) {
      kept[i] = (byte) (number[i] == best ? 1 : 0);
    }
    return kept;
  }

  private byte[] keep(
      int nx, int ny, int nz, LargestComponent.Connectivity connectivity, int... values) {
    try (LargestComponent largest = newLargest()) {
      return largest.keep(labels(nx, ny, nz, values), 1, connectivity).values();
    }
  }

  private static Labels labels(int nx, int ny, int nz, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new Labels(Space.of(nx, ny, nz, 1, 1, 1), bytes);
  }
}
