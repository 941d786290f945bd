package org.radloom.scoring;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.radloom.commandline.FolderTree;

/** What only a new process shows of the job: memory, and sessions that open for the first time. */
final class ScoreProcesses {
  private ScoreProcesses() {}

  /** Prints memory with one task and with all, and how long sessions take to open. */
  static void print(Path folder, List<Path> inputs, int tasks, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    List<String> sessions = List.of();
    out.println();
    out.println("| job over | tasks | heap alive at most, MB | resident at most, MB |");
    out.println("|---|---:|---:|---:|");
    for (Path input : inputs) {
      for (int parallel : tasks == 1 ? List.of(1) : List.of(1, tasks)) {
        err.printf("%s with %d tasks in a process of its own%n", input.getFileName(), parallel);
        List<String> printed =
            process(ScoreRivals.flags(folder, input, folder.resolve("out"), parallel));
        FolderTree.delete(folder.resolve("out"));
        out.printf(
            Locale.ROOT,
            "| %s | %d | %.0f | %.0f |%n",
            input.getFileName(),
            parallel,
            Long.parseLong(field(printed, "live", 1)) / 1e6,
            Long.parseLong(field(printed, "resident", 1)) * 1024 / 1e6);
        sessions = printed;
      }
    }
    out.println();
    out.println("| session | first in its process, ms | shared, ms |");
    out.println("|---|---:|---:|");
    for (String line : sessions) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("session")) {
        out.printf("| %s | %s | %s |%n", words[1], words[2], words[3]);
      }
    }
  }

  private static String field(List<String> printed, String name, int index) throws IOException {
    for (String line : printed) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(name)) {
        return words[index];
      }
    }
    throw new IOException("the process did not print " + name);
  }

  private static List<String> process(List<String> flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As this process was started: heap, collector, and what Flink reflects on.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(word -> word.startsWith("--add-opens") || word.startsWith("-X"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            ScoreBenchRun.class.getName(),
            String.join(",", ScoreRivals.MODELS.values())));
    command.addAll(flags);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // Not as a flag: ONNX Runtime 1.29 crashes where the command line is very long.
    builder
        .environment()
        .put(
            "CLASSPATH",
            Objects.requireNonNull(
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("a process of the benchmark failed");
    }
    return printed.lines().toList();
  }
}
