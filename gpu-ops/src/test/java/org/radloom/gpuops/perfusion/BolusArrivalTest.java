package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.phantom.PerfusionPhantom;
import org.radloom.gpuops.phantom.PerfusionPhantomOptions;

final class BolusArrivalTest {
  @Test
  void endsTheBaselineTwoSecondsBeforeTheTissueRises() {
    // Means 40 up to 6 s, 40.4 at 7 s (4 % of the rise of 10), 45, 50: onset at 7 s, so the frames
    // at 0 to 5 s count.
    double[] curve = {0, 0, 0, 0, 0, 0, 0, 0.4, 5, 10, 6, 3};
    PerfusionSeries series = TissueSeries.of(TissueSeries.every(1, 12), 1, curve);
    assertThat(baselineFrames(series)).isEqualTo(6);
  }

  @Test
  void aSeriesThatStartsWithTheBolusHasOneFrameOfBaseline() {
    PerfusionSeries rising =
        TissueSeries.of(TissueSeries.every(1, 4), 1, new double[] {0, 20, 40, 10});
    PerfusionSeries falling =
        TissueSeries.of(TissueSeries.every(1, 4), 1, new double[] {9, 6, 3, 0});
    PerfusionSeries flat = TissueSeries.of(TissueSeries.every(1, 4), 1, new double[4]);
    assertThat(baselineFrames(rising)).isEqualTo(1);
    assertThat(baselineFrames(falling)).isEqualTo(1);
    assertThat(baselineFrames(flat)).isEqualTo(1);
  }

  @Test
  void airAndBoneAreLeftOutWithoutAMask() {
    double[] tissue = {0, 0, 0, 0, 0, 0, 0, 0, 5, 10, 6, 3};
    double[] bone = new double[12];
    double[] air = new double[12];
    for (int i = 0; i < 12; i++) {
      bone[i] = 900 - 30 * i;
      air[i] = -1000 + 50 * i;
    }
    PerfusionSeries series = TissueSeries.of(TissueSeries.every(1, 12), 1, air, tissue, bone);
    assertThat(baselineFrames(series)).isEqualTo(6);
  }

  @Test
  void theMaskSaysWhatCounts() {
    double[] early = {0, 0, 0, 0, 40, 80, 20, 0, 0, 0, 0, 0};
    double[] late = {0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 3};
    PerfusionSeries series = TissueSeries.of(TissueSeries.every(1, 12), 1, early, late);
    assertThat(
            BolusArrival.baselineFrames(
                series.volume(), series.frameTimesSeconds(), TissueSeries.mask(0, 1)))
        .isEqualTo(7);
  }

  @Test
  void arrivalIsWhereTheArteryPassesATenthOfItsPeak() {
    // 10 of 100 lies halfway between 0 at 7 s and 20 at 9 s, which is 3 s after the first frame.
    double[] aif = {0, 0, 20, 100, 30};
    assertThat(BolusArrival.secondsAfterFirstFrame(List.of(5.0, 7.0, 9.0, 11.0, 13.0), aif))
        .isCloseTo(3, within(1e-12));
    assertThat(BolusArrival.secondsAfterFirstFrame(List.of(5.0, 6.0), new double[] {50, 60}))
        .isZero();
  }

  @Test
  void findsThePhantomsBaseline() {
    PerfusionSeries series = PerfusionPhantom.stored(PerfusionPhantomOptions.DEMO).series();
    int frames = baselineFrames(series);
    double last = series.frameTimesSeconds().get(frames - 1);
    assertThat(last)
        .isBetween(PerfusionPhantom.ARRIVAL_SECONDS - 4, PerfusionPhantom.ARRIVAL_SECONDS);
  }

  private static int baselineFrames(PerfusionSeries series) {
    return BolusArrival.baselineFrames(series.volume(), series.frameTimesSeconds(), null);
  }
}
