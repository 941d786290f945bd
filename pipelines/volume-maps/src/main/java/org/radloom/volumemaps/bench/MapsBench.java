package org.radloom.volumemaps.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.Machine;
import org.radloom.commandline.UsageException;
import org.radloom.commandline.WholeNumber;

/** {@code bench maps}: two tables to be pasted into docs. */
public final class MapsBench implements Command {
  private static final String HELP =
      """
      usage: ./radloom bench maps [--side=N] [--slices=N] [--frames=N] [--peerSlices=N] \
      [--python=F] [--output=DIR]

      Scores a cube of N x N x N voxels with 0.15 % and 0.7 % of them dense, and maps a series of
      N x N voxels, slices and frames without a mask: on one thread, on two, and on the GPU if there
      is one. Beside them in the same run: one pass over the memory, scipy's labelling, and numpy.
      What scipy and numpy find is checked against ours. Medians of up to 7 runs after 3 warm-ups.

        --side=512
              voxels along x and y, and of the cube along z too
              default: 512
        --slices=16
              slices of the series
              default: 16
        --frames=60
              frames of the series
              default: 60
        --peerSlices=4
              slices that numpy gets; its time is scaled up
              default: 4
        --python=/usr/bin/python3
              a Python with numpy and scipy; without one, their rows say "not run"
              default: /usr/bin/python3
        --output=DIR
              working folder, deleted afterwards
              default: the system's temporary folder
      """;

  @Override
  public String name() {
    return "maps";
  }

  @Override
  public String summary() {
    return "calcium scores and perfusion maps against scipy, numpy and one pass over the memory";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    int side = 512;
    int slices = 16;
    int frames = 60;
    int peerSlices = 4;
    String python = "/usr/bin/python3";
    Path parent = Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir")));
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      switch (arg.substring(0, arg.indexOf('=') + 1)) {
        case "--side=" -> side = WholeNumber.of(arg, 16, 1024);
        case "--slices=" -> slices = WholeNumber.of(arg, 1, 512);
        case "--frames=" -> frames = WholeNumber.of(arg, 10, 512);
        case "--peerSlices=" -> peerSlices = WholeNumber.of(arg, 1, 512);
        case "--python=" -> python = value;
        case "--output=" -> parent = Files.createDirectories(Path.of(value));
        default -> throw new UsageException("there is no flag '%s'".formatted(arg));
      }
    }
    Path folder = Files.createTempDirectory(parent, "radloom-bench-");
    try {
      Peer peer = new Peer(python, folder);
      Optional<GpuBench> gpu = GpuBench.ofThisMachine();
      out.printf(
          "%s, %d cores, Java %s; GPU: %s%n%n",
          Machine.processor(),
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("java.version"),
          gpu.map(GpuBench::device).orElse("none"));
      out.println("| volume | run | ms | passes | times as fast as scipy's labelling |");
      out.println("|---|---|---:|---:|---:|");
      AgatstonBench agatston = new AgatstonBench(side, peer, folder);
      agatston.print(0.0015, gpu, out);
      agatston.print(0.007, gpu, out);
      out.println();
      out.println("| series | run | s | times as fast as numpy's matrices |");
      out.println("|---|---|---:|---:|");
      new PerfusionBench(side, slices, frames, peer, folder)
          .print(Math.min(peerSlices, slices), gpu, out);
    } finally {
      FolderTree.delete(folder);
    }
    return ExitCode.DONE;
  }
}
