package org.radloom.trainingdata.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.radloom.commandline.UsageException;
import org.radloom.files.Digests;
import org.radloom.trainingdata.export.ExportCommand;
import org.radloom.trainingdata.export.ExportOptions;
import org.radloom.trainingdata.export.ExportPlan;
import org.radloom.trainingdata.export.InputFiles;
import org.radloom.trainingdata.export.Publication;
import org.radloom.transforms.SourceFile;

/**
 * One measured run in a process of its own: {@code loop} or {@code job}, then the flags of export.
 * Prints wall and CPU seconds of the whole process, its start included, and a digest of all
 * published files.
 */
public final class BenchRun {
  private BenchRun() {}

  /** Runs and measures. */
  public static void main(String[] args) throws IOException, UsageException {
    List<String> flags = List.of(args).subList(1, args.length);
    Map<String, String> digests = args[0].equals("loop") ? loop(flags) : job(flags);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.printf(
        Locale.ROOT,
        "measured %.2f %.2f %s%n",
        (System.currentTimeMillis() - started) / 1e3,
        system.getProcessCpuTime() / 1e9,
        digest(digests));
    System.exit(0);
  }

  private static Map<String, String> loop(List<String> flags) throws IOException, UsageException {
    ExportOptions options = ExportCommand.options(flags);
    FileSystems.setDefaultPipelineOptions(options);
    List<SourceFile> files = InputFiles.match(options.getInput());
    Path folder = Path.of(options.getOutput());
    return PlainExport.run(
        files, new ExportPlan(options).settings(files, folder.toString()), folder);
  }

  private static Map<String, String> job(List<String> flags) throws IOException, UsageException {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    JsonNode manifest = ExportCommand.export(ExportCommand.options(flags), silent, silent);
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode file : manifest.path("files")) {
      String path = file.path("path").asText();
      if (!Publication.isMadeOfOthers(path)) {
        digests.put(path, file.path("sha256").asText());
      }
    }
    digests.remove("splits.csv"); // The loop has no next version to write it for.
    return digests;
  }

  private static String digest(Map<String, String> digests) {
    MessageDigest sha256 = Digests.sha256();
    digests.forEach(
        (path, digest) ->
            sha256.update((path + " " + digest + "\n").getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha256.digest());
  }
}
