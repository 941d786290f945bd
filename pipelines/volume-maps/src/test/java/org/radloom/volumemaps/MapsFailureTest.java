package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.volumemaps.sample.SampleVolumes;

/** Runs that die or cannot write: nothing is half there, and the next run goes on. */
@Tag("slow")
final class MapsFailureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void aRunThatCannotWriteFailsAfterAllStudiesWereTried(@TempDir Path folder) throws Exception {
    Path input = Files.createDirectory(folder.resolve("in"));
    InputFiles.calcium(input, "a", "S-A");
    InputFiles.calcium(input, "b", "S-B");
    InputFiles.sidecar(input, "c", "{}");
    Path output = Files.createDirectory(folder.resolve("out"));
    Files.writeString(output.resolve("studies"), "a file where a folder should be");

    CommandLine call = new Maps(input, output).run();

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.out()).contains("2 FAILED", "1 rejected", "unwritable_output");
    JsonNode index = new Maps(input, output).json("index.json");
    assertThat(index.path("failed").findValuesAsText("study")).containsExactly("S-A", "S-B");
    assertThat(index.path("studies")).isEmpty();
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("index.json", "studies");

    Files.delete(output.resolve("studies"));
    assertThat(new Maps(input, output).index().path("counts").path("finished").asInt())
        .isEqualTo(2);
  }

  @Test
  void aKilledRunLeavesNothingHalfAndTheNextOneGoesOn(@TempDir Path folder) throws Exception {
    Path input = SampleVolumes.write(folder, 3);
    Path output = folder.resolve("out");
    Maps maps = new Maps(input, output).with("parallelism", "1");
    Process run = start(maps.words(), folder.resolve("log"));
    try {
      // Killed while it writes a study.
      waitUntil(() -> anyFile(output, "calcium.json|.*\\.nii\\.gz"), run);
    } finally {
      run.destroyForcibly();
    }
    assertThat(run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(output.resolve("index.json")).doesNotExist();
    assertThat(runFolders(output)).hasSize(1);

    JsonNode index = maps.index();

    JsonNode counts = index.path("counts");
    assertThat(counts.path("finished").asInt() + counts.path("skipped").asInt()).isEqualTo(3);
    assertThat(index.path("studies")).hasSize(3);
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("index.json", "studies");
  }

  @Test
  void readsADicomFolderAndSaysNothingOfThePatient(@TempDir Path folder) throws Exception {
    Path input = Files.createDirectory(folder.resolve("in"));
    DicomFiles.write(input.resolve("ct"), InputFiles.block(InputFiles.SPACE, 250), "100");
    InputFiles.sidecar(
        input,
        "ct",
        "{\"op\":\"agatston\",\"study\":\"S-CT\",\"patientId\":\"%s\"}"
            .formatted(InputFiles.PATIENT));
    Maps maps = new Maps(input, folder.resolve("out"));

    CommandLine call = maps.run();

    assertThat(call.code()).as(call.err()).isZero();
    JsonNode calcium = maps.json("studies/S-CT/calcium.json");
    // 20 voxels x 0.25 mm2 x weight 2 x 3/3; unmasked, so no category.
    assertThat(calcium.path("total").asDouble()).isEqualTo(10.0);
    assertThat(calcium.path("category").isNull()).isTrue();
    assertThat(calcium.path("flags").toString()).isEqualTo("[\"unmasked\",\"kvp_not_120\"]");
    JsonNode study = maps.json("studies/S-CT/study.json");
    assertThat(study.path("source").path("files").path(0).path("name").asText()).isEqualTo("ct/");
    assertThat(call.out() + call.err()).doesNotContain(InputFiles.PATIENT);
    maps.contents()
        .forEach((path, text) -> assertThat(text.contains(InputFiles.PATIENT)).as(path).isFalse());
    assertThat(maps.index().path("counts").path("skipped").asInt()).isEqualTo(1);
  }

  private static boolean anyFile(Path output, String name) throws Exception {
    if (!Files.isDirectory(output)) {
      return false;
    }
    try (Stream<Path> paths = Files.walk(output)) {
      return paths.anyMatch(path -> path.getFileName().toString().matches(name));
    } catch (UncheckedIOException e) {
      // A folder went away while it was walked.
      return false;
    }
  }

  private static List<Path> runFolders(Path output) throws Exception {
    try (Stream<Path> paths = Files.list(output)) {
      return paths.filter(path -> path.getFileName().toString().startsWith(".run-")).toList();
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void waitUntil(Condition condition, Process run) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(run.isAlive()).as("the run ended before it could be killed").isTrue();
      assertThat(System.nanoTime()).as("the run began to write").isLessThan(end);
      Thread.sleep(1);
    }
  }

  private static Process start(List<String> words, Path log) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Xmx"))
        .forEach(command::add);
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    command.addAll(List.of("-cp", classPath, CommandLine.class.getName()));
    command.addAll(words);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(log.toString()))
        .start();
  }
}
