package org.radloom.gpuops.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.phantom.PerfusionTissue.Residue;
import org.radloom.gpuops.volume.Voxels;

final class PerfusionPhantomTest {
  private static final PerfusionBolus BOLUS = new PerfusionBolus(8, 5, 240);

  @Test
  void theBolusPeaksAfterItsRise() {
    assertThat(BOLUS.hu(8)).isZero();
    assertThat(BOLUS.hu(13)).isCloseTo(240, within(1e-9));
    assertThat(BOLUS.hu(12.9)).isLessThan(240);
    assertThat(BOLUS.hu(13.1)).isLessThan(240);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.6, 5 / 3.0, 1.7, 4, 24})
  void closedFormsEqualFineSums(double transitSeconds) {
    // Midpoint rule at 1 ms; 5 / 3 s is where the exponential decays as fast as the bolus does.
    for (double seconds : new double[] {7, 8.2, 12, 20, 60}) {
      double exponential = 0;
      double box = 0;
      double whole = 0;
      for (double s = 0.0005; s < seconds; s += 0.001) {
        exponential += 0.001 * BOLUS.hu(s) * Math.exp(-(seconds - s) / transitSeconds);
        box += seconds - s < transitSeconds ? 0.001 * BOLUS.hu(s) : 0;
        whole += 0.001 * BOLUS.hu(s);
      }
      assertThat(BOLUS.throughExponential(seconds, transitSeconds))
          .isCloseTo(exponential, within(1e-4 + 1e-5 * exponential));
      assertThat(BOLUS.throughBox(seconds, transitSeconds)).isCloseTo(box, within(0.25));
      if (seconds == 60) {
        assertThat(BOLUS.area()).isCloseTo(whole, within(1e-6 * whole));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTissueHoldsItsShareOfTheInflow(Residue residue) {
    // Area under the tissue's curve = CBV / 100 * rho / kH of the inflow's.
    PerfusionTissue tissue = new PerfusionTissue(1, 35, 4, 6, 1.5, residue);
    double area = 0;
    for (int i = 0; i < 1500; i++) {
      area += 0.1 * tissue.enhancementHu(BOLUS, 0.1 * i);
    }
    double expected = 0.04 * 1.05 / (0.55 / 0.75) * BOLUS.area();
    assertThat(area).isCloseTo(expected, within(1e-5 * expected));
    assertThat(tissue.cbf()).isEqualTo(40);
  }

  @Test
  void theVeinHasTheWholeArea() {
    double artery = 0;
    double vein = 0;
    for (int i = 0; i < 1000; i++) {
      artery += 0.1 * PerfusionPhantom.arteryHu(0.1 * i);
      vein += 0.1 * PerfusionPhantom.veinHu(0.1 * i);
    }
    assertThat(vein / artery).isCloseTo(1.25, within(1e-4));
  }

  @ParameterizedTest
  @EnumSource
  void everyVoxelIsOneThing(PerfusionAnatomy anatomy) {
    PerfusionPhantom phantom = phantom(anatomy, 0);
    int vessels = 0;
    for (int i = 0; i < phantom.regions().values().length; i++) {
      int artery = phantom.aifMask().values()[i];
      int vein = phantom.vofMask().values()[i];
      int tissue = phantom.regions().values()[i] == 0 ? 0 : 1;
      assertThat(artery + vein + tissue).isBetween(0, 1);
      assertThat(phantom.truth().cbf()[i] > 0).isEqualTo(tissue == 1);
      vessels += artery + vein;
    }
    assertThat(vessels).isPositive();
    assertThat(phantom.aifMask().marked()).isPositive();
    assertThat(phantom.vofMask().marked()).isGreaterThan(phantom.aifMask().marked());
    assertThat(phantom.tissues()).hasSize(anatomy == PerfusionAnatomy.TILES ? 6 * 5 * 2 : 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 35, 40})
  void theSmallestHeadsHaveVessels(int side) {
    PerfusionPhantom phantom =
        PerfusionPhantom.stored(
            new PerfusionPhantomOptions(
                side, side, 1, List.of(0.0, 10.0), PerfusionAnatomy.STROKE, 0, 1));
    assertThat(phantom.aifMask().marked()).isPositive();
    assertThat(phantom.vofMask().marked()).isPositive();
  }

  @Test
  void storedVoxelsAreRoundedToATenth() {
    PerfusionPhantomOptions options = PerfusionPhantomOptions.DEMO.at(List.of(0.0, 10.0, 20.0));
    Voxels stored = PerfusionPhantom.stored(options).series().volume().voxels();
    Voxels real = PerfusionPhantom.unrounded(options).series().volume().voxels();
    for (int i = 0; i < stored.length(); i += 7) {
      assertThat(stored.hu(i)).isCloseTo(real.hu(i), within(0.0501));
    }
  }

  @Test
  void theSeedFixesTheNoise() {
    Voxels first = phantom(PerfusionAnatomy.STROKE, 4).series().volume().voxels();
    Voxels again = phantom(PerfusionAnatomy.STROKE, 4).series().volume().voxels();
    Voxels clean = phantom(PerfusionAnatomy.STROKE, 0).series().volume().voxels();
    double squares = 0;
    for (int i = 0; i < first.length(); i++) {
      assertThat(first.hu(i)).isEqualTo(again.hu(i));
      squares += Math.pow(first.hu(i) - clean.hu(i), 2);
    }
    assertThat(Math.sqrt(squares / first.length())).isCloseTo(4, within(0.05));
  }

  @Test
  void refusesWhatIsNoHead() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PerfusionPhantomOptions(
                    31, 64, 1, List.of(0.0, 1.0), PerfusionAnatomy.TILES, 0, 1))
        .withMessageContaining("31 x 64");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PerfusionPhantomOptions(
                    64, 64, 1, List.of(0.0, 1.0), PerfusionAnatomy.TILES, Double.NaN, 1))
        .withMessageContaining("noiseHu");
  }

  private static PerfusionPhantom phantom(PerfusionAnatomy anatomy, double noiseHu) {
    return PerfusionPhantom.stored(
        new PerfusionPhantomOptions(
            48, 48, 2, PerfusionPhantomOptions.everySeconds(20, 2), anatomy, noiseHu, 3));
  }
}
