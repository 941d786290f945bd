package org.radloom.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.models.demo.DemoModels;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.scoring.ScoreCommand;
import org.radloom.scoring.sample.PhantomStudies;
import org.radloom.trainingdata.export.ExportCommand;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;
import org.radloom.volumemaps.MapsCommand;
import org.radloom.volumemaps.sample.SampleVolumes;

/** {@code demo}: makes samples, exports a dataset and computes maps, on embedded Flink. */
public final class DemoCommand implements Command {
  private static final String DEFAULT_OUTPUT = "radloom-demo";
  private static final long DEFAULT_EVENTS = 20_000;
  private static final long DEFAULT_SEED = 42;
  private static final String KEYS = "demo.keys";

  private static final String HELP =
      """
      usage: ./radloom demo [--output=DIR] [--events=N] [--seed=S]

      Makes N sample events (dictations, corrections, model readings, ground truths, consents, and
      what goes wrong with them in life) and exports them as one version of the dataset 'chest';
      makes phantoms, a chest with calcium and two heads with a bolus, and computes their scores
      and maps; asks demo models about phantoms of breasts and hearts, and exports what they said,
      with the truth, as the dataset 'phantoms'; says what there is to look at and with which
      command. Run again, it makes the next versions and finds the rest unchanged.

        --output=DIR
              where everything goes
              default: radloom-demo
        --events=20000
              how many events, up to millions
              default: 20000
        --seed=42
              the same seed gives the same events
              default: 42
      """;

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public String summary() {
    return "samples to datasets, scores, maps and what models say";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    Path folder = Path.of(DEFAULT_OUTPUT);
    long events = DEFAULT_EVENTS;
    long seed = DEFAULT_SEED;
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--output=") && !value.isEmpty()) {
        folder = Path.of(value);
      } else if (arg.startsWith("--events=")) {
        events = number("events", value);
      } else if (arg.startsWith("--seed=")) {
        seed = number("seed", value);
      } else {
        throw new UsageException("there is no flag '%s'".formatted(arg));
      }
    }
    Path home = folder.toAbsolutePath().normalize();
    Path published = dataset(home, events, seed, out, err);
    int code = maps(home, seed, out, err);
    if (code == ExitCode.DONE) {
      code = scores(home, seed, out, err);
    }
    if (code == ExitCode.DONE) {
      sayWhatThereIs(folder, home, published, out);
    }
    return code;
  }

  private static long number(String flag, String value) throws UsageException {
    try {
      long number = Long.parseLong(value);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new UsageException(
        "--%s must be a whole number from 1, but was: %s".formatted(flag, value));
  }

  /** Returns the folder of the version that it published. */
  private static Path dataset(Path folder, long events, long seed, PrintStream out, PrintStream err)
      throws IOException, UsageException {
    Path sample = folder.resolve("sample-%d-%d".formatted(events, seed));
    if (!Files.exists(sample.resolve("expected.json"))) {
      out.printf(Locale.ROOT, "1  making %,d sample events (seed %d)%n", events, seed);
      long started = System.nanoTime();
      Files.createDirectories(sample);
      SampleEvents.write(SampleOptions.of(sample, events, seed));
      Duration took = Duration.ofNanos(System.nanoTime() - started);
      out.printf(Locale.ROOT, "   %s, %.1f s%n", sample.resolve("events"), took.toMillis() / 1e3);
    } else {
      out.printf("1  taking the sample events in %s%n", sample.resolve("events"));
    }
    Path keys = folder.resolve(KEYS);
    if (!Files.exists(keys)) {
      KeyFile.create(keys, Keys.generate(new SecureRandom()));
    }
    out.printf("2  keys for this demo alone, not for patients: %s%n", keys);
    String version = nextVersion(folder.resolve("datasets/chest"));
    out.printf(
        "3  exporting them on embedded Flink, %d tasks at a time%n%n",
        Runtime.getRuntime().availableProcessors());
    ExportCommand.export(
        ExportCommand.options(
            List.of(
                "--input=" + sample.resolve("events") + "/*.jsonl",
                "--output=" + folder.resolve("datasets"),
                "--dataset=chest",
                "--datasetVersion=" + version,
                "--keyFile=" + keys)),
        out,
        err);
    return folder.resolve("datasets/chest").resolve(version);
  }

  private static int maps(Path folder, long seed, PrintStream out, PrintStream err)
      throws Exception {
    out.printf("%n4  making three phantoms (seed %d)%n", seed);
    Path volumes = SampleVolumes.write(folder.resolve("phantoms-" + seed), seed);
    out.printf("   %s, the truth in %s%n", volumes, volumes.resolveSibling("expected.json"));
    out.printf("5  computing their scores and maps on embedded Flink%n%n");
    return new MapsCommand()
        .run(List.of("--input=" + volumes, "--output=" + folder.resolve("maps")), out, err);
  }

  /** Asks the models, and closes the loop: what they said and the truth become a dataset. */
  private static int scores(Path folder, long seed, PrintStream out, PrintStream err)
      throws Exception {
    Path models = folder.resolve("models");
    DemoModels.write(models);
    out.printf("%n6  writing demo models, which nobody trained: %s%n", models);
    Path images = folder.resolve("images-" + seed);
    out.printf("7  making phantoms of breasts and hearts (seed %d)%n", seed);
    PhantomStudies phantoms = new PhantomStudies(seed);
    phantoms.write(images);
    out.printf("   %s%n8  asking the models about them on embedded Flink%n%n", images);
    Path scores = folder.resolve("scores");
    int code =
        new ScoreCommand()
            .run(
                List.of("--models=" + models, "--input=" + images, "--output=" + scores), out, err);
    if (code != ExitCode.DONE) {
      return code;
    }
    Path truths = images.resolveSibling("truths-%d.jsonl".formatted(seed));
    int count = phantoms.writeTruths(scores.resolve("events"), truths);
    out.printf("%n9  writing what is in the phantoms, %d truths: %s%n", count, truths);
    out.printf("10 exporting what the models said, with the truth%n%n");
    Path dataset = folder.resolve("datasets/phantoms");
    ExportCommand.export(
        ExportCommand.options(
            List.of(
                "--input=" + scores.resolve("events") + "/*.jsonl," + truths,
                "--imageRoot=" + scores,
                "--output=" + dataset.getParent(),
                "--dataset=" + dataset.getFileName(),
                "--datasetVersion=" + nextVersion(dataset),
                // Few patients: by hash, a split might stay empty.
                "--splitMode=ledger",
                "--keyFile=" + folder.resolve(KEYS))),
        out,
        err);
    return ExitCode.DONE;
  }

  /** The folder as the user named it is what the next command is to be given. */
  private static void sayWhatThereIs(Path named, Path folder, Path published, PrintStream out) {
    out.printf(
        """

        Look at
          %1$s/manifest.json              what was read, what became of it, every file's sha256
          %1$s/rejects/rejected.jsonl     why each event was turned down, by file and line
          %1$s/csv, coco, tfrecord, whisper, hard_examples
          %2$s   names the newest version
          %3$s/index.json                 scores and maps, and where each lies
          %4$s/index.json               mammograms and hearts, as models read them
          %5$s   what to train the models with next
        With your own events: ./radloom export --help
        With your own volumes: ./radloom maps --help
        With your own models: ./radloom score --help

        In a browser: ./radloom view %6$s
        """,
        published,
        published.resolveSibling("LATEST"),
        folder.resolve("maps"),
        folder.resolve("scores"),
        folder.resolve("datasets/phantoms"),
        shellWord(named.toString()));
  }

  /** Returns the text as one word of a shell. */
  private static String shellWord(String text) {
    return text.matches("[\\w./+:@%,=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String nextVersion(Path dataset) {
    int number = 1;
    while (Files.exists(dataset.resolve("v" + number))) {
      number++;
    }
    return "v" + number;
  }
}
