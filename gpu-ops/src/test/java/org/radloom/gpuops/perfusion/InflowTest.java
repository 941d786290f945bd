package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.phantom.PerfusionAnatomy;
import org.radloom.gpuops.phantom.PerfusionPhantom;
import org.radloom.gpuops.phantom.PerfusionPhantomOptions;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

final class InflowTest {
  private static final List<Double> SECONDS = TissueSeries.every(1, 30);
  private static final double[] ARTERY = TissueSeries.bolus(SECONDS, 5, 200);

  @Test
  void averagesTheMaskAboveTheBaseline() throws UnusableInflowException {
    double[] half = times(ARTERY, 0.5);
    Inflow inflow =
        Inflow.of(
            TissueSeries.of(SECONDS, 5, ARTERY, half, new double[30]),
            TissueSeries.mask(1, 1, 0),
            null,
            null);
    assertThat(inflow.aif()).containsExactly(times(ARTERY, 0.75), within(1e-4));
    assertThat(inflow.source()).isEqualTo(Inflow.Source.MASK);
    assertThat(inflow.voxel()).isNull();
    assertThat(inflow.vof()).isNull();
    assertThat(inflow.scale()).isEqualTo(1);
    assertThat(inflow.scaled()).containsExactly(inflow.aif());
  }

  @ParameterizedTest
  @CsvSource({"1.5, 1.5", "0.5, 1", "-2, 1"})
  void theVeinScalesUpAndNeverDown(double veinShare, double scale) throws UnusableInflowException {
    PerfusionSeries series = TissueSeries.of(SECONDS, 5, ARTERY, times(ARTERY, veinShare));
    Inflow inflow = Inflow.of(series, TissueSeries.mask(1, 0), TissueSeries.mask(0, 1), null);
    assertThat(inflow.scale()).isCloseTo(scale, within(1e-6));
    assertThat(inflow.scaled()).containsExactly(times(ARTERY, scale), within(1e-3));
    assertThat(inflow.vof()).containsExactly(times(ARTERY, veinShare), within(1e-4));
  }

  @Test
  void theUsersVoxelOverridesTheMask() throws UnusableInflowException {
    PerfusionSeries series = TissueSeries.of(SECONDS, 5, times(ARTERY, 0.5), ARTERY);
    VoxelIndex chosen = new VoxelIndex(1, 0, 0);
    Inflow inflow = Inflow.of(series, TissueSeries.mask(1, 0), null, chosen);
    assertThat(inflow.aif()).containsExactly(ARTERY, within(1e-4));
    assertThat(inflow.source()).isEqualTo(Inflow.Source.CHOSEN);
    assertThat(inflow.voxel()).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 0", "-1, 0, 0", "0, 1, 0", "0, 0, 1", "0, -1, 0"})
  void refusesAVoxelOutside(int x, int y, int z) {
    PerfusionSeries series = TissueSeries.of(SECONDS, 5, ARTERY, ARTERY);
    assertRefused(series, null, null, new VoxelIndex(x, y, z), "aif_voxel_outside");
  }

  @Test
  void refusesMasksWithoutVoxelsOrOfAnotherShape() {
    PerfusionSeries series = TissueSeries.of(SECONDS, 5, ARTERY, ARTERY);
    Labels empty = TissueSeries.mask(0, 0);
    Labels other = TissueSeries.mask(1, 1, 1);
    assertRefused(series, empty, null, null, "empty_aif_mask");
    assertRefused(series, TissueSeries.mask(1, 0), empty, null, "empty_vof_mask");
    assertRefused(series, other, null, null, "aif_mask_shape");
    assertRefused(series, TissueSeries.mask(1, 0), other, null, "vof_mask_shape");
  }

  @Test
  void refusesWhatIsNoBolus() {
    double[] low = times(ARTERY, 4.9 / 200);
    double[] falling = times(ARTERY, -1);
    double[] dip = times(ARTERY, -1);
    dip[20] = 50; // peaks, but the area stays below 0
    double[] noisy = ARTERY.clone();
    for (int i = 0; i < 5; i++) {
      noisy[i] = i % 2 == 0 ? 60 : -60; // standard deviation 66 HU, five of them are over 200 HU
    }
    PerfusionSeries series = TissueSeries.of(SECONDS, 5, low, falling, dip, noisy);
    assertRefused(series, TissueSeries.mask(1, 0, 0, 0), null, null, "no_bolus");
    assertRefused(series, TissueSeries.mask(0, 1, 0, 0), null, null, "no_bolus");
    assertRefused(series, TissueSeries.mask(0, 0, 1, 0), null, null, "no_bolus");
    assertRefused(series, TissueSeries.mask(0, 0, 0, 1), null, null, "no_bolus");
  }

  @Test
  void acceptsABolusJustLargeEnough() throws UnusableInflowException {
    PerfusionSeries series = TissueSeries.of(SECONDS, 5, times(ARTERY, 5.1 / 200));
    assertThat(Inflow.of(series, TissueSeries.mask(1), null, null).scale()).isEqualTo(1);
  }

  @Test
  void refusesTimesThatNeedTooManySamples() {
    List<Double> times = List.of(0.0, 0.01, 5.0, 10.0, 15.0, 20.0);
    PerfusionSeries series = TissueSeries.of(times, 1, new double[] {0, 0, 100, 50, 0, 0});
    assertRefused(series, TissueSeries.mask(1), null, null, "too_many_frames");
  }

  @ParameterizedTest
  @EnumSource
  void findsTheArteryOfThePhantom(PerfusionAnatomy anatomy) throws UnusableInflowException {
    for (double noiseHu : new double[] {0, 1, 5}) {
      PerfusionPhantom phantom = phantom(anatomy, noiseHu);
      Inflow inflow = Inflow.of(phantom.series(), null, null, null);
      assertThat(inflow.source()).isEqualTo(Inflow.Source.AUTOMATIC);
      assertThat(labelAt(phantom.aifMask(), inflow.voxel())).isEqualTo(1);
    }
  }

  @Test
  void findsTheArteryWithoutABrainMaskToo() throws UnusableInflowException {
    PerfusionPhantom phantom = phantom(PerfusionAnatomy.STROKE, 3);
    PerfusionSeries series = phantom.series();
    PerfusionSeries unmasked =
        new PerfusionSeries(
            series.volume(), series.frameTimesSeconds(), series.baselineFrames(), null);
    @Nullable VoxelIndex found = Inflow.of(unmasked, null, null, null).voxel();
    assertThat(labelAt(phantom.aifMask(), found)).isEqualTo(1);
    assertThat(Inflow.of(unmasked, null, null, null).voxel()).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aSpikeIsNoArtery(int frames) {
    // 20 x 20 of noise; one voxel, or a whole patch for one frame, shoots up.
    Random random = new Random(1);
    short[] stored = new short[400 * 30];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) Math.round(40 + 2 * random.nextGaussian());
    }
    for (int frame = 10; frame < 10 + frames; frame++) {
      stored[frame * 400 + 210] = 400;
    }
    for (int voxel : new int[] {50, 51, 70, 71}) {
      stored[10 * 400 + voxel] = 400;
    }
    PerfusionSeries series =
        new PerfusionSeries(
            new Volume(Space.of(20, 20, 1, 1, 1, 1), 30, new Voxels.Stored(stored, 1, 0)),
            SECONDS,
            8,
            null);
    assertRefused(series, null, null, null, "no_artery");
  }

  @Test
  void boneAndAirAreNoArtery() {
    short[] stored = new short[9 * 30];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) Math.round((i % 9 < 5 ? 500 : -900) + ARTERY[i / 9]);
    }
    PerfusionSeries series =
        new PerfusionSeries(
            new Volume(Space.of(3, 3, 1, 1, 1, 1), 30, new Voxels.Stored(stored, 1, 0)),
            SECONDS,
            5,
            null);
    assertRefused(series, null, null, null, "no_artery");
  }

  private static PerfusionPhantom phantom(PerfusionAnatomy anatomy, double noiseHu) {
    return PerfusionPhantom.stored(
        new PerfusionPhantomOptions(
            64, 64, 2, PerfusionPhantomOptions.strokeProtocol(), anatomy, noiseHu, 1));
  }

  private static int labelAt(Labels labels, @Nullable VoxelIndex at) {
    if (at == null) {
      return -1;
    }
    Space space = labels.space();
    return labels.values()[(at.z() * space.ny() + at.y()) * space.nx() + at.x()];
  }

  private static double[] times(double[] curve, double factor) {
    return Arrays.stream(curve).map(hu -> factor * hu).toArray();
  }

  private static void assertRefused(
      PerfusionSeries series,
      @Nullable Labels aif,
      @Nullable Labels vof,
      @Nullable VoxelIndex chosen,
      String reason) {
    assertThatThrownBy(() -> Inflow.of(series, aif, vof, chosen))
        .isInstanceOfSatisfying(
            UnusableInflowException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
