package org.radloom.scoring;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.UsageException;
import org.radloom.files.Digests;
import org.radloom.volumemaps.input.RunFolders;

/** The loop and the job over one folder of studies, in turns. */
final class ScoreRivals {
  /** The demo models by what is asked of them. */
  static final SortedMap<ScoreOp, String> MODELS =
      new TreeMap<>(
          Map.of(ScoreOp.MAMMOGRAPHY, "demo-lesion-dog/1", ScoreOp.CARDIAC, "demo-blood-pool/1"));

  private final Path folder;
  private final Path input;
  private final int tasks;
  private final int rounds;
  private final PrintStream err;

  ScoreRivals(Path folder, Path input, int tasks, int rounds, PrintStream err) {
    this.folder = folder;
    this.input = input;
    this.tasks = tasks;
    this.rounds = rounds;
    this.err = err;
  }

  /**
   * Prints how long they take.
   *
   * @param count of images or volumes
   */
  void print(String what, int count, PrintStream out) throws Exception {
    Path one = Files.createDirectories(folder.resolve("one"));
    try (Stream<Path> entries = Files.list(input)) {
      for (Path file : entries.filter(ScoreRivals::isOfTheFirst).toList()) {
        Files.copy(file, one.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    double[] loop = new double[rounds];
    double[] job = new double[rounds];
    double[] start = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      err.printf("%s, round %d of %d%n", what, round + 1, rounds);
      double looped = loop(input);
      SortedMap<String, String> expected = written(folder.resolve("loop"));
      double done = job(input);
      if (round < 0 && !written(folder.resolve("job")).equals(expected)) {
        throw new IllegalStateException("the job wrote other images and maps than the loop");
      }
      double first = job(one) - loop(one);
      if (round >= 0) {
        loop[round] = looped;
        job[round] = done;
        start[round] = first;
      }
    }
    FolderTree.delete(one);
    double plain = median(loop);
    row(out, what, "plain loop, %d threads".formatted(tasks), plain, count, plain);
    row(out, what, "job, %d tasks".formatted(tasks), median(job), count, plain);
    row(out, what, "the same less its start", median(job) - median(start), count, plain);
    out.printf(Locale.ROOT, "| %s | start of the job | %.2f | | |%n", what, median(start));
  }

  private static boolean isOfTheFirst(Path file) {
    return file.getFileName().toString().matches("[a-z]00000[._-].*");
  }

  private double loop(Path studies) throws Exception {
    Path output = folder.resolve("loop");
    FolderTree.delete(output);
    ScoreOptions options = options(studies, output);
    long started = System.nanoTime();
    new PlainScores(
            ScoreCommand.settings(
                options,
                RunFolders.of(options.getInput(), options.getOutput()),
                Path.of(options.getModels()),
                MODELS,
                tasks,
                output))
        .run(tasks);
    return (System.nanoTime() - started) / 1e9;
  }

  private double job(Path studies) throws Exception {
    Path output = folder.resolve("job");
    FolderTree.delete(output);
    ScoreOptions options = options(studies, output);
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try (silent) {
      long started = System.nanoTime();
      if (ScoreCommand.score(options, silent, silent) != ExitCode.DONE) {
        throw new IllegalStateException("the job failed");
      }
      return (System.nanoTime() - started) / 1e9;
    }
  }

  private ScoreOptions options(Path studies, Path output) throws UsageException {
    return JobOptions.parse(flags(folder, studies, output, tasks), ScoreOptions.class);
  }

  /** Returns the flags of the job, which computes anew. */
  static List<String> flags(Path folder, Path studies, Path output, int parallel) {
    return List.of(
        "--models=" + folder.resolve("models"),
        "--model=" + String.join(",", MODELS.values()),
        "--input=" + studies,
        "--output=" + output,
        "--backend=cpu",
        "--force=true",
        "--parallelism=" + parallel);
  }

  /** Digests of images and maps, by study and name. */
  private static SortedMap<String, String> written(Path output) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file :
          files.filter(each -> each.toString().matches(".*\\.(png|nii\\.gz)")).toList()) {
        String study = file.resolveSibling("").getFileName().toString().replaceFirst("@.*", "");
        digests.put(study + "/" + file.getFileName(), Digests.sha256Hex(file));
      }
    }
    return digests;
  }

  private static void row(
      PrintStream out, String what, String run, double seconds, int count, double plain) {
    out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %.2f |%n",
        what,
        run,
        seconds,
        count / seconds,
        plain / seconds);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
