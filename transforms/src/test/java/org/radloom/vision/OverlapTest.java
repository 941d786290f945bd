package org.radloom.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;
import org.radloom.schemas.Segmentation;

final class OverlapTest {
  @Test
  void measuresMasks() {
    // 2 x 4 pixels down the columns: found 0 to 3, true 2 to 5, in common 2 and 3.
    Overlap overlap =
        Overlap.of(RleMask.of(2, 4, List.of(0, 4, 4)), RleMask.of(2, 4, List.of(2, 4, 2)));

    assertThat(overlap).isEqualTo(new Overlap(4, 4, 2));
    // 2 x 2 / (4 + 4), and 2 / (4 + 4 - 2).
    assertThat(overlap.dice()).isEqualTo(0.5);
    assertThat(overlap.iou()).isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void callsTwoEmptyMasksEqual() {
    assertThat(new Overlap(0, 0, 0).dice()).isEqualTo(1);
    assertThat(new Overlap(0, 0, 0).iou()).isEqualTo(1);
    assertThat(new Overlap(5, 0, 0).dice()).isZero();
    assertThat(new Overlap(0, 5, 0).iou()).isZero();
  }

  @Test
  void refusesMoreInCommonThanThereIs() {
    assertThatThrownBy(() -> new Overlap(3, 2, 3)).hasMessageContaining("3 of 3 and 2");
    assertThatThrownBy(() -> new Overlap(3, 2, -1)).hasMessageContaining("-1");
  }

  @Test
  void measuresBoxes() {
    // They share 24 x 30 = 720 pixels of 800 and 806.
    Box one = new Box(56, 28, 25, 32);
    Box other = new Box(57, 27, 26, 31);

    assertThat(one.iou(other)).isCloseTo(720 / 886.0, within(1e-15));
    assertThat(one.dice(other)).isCloseTo(2 * 720 / 1606.0, within(1e-15));
    assertThat(one.dice(new Box(0, 0, 1, 1))).isZero();
  }

  @Test
  void measuresOutlinesByCategory() {
    // LV: polygon of columns 0 and 1, rows 0 and 1, against the box of columns 1 and 2: 2 in
    // common.
    Detection found =
        new Detection(
            "LV",
            List.of(0.0, 0.0, 2.0, 2.0),
            0.9,
            new Segmentation(List.of(List.of(0.0, 0.0, 2.0, 0.0, 2.0, 2.0, 0.0, 2.0)), null));
    Annotation there = new Annotation("LV", List.of(1.0, 0.0, 2.0, 2.0), null);
    Annotation missed = new Annotation("RV", List.of(3.0, 0.0, 1.0, 2.0), null);

    assertThat(Overlap.byCategory(List.of(found), List.of(there, missed), 4, 2))
        .containsOnlyKeys("LV", "RV")
        .containsEntry("LV", new Overlap(4, 4, 2))
        .containsEntry("RV", new Overlap(0, 2, 0));
    assertThat(Overlap.byCategory(List.of(found), List.of(), 4, 2))
        .containsEntry("LV", new Overlap(4, 0, 0));
  }

  @Property(tries = 200, seed = "20261122")
  void diceFollowsFromIouAndBothStayWithinBounds(
      @ForAll @Size(4) List<@DoubleRange(min = 0, max = 10) Double> a,
      @ForAll @Size(4) List<@DoubleRange(min = 0, max = 10) Double> b) {
    Box one = Box.of(a);
    Box other = Box.of(b);

    assertThat(one.iou(other)).isBetween(0.0, 1.0 + 1e-12).isEqualTo(other.iou(one));
    assertThat(one.dice(other)).isBetween(one.iou(other), 1.0 + 1e-12);
  }
}
