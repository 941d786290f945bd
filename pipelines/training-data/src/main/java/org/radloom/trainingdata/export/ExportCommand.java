package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.UsageException;
import org.radloom.lineage.Lineage;
import org.radloom.lineage.LineageDataset;
import org.radloom.lineage.LineageRun;
import org.radloom.transforms.ExportDataset;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.SourceFile;
import org.radloom.transforms.StoredFile;

/** {@code export}: publishes one dataset version from events. */
public final class ExportCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom export --input=GLOB[,GLOB] --output=DIR --dataset=NAME --datasetVersion=V \
      --keyFile=F [--flag=value]...

      Publishes one version of a dataset from events: de-duplicated, scored, split by patient,
      as COCO, TFRecord, CSV and Whisper manifests, with a manifest that adds up. A version is
      never changed; OUTPUT/DATASET/LATEST names the newest.

      """;

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "events to one published dataset version";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    JobOptions.printHelp(ExportOptions.class, out);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    export(options(args), out, err);
    return ExitCode.DONE;
  }

  /** Reads flags, and the config file if they name one. */
  public static ExportOptions options(List<String> args) throws UsageException {
    return JobOptions.parse(args, ExportOptions.class);
  }

  /** Runs the export that the options describe and returns the manifest. */
  public static JsonNode export(ExportOptions options, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    JobOptions.prepare(options, ExportCommand.class);
    // Before anything is done: a wrong address is wrong usage.
    Lineage lineage =
        options.getDryRun() ? Lineage.off(err) : Lineage.to(options.getLineage(), err);
    ExportPlan plan = new ExportPlan(options);
    if (plan.wasAlmostPublished()) {
      err.println("an earlier run published this version and was killed before it could name it");
      plan.nameLatest();
      return readManifest(plan.versionFolder());
    }
    plan.check();
    plan.notices().forEach(err::println);
    List<SourceFile> files = InputFiles.match(options.getInput());
    LineageRun run =
        lineage.start(
            "export." + options.getDataset(),
            options.getInput().stream().map(LineageDataset::at).toList());
    try (ExportAudit audit = ExportAudit.open(options, err)) {
      try {
        JsonNode manifest = publish(options, plan, files, audit, out, err);
        run.complete(List.of(made(plan, options.getDatasetVersion(), manifest)));
        return manifest;
      } catch (RuntimeException | IOException | UsageException | Error e) {
        audit.failed(e);
        throw e;
      }
    } catch (RuntimeException | IOException | UsageException | Error e) {
      run.fail(e);
      throw e;
    }
  }

  private static JsonNode publish(
      ExportOptions options,
      ExportPlan plan,
      List<SourceFile> files,
      ExportAudit audit,
      PrintStream out,
      PrintStream err)
      throws UsageException, IOException {
    try (StagingFolder staging =
        options.getDryRun()
            ? StagingFolder.temporary()
            : StagingFolder.in(plan.datasetFolder(), options.getDatasetVersion())) {
      ExportSettings settings = plan.settings(files, staging.root());
      staging.make();
      PreviousFiles.stage(options, settings);
      audit.started(settings);
      Pipeline pipeline = Pipeline.create(options);
      pipeline.apply("Export", ExportDataset.of(files, settings));
      ExportProgress progress = ExportProgress.watch(staging.root(), files, settings, err);
      Publication publication = new Publication(options, settings, audit, err);
      JsonNode manifest;
      try (progress) {
        pipeline.run().waitUntilFinish();
        manifest =
            options.getDryRun() ? readManifest(staging.root() + "/version") : publication.publish();
      }
      audit.ended(manifest);
      ExportReport.print(
          manifest,
          options.getDryRun() ? "" : plan.versionFolder(),
          publication.models(),
          progress,
          out);
      return manifest;
    }
  }

  /** What the version holds: the records of every type and split, and the files of its manifest. */
  private static LineageDataset made(ExportPlan plan, String version, JsonNode manifest) {
    long records = 0;
    for (JsonNode counts : manifest.path("counts")) {
      for (JsonNode split : counts.path("exported")) {
        records += split.asLong();
      }
    }
    long bytes = 0;
    for (JsonNode file : manifest.path("files")) {
      bytes += file.path("bytes").asLong();
    }
    return LineageDataset.at(plan.datasetFolder())
        .withVersion(version)
        .with(new LineageDataset.Statistics(records, bytes, (long) manifest.path("files").size()));
  }

  static JsonNode readManifest(String folder) throws IOException {
    try (var in = Channels.newInputStream(StoredFile.open(folder + "/manifest.json"))) {
      return new ObjectMapper().readTree(in);
    }
  }
}
