package org.radloom.volumemaps;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.UsageException;
import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.lineage.Lineage;
import org.radloom.lineage.LineageDataset;
import org.radloom.lineage.LineageRun;
import org.radloom.volumemaps.input.CtInputs;
import org.radloom.volumemaps.input.CtStudy;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.StudySearch;
import org.radloom.volumemaps.job.JobPlace;
import org.radloom.volumemaps.job.RunStudies;
import org.radloom.volumemaps.output.RunFolder;
import org.radloom.volumemaps.output.RunProgress;
import org.radloom.volumemaps.output.RunReport;
import org.radloom.volumemaps.output.Worklist;
import org.radloom.volumemaps.study.MapsComputer;
import org.radloom.volumemaps.study.MapsSettings;

/** {@code maps}: computes calcium scores and perfusion maps of a folder of CT volumes. */
public final class MapsCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom maps --input=DIR --output=DIR [--flag=value]...

      Computes Agatston calcium scores and CT perfusion maps, on a GPU or without one. Each volume
      in the input folder has a JSON file of the same name beside it, which says what to compute.
      A volume that cannot be used is rejected with its reason, and the others still finish; what
      is there already of the same input and options is skipped. Begin with OUTPUT/index.json.

      """;

  /** Makes the command. */
  public MapsCommand() {}

  @Override
  public String name() {
    return "maps";
  }

  @Override
  public String summary() {
    return "CT volumes to calcium scores and perfusion maps";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    JobOptions.printHelp(MapsOptions.class, out);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException, BackendUnavailableException {
    return map(options(args), out, err);
  }

  /** Reads flags, and the config file if they name one. */
  public static MapsOptions options(List<String> args) throws UsageException {
    return JobOptions.parse(args, MapsOptions.class);
  }

  /**
   * Runs the job that the options describe and returns the exit code: done also where studies were
   * rejected, failed where a result could not be written or there was nothing to read.
   */
  public static int map(MapsOptions options, PrintStream out, PrintStream err)
      throws UsageException, IOException, BackendUnavailableException {
    JobOptions.prepare(options, MapsCommand.class);
    Lineage lineage = Lineage.to(options.getLineage(), err);
    MapsPlan plan = new MapsPlan(options);
    List<FoundStudy<CtStudy>> studies =
        StudySearch.find(new InputFolder(plan.input()), new CtInputs());
    if (studies.isEmpty()) {
      err.println("radloom maps: there is no volume and no sidecar in " + plan.input());
      return ExitCode.FAILED;
    }
    if (JobPlace.isHere(options)) {
      // Says at once what every task would say after the start.
      Backend.select(plan.backend());
    }
    LineageRun run = lineage.start("maps", List.of(LineageDataset.at(options.getInput())));
    try {
      JsonNode index = compute(options, plan, studies, out, err);
      if (index.path("counts").path("failed").asInt() == 0) {
        run.complete(List.of(made(plan, index)));
        return ExitCode.DONE;
      }
      run.fail("a study could not be computed or written");
      return ExitCode.FAILED;
    } catch (RuntimeException | IOException | UsageException | Error e) {
      run.fail(e);
      throw e;
    }
  }

  private static JsonNode compute(
      MapsOptions options,
      MapsPlan plan,
      List<FoundStudy<CtStudy>> studies,
      PrintStream out,
      PrintStream err)
      throws UsageException, IOException {
    long started = System.nanoTime();
    try (RunFolder run = RunFolder.in(plan.output())) {
      int concurrentStudies =
          Math.max(1, Math.min(JobPlace.parallelTasks(options), studies.size()));
      MapsSettings settings = plan.settings(run.folder(), concurrentStudies);
      Pipeline pipeline = Pipeline.create(options);
      pipeline.apply(
          "Maps",
          new RunStudies<>(
              "maps",
              studies,
              concurrentStudies,
              plan.output(),
              run.folder(),
              () -> MapsComputer.runner(settings)));
      RunProgress progress = RunProgress.watch(run.folder(), studies.size(), Headline::of, err);
      try (progress) {
        pipeline.run().waitUntilFinish();
      }
    }
    JsonNode index = Worklist.read(plan.output());
    RunReport.print(index, plan.output(), (System.nanoTime() - started) / 1e9, Headline::of, out);
    return index;
  }

  /** The results in the output folder: its studies, of this run and of earlier ones. */
  private static LineageDataset made(MapsPlan plan, JsonNode index) {
    return LineageDataset.at(plan.output().toString())
        .with(LineageDataset.Statistics.ofRecords(index.path("studies").size()));
  }
}
