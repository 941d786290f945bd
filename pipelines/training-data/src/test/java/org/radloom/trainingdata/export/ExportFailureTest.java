package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** Runs that die or fail: nothing is half published, and nothing published is touched. */
@Tag("slow")
final class ExportFailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void aKilledRunLeavesWhatIsPublishedAndTheNextOneTidiesUp(@TempDir Path folder) throws Exception {
    SampleEvents.write(SampleOptions.of(folder, 5_000, 5));
    Export export = new Export(folder.resolve("events/*"), folder.resolve("out"));
    new Export(folder.resolve("events/events-00001.jsonl"), folder.resolve("out")).publish();
    Map<String, String> before = published(export);
    export.with("datasetVersion", "v2");

    killOnceItAssembles(export, folder.resolve("child.log"));

    assertThat(export.folder()).doesNotExist();
    assertThat(published(export)).isEqualTo(before);
    assertThat(export.latest()).isEqualTo("v1");
    assertThat(export.datasetFiles()).anyMatch(name -> name.startsWith(".staging-v2@"));

    export.publish();

    assertThat(export.datasetFiles()).containsExactly("LATEST", "index.html", "v1", "v2");
    assertThat(export.latest()).isEqualTo("v2");
  }

  /** Returns everything in the output folder but working folders. */
  private static Map<String, String> published(Export export) {
    Map<String, String> all = new TreeMap<>(export.everything());
    all.keySet().removeIf(path -> path.contains(".staging-"));
    all.remove("");
    return all;
  }

  /** Runs the export in a process of its own and kills it in its middle. */
  static void killOnceItAssembles(Export export, Path log) throws Exception {
    Process child =
        new ProcessBuilder(java(export.words()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!hasBuckets(export.dataset())) {
        assertThat(child.isAlive()).as(Files.readString(log)).isTrue();
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(2);
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as("it was killed before it was done").isNotZero();
  }

  private static boolean hasBuckets(Path dataset) throws IOException {
    try (DirectoryStream<Path> staging = Files.newDirectoryStream(dataset, ".staging-*")) {
      for (Path folder : staging) {
        String[] buckets = folder.resolve("buckets").toFile().list();
        if (buckets != null && buckets.length > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> java(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens") || argument.startsWith("-X")) {
        command.add(argument);
      }
    }
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(CommandLine.class.getName());
    command.addAll(words);
    return command;
  }

  @Test
  void aFailingRunSaysWhyAndLeavesNothing(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("a.jsonl"), "{}\n");
    Export export = new Export(input, folder.resolve("out"));
    export.publish();
    // The splits to go on from are gone, which shows in the middle of the run.
    Files.delete(export.folder().resolve("splits.csv"));

    CommandLine call = export.with("datasetVersion", "v2").run();

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("radloom export: ", export.dataset() + "/v1/splits.csv");
    assertThat(export.datasetFiles()).containsExactly("LATEST", "index.html", "v1");
    assertThat(export.latest()).isEqualTo("v1");
  }

  @Test
  void aRunKilledBeforeItCouldNameItsVersionIsFinishedByTheNext(@TempDir Path folder)
      throws Exception {
    Path input = Files.writeString(folder.resolve("a.jsonl"), "{}\n");
    Export export = new Export(input, folder.resolve("out"));
    export.publish();
    Files.delete(export.dataset().resolve("LATEST"));
    Process over = new ProcessBuilder("true").start();
    over.waitFor();
    String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
    Files.createDirectories(
        export.dataset().resolve(".staging-v1@%s@%d@left".formatted(host, over.pid())));

    CommandLine call = export.run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("was killed before it could name it");
    assertThat(export.latest()).isEqualTo("v1");
  }

  @Test
  void anOutputFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("a.jsonl"), "{}\n");
    Path file = Files.writeString(folder.resolve("out"), "a file");

    CommandLine call = new Export(input, file).run();

    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("radloom export: ", file.toString());
    assertThat(file).hasContent("a file");
  }

  @Test
  void aFullDiskIsSaidAndNothingIsLeft(@TempDir Path folder) throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        isDone("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "file systems can be mounted");
    try {
      SampleEvents.write(SampleOptions.of(folder, 3_000, 5));
      Export export = new Export(folder.resolve("events/*"), disk.resolve("out"));

      CommandLine call = export.run();

      assertThat(call.code()).isEqualTo(ExitCode.FAILED);
      assertThat(call.err()).contains("No space left on device");
      assertThat(export.datasetFiles()).isEmpty();
    } finally {
      isDone("umount", disk.toString());
    }
  }

  private static boolean isDone(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
