package org.radloom.volumemaps.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.radloom.gpuops.agatston.Agatston;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.agatston.CpuIslandFinder;
import org.radloom.gpuops.agatston.IslandFinder;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** The score of a cube with a known share of dense voxels. */
final class AgatstonBench {
  private static final double DENSE_FROM_HU = 130;

  private final int side;
  private final Peer peer;
  private final Path folder;

  AgatstonBench(int side, Peer peer, Path folder) {
    this.side = side;
    this.peer = peer;
    this.folder = folder;
  }

  void print(double share, Optional<GpuBench> gpu, PrintStream out) throws Exception {
    short[] stored = cube(share);
    Space space = Space.of(side, side, side, 0.5, 0.5, 0.5);
    Volume volume = new Volume(space, 1, new Voxels.Stored(stored, 1, 0));
    Labels arteries = new Labels(space, quarters());
    double pass = Stopwatch.onePass(stored);
    String what =
        String.format(Locale.ROOT, "%d x %d x %d, %.2f %% dense", side, side, side, 100 * share);
    row(out, what, "one pass over the HU, 1 thread", pass, pass, Double.NaN);
    double one = cpu(volume, arteries, 1);
    double two = cpu(volume, arteries, 2);
    Optional<JsonNode> scipy = scipy(stored, volume);
    double labelling = scipy.map(found -> found.get("labelling").asDouble()).orElse(Double.NaN);
    double whole = scipy.map(found -> found.get("whole").asDouble()).orElse(Double.NaN);
    row(out, what, "score, CPU, 1 thread", one, pass, labelling);
    row(out, what, "score, CPU, 2 threads", two, pass, labelling);
    String versions = scipy.map(found -> found.get("versions").asText()).orElse("scipy");
    row(out, what, "labelling alone, " + versions, labelling, pass, labelling);
    row(out, what, "threshold, labelling, statistics, the same", whole, pass, labelling);
    GpuBench.Seconds onGpu =
        gpu.isPresent() ? gpu.get().agatston(volume, arteries) : GpuBench.Seconds.NOT_RUN;
    row(out, what, "score, GPU, data on the device", onGpu.kernels(), pass, labelling);
    row(out, what, "bare copy to the GPU", onGpu.copy(), pass, labelling);
    row(out, what, "score, GPU, from host memory", onGpu.endToEnd(), pass, labelling);
  }

  private static double cpu(Volume volume, Labels arteries, int threads) throws Exception {
    try (IslandFinder finder = new CpuIslandFinder(threads)) {
      return Stopwatch.median(
          () -> Agatston.score(finder, volume, arteries, 120.0, AgatstonOptions.DEFAULTS));
    }
  }

  /** Runs scipy on the same voxels, and checks that it finds as many islands. */
  private Optional<JsonNode> scipy(short[] stored, Volume volume) throws Exception {
    Path file = folder.resolve("cube.raw");
    write(stored, file);
    String side = Integer.toString(this.side);
    Optional<JsonNode> printed =
        peer.run("peer_agatston.py", List.of(file.toString(), side, side, side, "3"));
    Files.delete(file);
    if (printed.isPresent()) {
      try (IslandFinder finder = new CpuIslandFinder(1)) {
        int ours = finder.find(volume, null, DENSE_FROM_HU, Connectivity.FOUR, 1).size();
        int theirs = printed.get().get("islands").asInt();
        if (ours != theirs) {
          throw new IllegalStateException(
              "scipy finds %d islands, but we find %d".formatted(theirs, ours));
        }
      }
    }
    return printed;
  }

  private static void row(
      PrintStream out, String what, String how, double seconds, double pass, double labelling) {
    if (Double.isNaN(seconds)) {
      out.printf("| %s | %s | not run | | |%n", what, how);
    } else {
      out.printf(
          Locale.ROOT,
          "| %s | %s | %.1f | %.2f | %s |%n",
          what,
          how,
          1e3 * seconds,
          seconds / pass,
          Double.isNaN(labelling) ? "" : "%.1f".formatted(labelling / seconds));
    }
  }

  /** Soft tissue with noise, and discs of calcium until the share is reached. */
  private short[] cube(double share) {
    SplittableRandom random = new SplittableRandom(42);
    short[] stored = new short[side * side * side];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) (random.nextInt(220) - 100);
    }
    int wanted = (int) (share * side * side);
    for (int z = 0; z < side; z++) {
      int dense = 0;
      while (dense < wanted) {
        dense += disc(stored, z, random);
      }
    }
    return stored;
  }

  /** Puts a disc of up to 6 voxels' radius into the slice and returns how many became dense. */
  private int disc(short[] stored, int z, SplittableRandom random) {
    int radius = 1 + random.nextInt(6);
    int centreX = radius + random.nextInt(side - 2 * radius);
    int centreY = radius + random.nextInt(side - 2 * radius);
    int hu = 130 + random.nextInt(600);
    int dense = 0;
    for (int y = -radius; y <= radius; y++) {
      for (int x = -radius; x <= radius; x++) {
        int at = (z * side + centreY + y) * side + centreX + x;
        if (x * x + y * y <= radius * radius && stored[at] < DENSE_FROM_HU) {
          stored[at] = (short) hu;
          dense++;
        }
      }
    }
    return dense;
  }

  /** Labels a quarter of every slice for each artery. */
  private byte[] quarters() {
    byte[] labels = new byte[side * side * side];
    for (int i = 0; i < labels.length; i++) {
      int x = i % side;
      int y = i / side % side;
      labels[i] = (byte) (1 + (x < side / 2 ? 0 : 1) + (y < side / 2 ? 0 : 2));
    }
    return labels;
  }

  static void write(short[] stored, Path file) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    int shorts = block.capacity() / Short.BYTES;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < stored.length; i += shorts) {
        int n = Math.min(shorts, stored.length - i);
        block.asShortBuffer().put(stored, i, n);
        out.write(block.array(), 0, n * Short.BYTES);
      }
    }
  }
}
