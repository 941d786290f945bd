package org.radloom.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import org.apache.beam.sdk.Pipeline;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.UsageException;
import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.lineage.Lineage;
import org.radloom.lineage.LineageDataset;
import org.radloom.lineage.LineageRun;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelRefusedException;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RunFolders;
import org.radloom.volumemaps.input.StudySearch;
import org.radloom.volumemaps.job.JobPlace;
import org.radloom.volumemaps.job.RunStudies;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.RunProgress;
import org.radloom.volumemaps.output.RunReport;
import org.radloom.volumemaps.output.Worklist;

/** {@code score}: asks models about images and CT volumes. */
public final class ScoreCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom score --models=DIR --input=DIR --output=DIR [--flag=value]...

      Asks models about mammograms, other images and CT volumes of the heart. Each study in the
      input folder is a file X.json that says what its images are, see docs/models.md. What the
      models say becomes inference events, which export and ingest take, heatmaps, masks and a
      worklist. A study that cannot be used is rejected with its reason, and the others still
      finish; what is there already of the same input, model and options is skipped.

      """;

  /** Makes the command. */
  public ScoreCommand() {}

  @Override
  public String name() {
    return "score";
  }

  @Override
  public String summary() {
    return "images to what models say of them";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    JobOptions.printHelp(ScoreOptions.class, out);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    return score(JobOptions.parse(args, ScoreOptions.class), out, err);
  }

  /**
   * Runs the job that the options describe and returns the exit code: done also where studies were
   * rejected, failed where a model or a result failed or there was nothing to read.
   */
  public static int score(ScoreOptions options, PrintStream out, PrintStream err)
      throws UsageException, IOException, ModelRefusedException, BackendUnavailableException {
    JobOptions.prepare(options, ScoreCommand.class);
    Lineage lineage = Lineage.to(options.getLineage(), err);
    RunFolders folders = RunFolders.of(options.getInput(), options.getOutput());
    Path models = Path.of(options.getModels()).toAbsolutePath().normalize();
    if (!Files.isDirectory(models)) {
      throw new UsageException("--models=%s is no folder".formatted(options.getModels()));
    }
    List<FoundStudy<ScoreOp>> studies =
        StudySearch.find(new InputFolder(folders.input()), new ScoreInputs());
    if (studies.isEmpty()) {
      err.println("radloom score: there is no sidecar and no image in " + folders.input());
      return ExitCode.FAILED;
    }
    Set<ScoreOp> ops = EnumSet.noneOf(ScoreOp.class);
    for (FoundStudy<ScoreOp> study : studies) {
      if (study instanceof Described<ScoreOp> described) {
        ops.add(described.what());
      }
    }
    SortedMap<ScoreOp, String> chosen =
        ModelChoice.of(ModelFolder.at(models), options.getModel(), ops);
    int atATime = Math.max(1, Math.min(JobPlace.parallelTasks(options), studies.size()));
    ScoreSettings checked = settings(options, folders, models, chosen, atATime, folders.output());
    LineageRun run = lineage.start("score", List.of(LineageDataset.at(options.getInput())));
    try {
      JsonNode index;
      if (JobPlace.isHere(options)) {
        Backend.select(checked.backend());
        // Says at once what every task would say after the start; tasks share what is open.
        OpenModels open = OpenModels.open(checked);
        try (open) {
          index = compute(options, folders, models, chosen, atATime, studies, out, err);
        }
      } else {
        index = compute(options, folders, models, chosen, atATime, studies, out, err);
      }
      if (index.path("counts").path("failed").asInt() == 0) {
        run.complete(
            List.of(
                LineageDataset.at(folders.output().toString())
                    .with(LineageDataset.Statistics.ofRecords(index.path("studies").size()))));
        return ExitCode.DONE;
      }
      run.fail("a study could not be computed or written");
      return ExitCode.FAILED;
    } catch (Exception | Error e) {
      run.fail(e);
      throw e;
    }
  }

  private static JsonNode compute(
      ScoreOptions options,
      RunFolders folders,
      Path models,
      SortedMap<ScoreOp, String> chosen,
      int atATime,
      List<FoundStudy<ScoreOp>> studies,
      PrintStream out,
      PrintStream err)
      throws IOException, UsageException {
    long started = System.nanoTime();
    try (RunFolder run = RunFolder.in(folders.output())) {
      ScoreSettings settings = settings(options, folders, models, chosen, atATime, run.folder());
      Pipeline pipeline = Pipeline.create(options);
      pipeline.apply(
          "Score",
          new RunStudies<>(
              "score",
              studies,
              atATime,
              folders.output(),
              run.folder(),
              () -> ScoreComputer.runner(settings)));
      RunProgress progress =
          RunProgress.watch(run.folder(), studies.size(), ScoreCommand::headline, err);
      try (progress) {
        pipeline.run().waitUntilFinish();
      }
    }
    JsonNode index = Worklist.read(folders.output());
    RunReport.print(
        index, folders.output(), (System.nanoTime() - started) / 1e9, ScoreCommand::headline, out);
    return index;
  }

  /** Checks the flags and returns what they say. */
  static ScoreSettings settings(
      ScoreOptions options,
      RunFolders folders,
      Path models,
      SortedMap<ScoreOp, String> chosen,
      int atATime,
      Path run)
      throws UsageException {
    double least = options.getMinConfidence();
    if (!(least > 0 && least <= 1)) {
      throw new UsageException("--minConfidence must be above 0, to 1, but was: " + least);
    }
    BackendChoice backend;
    try {
      backend = BackendChoice.of(options.getBackend());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + e.getMessage());
    }
    return new ScoreSettings(
        models.toString(),
        folders.input().toString(),
        folders.output().toString(),
        run.toString(),
        chosen,
        backend,
        Duration.ofSeconds(positive("timeoutSeconds", options.getTimeoutSeconds(), 86_400)),
        atATime,
        least,
        at(options.getAt()),
        positive("maxPixels", options.getMaxPixels(), 1 << 28),
        positive("maxVoxels", options.getMaxVoxels(), 1 << 28),
        options.getCopyVolumes(),
        options.getForce());
  }

  private static long positive(String flag, long value, long most) throws UsageException {
    if (value < 1 || value > most) {
      throw new UsageException("--%s must be 1 to %d, but was: %d".formatted(flag, most, value));
    }
    return value;
  }

  private static @Nullable Instant at(@Nullable String text) throws UsageException {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--at must be a time such as 2026-11-20T08:00:00Z, but was: " + text);
    }
  }

  /** The result of a study in a few words. */
  private static String headline(JsonNode entry) {
    JsonNode summary = entry.path("summary");
    if (summary.has("ejectionFractionPercent")) {
      return String.format(
          Locale.ROOT,
          "EF %.1f %%, EDV %.1f ml, ESV %.1f ml",
          summary.path("ejectionFractionPercent").asDouble(),
          summary.path("endDiastolicMl").asDouble(),
          summary.path("endSystolicMl").asDouble());
    }
    String lesions =
        String.format(
            Locale.ROOT,
            "%d lesions, highest confidence %.2f",
            summary.path("lesions").asInt(),
            summary.path("highestConfidence").asDouble());
    return summary.has("biRads")
        ? "BI-RADS %d, %s".formatted(summary.path("biRads").asInt(), lesions)
        : lesions;
  }
}
