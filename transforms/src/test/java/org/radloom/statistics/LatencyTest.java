package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Percentiles of times, exact and from a sketch. */
final class LatencyTest {
  @Test
  void anExactPercentileIsOneOfTheSample() {
    // Nearest rank in 15, 20, 35, 40, 50: 30 % of 5 is 1.5, so the 2nd; 40 %: the 2nd; 50 %: the
    // 3rd; 100 %: the 5th.
    double[] sorted = {15, 20, 35, 40, 50};

    assertThat(NearestRank.of(sorted, 30)).isEqualTo(20);
    assertThat(NearestRank.of(sorted, 40)).isEqualTo(20);
    assertThat(NearestRank.of(sorted, 50)).isEqualTo(35);
    assertThat(NearestRank.of(sorted, 100)).isEqualTo(50);
    assertThat(NearestRank.of(sorted, 1)).isEqualTo(15);
  }

  @Test
  void anExactPercentileNeedsASampleAndAPercentage() {
    assertThatThrownBy(() -> NearestRank.of(new double[0], 50)).hasMessageContaining("empty");
    assertThatThrownBy(() -> NearestRank.of(new double[] {1}, 0)).hasMessageContaining("0");
    assertThatThrownBy(() -> NearestRank.of(new double[] {1}, 101)).hasMessageContaining("101");
  }

  @Test
  void aSketchIsWithinOnePercent() {
    LatencySketch sketch = new LatencySketch();
    IntStream.rangeClosed(1, 1000).forEach(sketch::add);

    assertThat(sketch.count()).isEqualTo(1000);
    assertThat(sketch.percentile(50)).isCloseTo(500, within(5.0));
    assertThat(sketch.percentile(95)).isCloseTo(950, within(9.5));
    assertThat(sketch.percentile(99)).isCloseTo(990, within(9.9));
  }

  @Test
  void aSketchTellsNoTimesApartBeyondItsEnds() {
    LatencySketch sketch = new LatencySketch();
    sketch.add(0);
    assertThat(sketch.percentile(50)).isCloseTo(0.001, within(0.00001));

    sketch.add(Double.MAX_VALUE);
    sketch.add(Double.POSITIVE_INFINITY);
    assertThat(sketch.percentile(100)).isCloseTo(1e9, within(1e7));
    assertThat(sketch.toBytes()).hasSizeLessThan(2_000);
  }

  @Test
  void aSketchSaysNothingWithoutTimes() {
    LatencySketch sketch = new LatencySketch();

    assertThat(sketch.percentile(50)).isNaN();
    assertThatThrownBy(() -> sketch.add(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> sketch.add(Double.NaN)).hasMessageContaining("NaN");
  }

  @Property(tries = 200, seed = "20261122")
  void aSketchIsAsNearToTheExactOneAsItSays(
      @ForAll @Size(min = 1, max = 80) List<@DoubleRange(min = 0.01, max = 1e6) Double> times,
      @ForAll @DoubleRange(min = 0.1, max = 100) double percent) {
    LatencySketch sketch = new LatencySketch();
    times.forEach(sketch::add);
    double exact =
        NearestRank.of(times.stream().mapToDouble(Double::doubleValue).sorted().toArray(), percent);

    assertThat(sketch.percentile(percent))
        .isCloseTo(exact, within(exact * LatencySketch.ACCURACY * (1 + 1e-9)));
  }

  @Property(tries = 100, seed = "20261122")
  void aSketchDoesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 1e7) Double> times,
      @ForAll Random random) {
    MergeLaws.check(LatencySketch::new, LatencySketch::add, LatencySketch::read, times, random);
  }
}
