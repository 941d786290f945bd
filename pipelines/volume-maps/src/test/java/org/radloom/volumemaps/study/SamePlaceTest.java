package org.radloom.volumemaps.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;

/** Labels of a volume, and labels of something else. */
final class SamePlaceTest {
  private static Space placed(float... affine) {
    return new Space(11, 11, 11, 1, 1, 1, Placement.ofAffine(affine, 1, 1, 1));
  }

  @Test
  void overlooksRounding() {
    Space volume = placed(-1, 0, 0, 90, 0, 1, 0, -126, 0, 0, 1, -72);

    assertThat(SamePlace.of(volume, placed(-1, 0, 0, 90.01f, 0, 1.001f, 0, -126, 0, 0, 1, -72)))
        .isTrue();
  }

  @Test
  void knowsAMirroredAShiftedAndATurnedGrid() {
    Space volume = placed(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

    assertThat(SamePlace.of(volume, placed(-1, 0, 0, 10, 0, 1, 0, 0, 0, 0, 1, 0))).isFalse();
    assertThat(SamePlace.of(volume, placed(1, 0, 0, 0.6f, 0, 1, 0, 0, 0, 0, 1, 0))).isFalse();
    assertThat(SamePlace.of(volume, placed(0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0))).isFalse();
    assertThat(SamePlace.of(volume, placed(1.06f, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0))).isFalse();
  }

  @Test
  void takesLabelsWithoutAPlaceForTheVolumes() {
    Placement nowhere =
        new Placement(
            1,
            List.of(1f, 1f, 1f),
            (short) 0,
            List.of(0f, 0f, 0f),
            List.of(0f, 0f, 0f),
            (short) 0,
            List.of(0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f));

    assertThat(
            SamePlace.of(
                placed(-1, 0, 0, 90, 0, 1, 0, 0, 0, 0, 1, 0),
                new Space(11, 11, 11, 1, 1, 1, nowhere)))
        .isTrue();
  }
}
