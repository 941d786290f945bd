package org.radloom.volumemaps.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.radloom.gpuops.perfusion.CpuPerfusionMapper;
import org.radloom.gpuops.perfusion.Deconvolution;
import org.radloom.gpuops.perfusion.PerfusionMapper;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** The five maps of a series without a mask, every voxel with a bolus of its own. */
final class PerfusionBench {
  private static final int BASELINE = 5;
  private static final double STEP_SECONDS = 1;
  private static final int TEMPLATES = 256;

  private final Space space;
  private final int frames;
  private final Peer peer;
  private final Path folder;
  private final double[] inflow;

  PerfusionBench(int side, int slices, int frames, Peer peer, Path folder) {
    this.space = Space.of(side, side, slices, 0.4297, 0.4297, 5);
    this.frames = frames;
    this.peer = peer;
    this.folder = folder;
    this.inflow =
        IntStream.range(0, frames).mapToDouble(i -> 300 * bolus(i * STEP_SECONDS - 6)).toArray();
  }

  /**
   * Prints the rows of both methods.
   *
   * @param peerSlices how many slices numpy gets; its seconds are scaled up to all of them
   */
  void print(int peerSlices, Optional<GpuBench> gpu, PrintStream out) throws Exception {
    short[] stored = series();
    double pass = Stopwatch.onePass(stored);
    Volume volume = new Volume(space, frames, new Voxels.Stored(stored, 1, 0));
    List<Double> times = IntStream.range(0, frames).mapToObj(i -> i * STEP_SECONDS).toList();
    PerfusionSeries series = new PerfusionSeries(volume, times, BASELINE, null);
    String size = "%s x %d".formatted(space.shape(), frames);
    row(out, size, "one pass over the HU, 1 thread", pass, Double.NaN);
    Path file = folder.resolve("series.raw");
    AgatstonBench.write(stored, file);
    for (Deconvolution method : List.of(Deconvolution.CSVD, Deconvolution.LUCY_RICHARDSON)) {
      PerfusionOptions options = unscaled(method);
      String what = size + ", " + method.flag();
      double one = cpu(series, options, 1);
      double two = cpu(series, options, 2);
      PerfusionMaps maps = maps(series, options);
      String prefix = method == Deconvolution.CSVD ? "csvd" : "lr";
      Optional<JsonNode> matmul = numpy(file, prefix + "-matmul", peerSlices, maps);
      // The transforms take long: one slice is enough to see it.
      Optional<JsonNode> fft = numpy(file, prefix + "-fft", 1, maps);
      double baseline = seconds(matmul, peerSlices);
      row(out, what, "CPU, 1 thread", one, baseline);
      row(out, what, "CPU, 2 threads", two, baseline);
      String versions = matmul.map(found -> found.get("versions").asText()).orElse("numpy");
      row(out, what, "matrices, all cores, " + versions, baseline, baseline);
      row(out, what, "FFT, the same", seconds(fft, 1), baseline);
      GpuBench.Seconds onGpu =
          gpu.isPresent() ? gpu.get().perfusion(series, inflow, options) : GpuBench.Seconds.NOT_RUN;
      row(out, what, "GPU, data on the device", onGpu.kernels(), baseline);
      row(out, what, "bare copy to the GPU", onGpu.copy(), baseline);
      row(out, what, "GPU, from host memory", onGpu.endToEnd(), baseline);
    }
    Files.delete(file);
  }

  private static PerfusionOptions unscaled(Deconvolution method) {
    PerfusionOptions o = PerfusionOptions.DEFAULTS;
    return new PerfusionOptions(
        method, o.iterations(), o.csvdThreshold(), o.ssvdThreshold(), o.oscillationLimit(), 1, 1);
  }

  private double cpu(PerfusionSeries series, PerfusionOptions options, int threads)
      throws Exception {
    try (PerfusionMapper mapper = new CpuPerfusionMapper(threads)) {
      return Stopwatch.median(() -> mapper.map(series, inflow, options));
    }
  }

  private PerfusionMaps maps(PerfusionSeries series, PerfusionOptions options) {
    try (PerfusionMapper mapper = new CpuPerfusionMapper(2)) {
      return mapper.map(series, inflow, options);
    }
  }

  /** Runs numpy on the first slices and checks that its flow is ours. */
  private Optional<JsonNode> numpy(Path file, String method, int slices, PerfusionMaps ours)
      throws Exception {
    int last = slices * space.sliceVoxels();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                file.toString(),
                Integer.toString(space.voxels()),
                Integer.toString(frames),
                Double.toString(STEP_SECONDS),
                Integer.toString(BASELINE),
                method,
                "0",
                Integer.toString(last)));
    for (double value : inflow) {
      arguments.add(Double.toString(value));
    }
    Optional<JsonNode> printed = peer.run("peer_perfusion.py", arguments);
    if (printed.isPresent()) {
      JsonNode theirs = printed.get().get("cbf");
      int step = Math.max(1, last / 64);
      for (int i = 0; i < theirs.size(); i++) {
        double expected = theirs.get(i).asDouble();
        double found = ours.cbf()[i * step];
        if (Math.abs(found - expected) > 2e-3 * Math.abs(expected)) {
          throw new IllegalStateException(
              "%s: numpy's flow of voxel %d is %s, but ours is %s"
                  .formatted(method, i * step, expected, found));
        }
      }
    }
    return printed;
  }

  private double seconds(Optional<JsonNode> printed, int slices) {
    return printed
        .map(found -> found.get("seconds").asDouble() * space.nz() / slices)
        .orElse(Double.NaN);
  }

  private static void row(PrintStream out, String what, String how, double seconds, double numpy) {
    if (Double.isNaN(seconds)) {
      out.printf("| %s | %s | not run | |%n", what, how);
    } else {
      out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f | %s |%n",
          what,
          how,
          seconds,
          Double.isNaN(numpy) ? "" : String.format(Locale.ROOT, "%.2f", numpy / seconds));
    }
  }

  /** Returns a gamma variate with its peak, 1, at 4.5 s. */
  private static double bolus(double seconds) {
    return seconds <= 0 ? 0 : Math.pow(seconds / 4.5, 3) * Math.exp(3 - seconds / 1.5);
  }

  /** Returns frames of 40 HU tissue, each voxel with one of many boluses, and noise of 2 HU. */
  private short[] series() {
    SplittableRandom random = new SplittableRandom(42);
    double[][] templates = new double[TEMPLATES][frames];
    for (double[] template : templates) {
      double delay = random.nextDouble(0, 5);
      double transit = random.nextDouble(2, 12);
      double flow = random.nextDouble(10, 80) / 6000;
      for (int i = 0; i < frames; i++) {
        for (int j = 0; j <= i; j++) {
          template[i] +=
              flow
                  * 300
                  * bolus(j * STEP_SECONDS - 6 - delay)
                  * Math.exp((j - i) * STEP_SECONDS / transit);
        }
      }
    }
    int voxels = space.voxels();
    short[] stored = new short[voxels * frames];
    for (int i = 0; i < frames; i++) {
      for (int v = 0; v < voxels; v++) {
        double noise = random.nextDouble(-3.5, 3.5);
        stored[i * voxels + v] = (short) Math.round(40 + templates[v % TEMPLATES][i] + noise);
      }
    }
    return stored;
  }
}
