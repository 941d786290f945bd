package org.radloom.gpuops.backend;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.agatston.CpuIslandFinder;
import org.radloom.gpuops.agatston.IslandFinder;
import org.radloom.gpuops.images.BoxSuppressor;
import org.radloom.gpuops.images.CpuBoxSuppressor;
import org.radloom.gpuops.images.CpuHeatmapBoxes;
import org.radloom.gpuops.images.CpuImageResizer;
import org.radloom.gpuops.images.CpuLargestComponent;
import org.radloom.gpuops.images.HeatmapBoxes;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.ImageResizer;
import org.radloom.gpuops.images.IntensityWindow;
import org.radloom.gpuops.images.LargestComponent;
import org.radloom.gpuops.images.ScoredBox;
import org.radloom.gpuops.perfusion.CpuPerfusionMapper;
import org.radloom.gpuops.perfusion.Deconvolution;
import org.radloom.gpuops.perfusion.PerfusionMapper;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/**
 * A program that finds islands, maps and works on images on whatever CUDA driver the process was
 * started with, and prints what differs from the CPU's results.
 */
final class DriverOnCpu {
  private static final Space SPACE = Space.of(24, 20, 3, 1, 1, 3);

  private DriverOnCpu() {}

  public static void main(String[] args) throws Exception {
    Backend backend = Backend.select(BackendChoice.CUDA);
    System.out.println("device: " + backend.device());
    System.out.println("islands: " + differingIslands(backend));
    System.out.println("largest: " + differingLargest(backend));
    System.out.println("pictures: " + differingPictures(backend));
    System.out.println("boxes: " + differingBoxes(backend));
    for (Deconvolution method : Deconvolution.values()) {
      System.out.println(method.flag() + ": " + differingMaps(backend, method, 30));
    }
    System.out.println("long: " + differingMaps(backend, Deconvolution.LUCY_RICHARDSON, 100));
    System.out.println("longer: " + differingMaps(backend, Deconvolution.LUCY_RICHARDSON, 300));
  }

  private static String differingIslands(Backend backend) throws Exception {
    Random random = new Random(3);
    short[] stored = new short[SPACE.voxels()];
    byte[] arteries = new byte[SPACE.voxels()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) random.nextInt(300);
      arteries[i] = (byte) (i % 400 < 390 ? 2 : 0);
    }
    Volume volume = new Volume(SPACE, 1, new Voxels.Stored(stored, 1, 0));
    Labels labels = new Labels(SPACE, arteries);
    try (IslandFinder cuda = backend.newIslandFinder(1);
        IslandFinder cpu = new CpuIslandFinder(1)) {
      return cuda.find(volume, labels, 130, Connectivity.EIGHT, 2)
                  .equals(cpu.find(volume, labels, 130, Connectivity.EIGHT, 2))
              && cuda.find(volume, null, 130, Connectivity.FOUR, 1)
                  .equals(cpu.find(volume, null, 130, Connectivity.FOUR, 1))
          ? "equal"
          : "different";
    }
  }

  private static String differingLargest(Backend backend) {
    byte[] values = new byte[SPACE.voxels()];
    new Random(5).nextBytes(values);
    for (int i = 0; i < values.length; i++) {
      values[i] &= 1;
    }
    Labels labels = new Labels(SPACE, values);
    try (LargestComponent cuda = backend.newLargestComponent();
        LargestComponent cpu = new CpuLargestComponent()) {
      return equal(
          Arrays.equals(
              cuda.keep(labels, 1, LargestComponent.Connectivity.SIX).values(),
              cpu.keep(labels, 1, LargestComponent.Connectivity.SIX).values()));
    }
  }

  private static String differingPictures(Backend backend) {
    Image image = noise(61, 47);
    IntensityWindow window = new IntensityWindow(0.4, 0.7);
    try (ImageResizer cuda = backend.newImageResizer(1);
        ImageResizer cpu = new CpuImageResizer()) {
      return equal(
          Arrays.equals(
                  cuda.resize(image, 80, 33, window).pixels(),
                  cpu.resize(image, 80, 33, window).pixels())
              && Arrays.equals(
                  cuda.shrink(image, 25, 19).pixels(), cpu.shrink(image, 25, 19).pixels()));
    }
  }

  private static String differingBoxes(Backend backend) {
    Image heat = noise(50, 70);
    try (HeatmapBoxes cudaBoxes = backend.newHeatmapBoxes();
        HeatmapBoxes cpuBoxes = new CpuHeatmapBoxes();
        BoxSuppressor cuda = backend.newBoxSuppressor();
        BoxSuppressor cpu = new CpuBoxSuppressor()) {
      List<ScoredBox> expected = cpuBoxes.find(heat, 1, 0.2f, 0.8, 500);
      return equal(
          cudaBoxes.find(heat, 1, 0.2f, 0.8, 500).equals(expected)
              && cuda.suppress(expected, 0.1, 400).equals(cpu.suppress(expected, 0.1, 400)));
    }
  }

  private static Image noise(int width, int height) {
    Random random = new Random(6);
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return new Image(width, height, pixels);
  }

  private static String equal(boolean same) {
    return same ? "equal" : "different";
  }

  private static String differingMaps(Backend backend, Deconvolution method, int frames) {
    List<Double> times = IntStream.range(0, frames).mapToObj(i -> i * 30.0 / frames).toList();
    double[] inflow = times.stream().mapToDouble(t -> 300 * bolus(t - 5)).toArray();
    Random random = new Random(4);
    float[] hu = new float[SPACE.voxels() * frames];
    for (int voxel = 0; voxel < SPACE.voxels(); voxel++) {
      double delay = 6 + 3 * random.nextDouble();
      for (int frame = 0; frame < frames; frame++) {
        hu[frame * SPACE.voxels() + voxel] =
            (float) (30 + 20 * bolus((times.get(frame) - delay) / 1.5));
      }
    }
    PerfusionSeries series =
        new PerfusionSeries(new Volume(SPACE, frames, new Voxels.Real(hu)), times, 3, null);
    PerfusionOptions options = PerfusionOptions.DEFAULTS.with(method);
    try (PerfusionMapper cuda = backend.newPerfusionMapper(1);
        PerfusionMapper cpu = new CpuPerfusionMapper(1)) {
      PerfusionMaps actual = cuda.map(series, inflow, options);
      PerfusionMaps expected = cpu.map(series, inflow, options);
      int close = 0;
      for (int v = 0; v < expected.cbf().length; v++) {
        double difference = Math.abs(actual.cbf()[v] - expected.cbf()[v]);
        close += expected.cbf()[v] > 0 && difference <= 2e-4 * expected.cbf()[v] ? 1 : 0;
      }
      return close == expected.cbf().length ? "close" : "%d are close".formatted(close);
    }
  }

  /** A gamma variate of height 1 after 4 s. */
  private static double bolus(double seconds) {
    return seconds <= 0 ? 0 : Math.pow(seconds / 4 * Math.exp(1 - seconds / 4), 2);
  }
}
