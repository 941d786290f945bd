package org.radloom.volumemaps.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The middle of what counts. */
final class MedianTest {
  @Test
  void takesTheLowerOfTwoInTheMiddle() {
    assertThat(Median.of(new float[] {4, 1, 3, 2}, i -> true)).isEqualTo(2);
    assertThat(Median.of(new float[] {-4, -1, 0.5f, 2, -3}, i -> true)).isEqualTo(-1);
  }

  @Test
  void leavesOutWhatDoesNotCount() {
    assertThat(Median.of(new float[] {9, 1, 9, 2, 9, 3}, i -> i % 2 == 1)).isEqualTo(2);
    assertThat(Median.of(new float[] {9, 1}, i -> false)).isZero();
    assertThat(Median.of(new float[0], i -> true)).isZero();
  }

  @Property(tries = 500)
  void isTheMiddleOfTheSorted(@ForAll @Size(min = 1, max = 60) float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);

    assertThat(Median.of(values, i -> true)).isEqualTo(sorted[(sorted.length - 1) / 2]);
  }
}
