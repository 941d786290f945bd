package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SampleGridTest {
  @Test
  void equalStepsStayAsTheyAre() {
    // 0.1 * i is rounded, so the steps differ in their last bits.
    List<Double> times = IntStream.range(0, 60).mapToObj(i -> 0.1 * i).toList();
    SampleGrid grid = SampleGrid.of(times);
    double[] curve = IntStream.range(0, 60).mapToDouble(i -> i * i).toArray();
    assertThat(grid.resample(curve)).containsExactly(curve);
  }

  @Test
  void longStepsAreFilledLinearly() {
    SampleGrid grid = SampleGrid.of(List.of(5.0, 6.0, 7.0, 9.0, 12.0));
    assertThat(grid.samples()).isEqualTo(8);
    assertThat(grid.stepSeconds()).isEqualTo(1);
    assertThat(grid.resample(new double[] {0, 1, 4, 10, 4}))
        .containsExactly(new double[] {0, 1, 4, 7, 10, 8, 6, 4}, within(1e-12));
  }

  @Test
  void theLastSampleStaysInsideTheSeries() {
    // 0, 1, 2, 3 lie within 3.5 s; the next one would not.
    SampleGrid grid = SampleGrid.of(List.of(0.0, 1.0, 3.5));
    assertThat(grid.samples()).isEqualTo(4);
    assertThat(grid.resample(new double[] {0, 0, 5}))
        .containsExactly(new double[] {0, 0, 2, 4}, within(1e-12));
  }

  @Test
  void mapsOfSamplesBecomeMapsOfFrames() {
    SampleGrid grid = SampleGrid.of(List.of(0.0, 1.0, 3.0));
    // Samples are (c0, c1, (c1 + c2) / 2, c2).
    assertThat(grid.foldedOntoFrames(new double[] {1, 2, 4, 8, 0, 0, 1, 0}, 2))
        .containsExactly(new double[] {1, 4, 10, 0, 0.5, 0.5}, within(1e-12));
  }

  @Test
  void refusesMoreSamplesThanItMayHold() {
    assertThat(SampleGrid.of(List.of(0.0, 1.0, 1023.0)).samples()).isEqualTo(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleGrid.of(List.of(0.0, 1.0, 1024.0)))
        .withMessage("frames must fill at most 1024 of their smallest steps, but was: 1025");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleGrid.of(List.of(0.0, Double.MIN_VALUE, 1e300)));
    assertThatIllegalArgumentException().isThrownBy(() -> SampleGrid.of(List.of(1.0)));
  }
}
