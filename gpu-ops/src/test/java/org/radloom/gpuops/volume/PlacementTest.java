package org.radloom.gpuops.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
  private static final List<Float> DISTANCES = List.of(2f, 3f, 4f);
  private static final List<Float> OFFSET = List.of(10f, 20f, 30f);
  private static final List<Float> NO_AFFINE = Collections.nCopies(12, 0f);

  private static Placement turned(float qfac, float b, float c, float d) {
    return new Placement(
        qfac, DISTANCES, (short) 1, List.of(b, c, d), OFFSET, (short) 0, NO_AFFINE);
  }

  @Test
  void theAffineComesFirst() {
    List<Float> affine = List.of(0f, -3f, 0f, 7f, 2f, 0f, 0f, 8f, 0f, 0f, 4f, 9f);
    Placement both =
        new Placement(1, DISTANCES, (short) 1, List.of(0f, 0f, 0f), OFFSET, (short) 1, affine);

    assertThat(both.toWorld()).containsExactly(0, -3, 0, 7, 2, 0, 0, 8, 0, 0, 4, 9);
  }

  @Test
  void aQuarterTurnAboutZTakesXToY() {
    float sinOf45Degrees = (float) Math.sqrt(0.5);

    assertThat(turned(1, 0, 0, sinOf45Degrees).toWorld())
        .containsExactly(new double[] {0, -3, 0, 10, 2, 0, 0, 20, 0, 0, 4, 30}, within(1e-6));
  }

  @Test
  void aHalfTurnAboutZHasNothingLeftForTheFirstPart() {
    assertThat(turned(1, 0, 0, 1).toWorld())
        .containsExactly(-2, 0, 0, 10, 0, -3, 0, 20, 0, 0, 4, 30);
  }

  @Test
  void aHalfTurnIsMadeAUnitQuaternion() {
    assertThat(turned(1, 2, 0, 0).toWorld())
        .containsExactly(2, 0, 0, 10, 0, -3, 0, 20, 0, 0, -4, 30);
  }

  @Test
  void aNegativeQfacTurnsTheThirdAxis() {
    assertThat(turned(-1, 0, 0, 0).toWorld())
        .containsExactly(new double[] {2, 0, 0, 10, 0, 3, 0, 20, 0, 0, -4, 30}, within(0.0));
  }

  @Test
  void withoutCodesOnlyTheDistancesCount() {
    Placement none =
        new Placement(-1, DISTANCES, (short) 0, List.of(1f, 0f, 0f), OFFSET, (short) 0, NO_AFFINE);

    assertThat(none.toWorld()).containsExactly(2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0);
  }

  @Test
  void anAffineInAPlaneCannotBeTurnedRound() {
    float[] plane = {1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0};

    assertThat(Placement.ofAffine(plane, 1, 1, 1).isInvertible()).isFalse();
    assertThat(Placement.scannerAligned(1, 2, 3).isInvertible()).isTrue();
  }
}
