package org.radloom.scoring;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.Machine;
import org.radloom.commandline.UsageException;
import org.radloom.commandline.WholeNumber;
import org.radloom.models.demo.DemoModels;
import org.radloom.scoring.sample.ScorePhantoms;

/** {@code bench score}: tables to be pasted into docs. */
public final class ScoreBench implements Command {
  private static final String HELP =
      """
      usage: ./radloom bench score [--mammograms=N] [--hearts=N] [--tasks=N] [--rounds=N] \
      [--output=DIR]

      Scores phantom mammograms (four images of 664 columns each) and hearts (two volumes each) with
      the demo models, as ./radloom score does on embedded Flink, and by a plain loop without Beam
      that reads, asks, suppresses and writes the same through the same sessions on as many threads.
      They take turns in one process, after one round of each that does not count; medians. All
      images and maps that they write must be the same bytes. What the job's start costs is measured
      on one study, memory and the opening of sessions in new processes.

        --mammograms=40
              studies of four images; 0 leaves them out
              default: 40
        --hearts=20
              studies of two volumes; 0 leaves them out
              default: 20
        --tasks=2
              tasks of the job and threads of the loop
              default: 2
        --rounds=3
              rounds that count
              default: 3
        --output=DIR
              working folder, deleted afterwards
              default: the system's temporary folder
      """;

  private static final int IMAGES = 4;
  private static final int PHASES = 2;
  private static final int SEEDS = 4;

  /** Makes it. */
  public ScoreBench() {}

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "models asked by the job against a plain loop over the same sessions";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    int mammograms = 40;
    int hearts = 20;
    int tasks = 2;
    int rounds = 3;
    Path parent = Path.of(Objects.requireNonNull(System.getProperty("java.io.tmpdir")));
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      switch (arg.substring(0, arg.indexOf('=') + 1)) {
        case "--mammograms=" -> mammograms = WholeNumber.of(arg, 0, 10_000);
        case "--hearts=" -> hearts = WholeNumber.of(arg, 0, 10_000);
        case "--tasks=" -> tasks = WholeNumber.of(arg, 1, 256);
        case "--rounds=" -> rounds = WholeNumber.of(arg, 1, 100);
        case "--output=" -> parent = Files.createDirectories(Path.of(value));
        default -> throw new UsageException("there is no flag '%s'".formatted(arg));
      }
    }
    Path folder = Files.createTempDirectory(parent, "radloom-bench-");
    try {
      DemoModels.write(folder.resolve("models"));
      out.printf(
          "%s, %d cores, Java %s, %d tasks%n%n",
          Machine.processor(),
          Runtime.getRuntime().availableProcessors(),
          System.getProperty("java.version"),
          tasks);
      out.println("| what | run | s | a second | of the loop |");
      out.println("|---|---|---:|---:|---:|");
      err.println("making phantoms");
      List<Path> inputs = new ArrayList<>();
      if (mammograms > 0) {
        Path input = mammograms(folder.resolve("mammograms"), mammograms);
        String what = "%d images of %d mammograms".formatted(IMAGES * mammograms, mammograms);
        new ScoreRivals(folder, input, tasks, rounds, err).print(what, IMAGES * mammograms, out);
        inputs.add(input);
      }
      if (hearts > 0) {
        Path input = hearts(folder.resolve("hearts"), hearts);
        String what = "%d volumes of %d hearts".formatted(PHASES * hearts, hearts);
        new ScoreRivals(folder, input, tasks, rounds, err).print(what, PHASES * hearts, out);
        inputs.add(input);
      }
      ScoreProcesses.print(folder, inputs, tasks, out, err);
    } finally {
      FolderTree.delete(folder);
    }
    return ExitCode.DONE;
  }

  /** Phantoms of a few seeds, each study with files of its own. */
  private static Path mammograms(Path folder, int studies) throws IOException {
    Files.createDirectories(folder);
    for (int study = 0; study < studies; study++) {
      String name = "m%05d".formatted(study);
      if (study < SEEDS) {
        ScorePhantoms.mammogram(folder, name, "S-" + name, "P-" + name, 1 + study);
      } else {
        copy(folder, "m%05d".formatted(study % SEEDS), name);
      }
    }
    return folder;
  }

  private static Path hearts(Path folder, int studies) throws IOException {
    Files.createDirectories(folder);
    ScorePhantoms.heart(folder, "h00000", "S-h00000", "P-h00000");
    for (int study = 1; study < studies; study++) {
      copy(folder, "h00000", "h%05d".formatted(study));
    }
    return folder;
  }

  private static void copy(Path folder, String from, String to) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(file -> file.getFileName().toString().startsWith(from)).toList();
    }
    for (Path file : files) {
      Path copy = folder.resolve(file.getFileName().toString().replace(from, to));
      if (file.toString().endsWith(".json")) {
        Files.writeString(copy, Files.readString(file).replace(from, to));
      } else {
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
