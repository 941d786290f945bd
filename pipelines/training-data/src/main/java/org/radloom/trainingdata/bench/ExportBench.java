package org.radloom.trainingdata.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.Machine;
import org.radloom.commandline.UsageException;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** {@code bench export}: the export job against a plain loop, as a table to be pasted into docs. */
public final class ExportBench implements Command {
  private static final List<Long> EVENTS = List.of(100_000L, 1_000_000L, 4_000_000L);
  private static final int LOOP_BYTES_AN_EVENT = 4_500;
  private static final long SEED = 42;

  private static final String HELP =
      """
      usage: ./radloom bench export [--events=N[,N]...] [--output=DIR]

      Exports N sample events three ways, each in a process of its own: a plain single-thread
      loop over the same domain classes, held to one core; the job at parallelism 1, held to one
      core; the job at parallelism 2. Prints wall and CPU seconds with the start of Java included,
      and checks that all three published the same bytes.

        --events=100000,1000000
              sizes
              default: 100000,1000000,4000000 (about 45 minutes and 20 GB of disk)
        --output=DIR
              working folder, deleted afterwards
              default: the system's temporary folder
      """;

  private record Measured(double wall, double cpu, String digest) {}

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "the export job against a plain loop";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException, InterruptedException {
    List<Long> sizes = EVENTS;
    Path parent = Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir")));
    for (String arg : args) {
      if (arg.startsWith("--events=")) {
        sizes = sizes(arg.substring("--events=".length()));
      } else if (arg.startsWith("--output=")) {
        parent = Files.createDirectories(Path.of(arg.substring("--output=".length())));
      } else {
        throw new UsageException("there is no flag '%s'".formatted(arg));
      }
    }
    Path folder = Files.createTempDirectory(parent, "radloom-bench-");
    try {
      return bench(sizes, folder, out, err) ? ExitCode.DONE : ExitCode.FAILED;
    } finally {
      FolderTree.delete(folder);
    }
  }

  private static List<Long> sizes(String text) throws UsageException {
    try {
      List<Long> sizes = Stream.of(text.split(",", -1)).map(Long::valueOf).toList();
      if (sizes.stream().allMatch(size -> size >= 1)) {
        return sizes;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new UsageException("--events must be whole numbers from 1, but was: " + text);
  }

  /** Returns whether all runs of a size published the same bytes. */
  private static boolean bench(List<Long> sizes, Path folder, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    Path keys = folder.resolve("bench.keys");
    KeyFile.create(keys, Keys.generate(new SecureRandom()));
    out.printf(
        "%d cores, %s, Java %s%n%n",
        Runtime.getRuntime().availableProcessors(),
        Machine.processor(),
        System.getProperty("java.version"));
    out.println(
        "| events | input MB | run | heap | wall s | CPU s | events/s | events/CPU s |"
            + " of the loop (wall) | of the loop (CPU) | same bytes |");
    out.println("|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---|");
    boolean same = true;
    for (long events : sizes) {
      Path sample = folder.resolve("sample");
      err.printf(Locale.ROOT, "making %,d events%n", events);
      SampleEvents.write(SampleOptions.of(sample, events, SEED));
      double megabytes = size(sample.resolve("events")) / 1e6;
      long loopHeap = Math.max(1, Math.min(18, 1 + events * LOOP_BYTES_AN_EVENT / 1_000_000_000));
      Measured loop = null;
      for (Run run :
          List.of(
              new Run("plain loop, 1 core", "loop", 1, true, loopHeap + "g"),
              new Run("job, 1 core", "job", 1, true, "2g"),
              new Run("job, 2 cores", "job", 2, false, "2g"))) {
        err.printf("  %s%n", run.name);
        Measured measured = measure(run, sample, keys, folder.resolve("out"));
        loop = loop == null ? measured : loop;
        same &= measured.digest.equals(loop.digest);
        out.printf(
            Locale.ROOT,
            "| %,d | %.0f | %s | %s | %.1f | %.1f | %,.0f | %,.0f | %.2f | %.2f | %s |%n",
            events,
            megabytes,
            run.name,
            run.heap,
            measured.wall,
            measured.cpu,
            events / measured.wall,
            events / measured.cpu,
            loop.wall / measured.wall,
            loop.cpu / measured.cpu,
            measured.digest.equals(loop.digest) ? "yes" : "NO");
        FolderTree.delete(folder.resolve("out"));
      }
      FolderTree.delete(sample);
    }
    return same;
  }

  private record Run(String name, String mode, int parallelism, boolean pinned, String heap) {}

  private static Measured measure(Run run, Path sample, Path keys, Path out)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (run.pinned && Files.isExecutable(Path.of("/usr/bin/taskset"))) {
      command.addAll(List.of("taskset", "-c", "0"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + run.heap);
    command.add(run.pinned ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC");
    for (String open :
        List.of("lang", "lang.reflect", "util", "util.concurrent", "nio", "net", "time", "text")) {
      command.add("--add-opens=java.base/java.%s=ALL-UNNAMED".formatted(open));
    }
    command.addAll(
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            Objects.requireNonNull(System.getProperty("java.class.path")),
            BenchRun.class.getName(),
            run.mode,
            "--input=" + sample + "/events/*.jsonl",
            "--audit=off",
            "--gate=off",
            "--output=" + out,
            "--dataset=bench",
            "--datasetVersion=v1",
            "--keyFile=" + keys,
            "--tfrecordShards=1",
            "--parallelism=" + run.parallelism));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("the run '%s' failed".formatted(run.name));
    }
    String[] fields =
        printed
            .lines()
            .filter(line -> line.startsWith("measured "))
            .findFirst()
            .orElseThrow()
            .split(" ", -1);
    return new Measured(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]), fields[3]);
  }

  private static long size(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
