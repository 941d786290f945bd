package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What every {@link BoxSuppressor} must do; subclasses say which one. */
abstract class BoxSuppressorContract {
  private static final ScoredBox A = new ScoredBox(0, 0.9, 0, 0, 10, 10);
  private static final ScoredBox NEAR_A = new ScoredBox(0, 0.8, 1, 0, 10, 10);
  private static final ScoredBox BESIDE_A = new ScoredBox(0, 0.7, 6, 0, 10, 10);
  private static final ScoredBox OTHER_THING = new ScoredBox(1, 0.85, 0, 0, 10, 10);

  /** Returns a new one. */
  abstract BoxSuppressor newSuppressor();

  private List<ScoredBox> suppress(List<ScoredBox> boxes, double maxIou, int most) {
    try (BoxSuppressor suppressor = newSuppressor()) {
      return suppressor.suppress(boxes, maxIou, most);
    }
  }

  @Test
  void keepsTheSurestOfThoseThatOverlap() {
    // With A they share 90 of 110 and 40 of 160 pixels: IoU 0.818 and 0.25.
    assertThat(A.iou(NEAR_A)).isCloseTo(90 / 110.0, within(1e-15));
    assertThat(suppress(List.of(BESIDE_A, NEAR_A, OTHER_THING, A), 0.5, 10))
        .containsExactly(A, OTHER_THING, BESIDE_A);
  }

  @Test
  void keepsABoxThatOverlapsByNoMoreThanTheBound() {
    assertThat(suppress(List.of(A, BESIDE_A), 0.25, 10)).containsExactly(A, BESIDE_A);
    assertThat(suppress(List.of(A, BESIDE_A), 0.24, 10)).containsExactly(A);
  }

  @Test
  void aSuppressedBoxSuppressesNothing() {
    // The third overlaps the second (80 of 120), which the first suppressed, and the first less.
    ScoredBox second = new ScoredBox(0, 0.8, 3, 0, 10, 10);
    ScoredBox third = new ScoredBox(0, 0.7, 5, 0, 10, 10);

    assertThat(suppress(List.of(A, second, third), 0.5, 10)).containsExactly(A, third);
  }

  @Test
  void keepsTheSurestIfThereAreTooMany() {
    assertThat(suppress(List.of(BESIDE_A, OTHER_THING, A), 0.5, 2)).containsExactly(A, OTHER_THING);
  }

  @Test
  void refusesWhatIsNoBoxOrBound() {
    assertThatThrownBy(() -> suppress(List.of(), 1.1, 1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> suppress(List.of(), 1, 0)).hasMessageContaining("most");
    assertThatThrownBy(() -> new ScoredBox(0, Double.NaN, 0, 0, 1, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new ScoredBox(0, 1, 0, 0, -1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new ScoredBox(-1, 1, 0, 0, 1, 1)).hasMessageContaining("category");
  }

  @Property(tries = 200, seed = "20261122")
  void doesNotDependOnTheOrderOfEquallySureBoxes(
      @ForAll @Size(max = 25) List<@IntRange(max = 4_095) Integer> codes, @ForAll Random random) {
    List<ScoredBox> boxes = new ArrayList<>();
    for (int code : codes) {
      boxes.add(
          new ScoredBox(
              code & 1, (code >> 1 & 3) / 4.0, code >> 3 & 7, code >> 6 & 7, 1 + (code >> 9), 4));
    }
    List<ScoredBox> kept = suppress(boxes, 0.3, 1000);
    Collections.shuffle(boxes, random);

    assertThat(suppress(boxes, 0.3, 1000)).isEqualTo(kept);
    for (int i = 0; i < kept.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(
                kept.get(i).category() != kept.get(j).category()
                    || kept.get(i).iou(kept.get(j)) <= 0.3)
            .isTrue();
      }
    }
    assertThat(boxes)
        .allMatch(
            box ->
                kept.contains(box)
                    || kept.stream()
                        .anyMatch(
                            other ->
                                other.category() == box.category()
                                    && other.score() >= box.score()
                                    && other.iou(box) > 0.3));
  }
}
