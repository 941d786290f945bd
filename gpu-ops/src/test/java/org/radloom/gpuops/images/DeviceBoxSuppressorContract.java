package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.cuda.Device;

/** A device keeps the boxes that the CPU keeps; subclasses say which device. */
abstract class DeviceBoxSuppressorContract extends BoxSuppressorContract {
  abstract Device newDevice();

  @Override
  final BoxSuppressor newSuppressor() {
    return new CudaBoxSuppressor(newDevice());
  }

  @Property(tries = 150, seed = "20261122")
  void keepsOfRandomBoxesWhatTheCpuKeeps(
      @ForAll @IntRange(max = 300) int count,
      @ForAll @IntRange(min = 1, max = 100) int most,
      @ForAll @IntRange(max = 10) int tenths,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll long seed) {
    assertAgrees(boxes(count, 40, new Random(seed)), tenths / 10.0, most, rows);
  }

  @Test
  void takesManyBoxesThatOverlapAllOrNone() {
    List<ScoredBox> same = Collections.nCopies(3000, new ScoredBox(0, 0.5, 3, 4, 10, 10));
    assertAgrees(same, 0.5, 100, 1024);
    assertAgrees(same, 1, 5000, 1024);
    assertAgrees(boxes(5000, 10_000, new Random(9)), 0.4, 5000, 1024);
  }

  @Test
  void aBoundThatAnOverlapMeetsExactlyKeepsBoth() {
    // Shifted copies of one box: their overlaps are the bounds, to the last bit of the CPU's own.
    List<ScoredBox> boxes = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      boxes.add(new ScoredBox(0, 1 - i * 0.01, 0.1 * i, 0.07 * i, 3.3, 2.9));
    }
    for (int i = 1; i < 30; i++) {
      double bound = boxes.get(0).iou(boxes.get(i));
      assertAgrees(boxes, bound, 100, 7);
      assertAgrees(boxes, Math.nextDown(bound), 100, 7);
    }
  }

  @Test
  void boxesWithoutAreaOrEndOverlapAsOnTheCpu() {
    double[] places = {0, -0.0, 1, -1e308, 1e308, Double.MIN_VALUE};
    double[] extents = {0, Double.MIN_VALUE, 1, 1e200, Double.MAX_VALUE};
    List<ScoredBox> boxes = new ArrayList<>();
    for (double place : places) {
      for (double extent : extents) {
        boxes.add(new ScoredBox(0, 0.5, place, place, extent, extent));
        boxes.add(new ScoredBox(0, 0.6, place, 0, extent, 1));
      }
    }
    for (double bound : new double[] {0, 0.25, 0.5, 1}) {
      assertAgrees(boxes, bound, 1000, 16);
    }
  }

  private void assertAgrees(List<ScoredBox> boxes, double maxIou, int most, int rows) {
    try (BoxSuppressor device = new CudaBoxSuppressor(newDevice(), rows);
        BoxSuppressor cpu = new CpuBoxSuppressor()) {
      assertThat(device.suppress(boxes, maxIou, most)).isEqualTo(cpu.suppress(boxes, maxIou, most));
    }
  }

  private static List<ScoredBox> boxes(int count, double extent, Random random) {
    List<ScoredBox> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(
          new ScoredBox(
              random.nextInt(3),
              random.nextInt(20) / 20.0,
              random.nextDouble() * extent,
              random.nextDouble() * extent,
              random.nextDouble() * 20,
              random.nextDouble() * 20));
    }
    return boxes;
  }
}
