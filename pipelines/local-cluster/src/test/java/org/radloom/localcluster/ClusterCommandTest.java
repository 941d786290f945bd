package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.UsageException;

/** Calls that start nothing. */
final class ClusterCommandTest {
  private final Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  ClusterCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(String... args) throws Exception {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new ClusterCommand().run(List.of(args), out, out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "start",
        "up --taskManagers=0",
        "up --taskManagers=17",
        "up --slots=two",
        "up --slots=",
        "up --delete",
        "up --dir=",
        "down --taskManagers=2",
        "status --delete",
        "status more"
      })
  void wrongCallsChangeNothing(String call) {
    String[] args = call.isEmpty() ? new String[0] : call.split(" ", -1);

    assertThatThrownBy(() -> run(args)).isInstanceOf(UsageException.class);
  }

  @Test
  void statusWithoutAClusterSaysHowToStartOne() throws Exception {
    assertThat(run("status", "--dir=" + folder)).isEqualTo(1);

    assertThat(printed()).contains("There is no cluster in " + folder, "./radloom cluster up");
  }

  @Test
  void downWithoutAClusterIsNoFailure() throws Exception {
    Path none = folder.resolve("none");

    assertThat(run("down", "--dir=" + none)).isZero();

    assertThat(none).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "down", "down --delete"})
  void aFolderOfSomethingElseIsNeitherFilledNorDeleted(String call) throws Exception {
    Path file = Files.writeString(folder.resolve("thesis.txt"), "chapter 1");
    String[] args = (call + " --dir=" + folder).split(" ", -1);

    assertThatThrownBy(() -> run(args))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is something in " + folder);

    assertThat(folder).isDirectoryContaining(one -> one.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void statusOfDeadProcessesNamesThemAndEndsWithOne() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    new ClusterState(
            ClusterState.FORMAT,
            1,
            Map.of(),
            ClusterPorts.free(),
            Map.of("kafka", new ProcessId(ended.pid(), 1)))
        .write(new ClusterFolder(folder).state());

    assertThat(run("status", "--dir=" + folder)).isEqualTo(1);

    assertThat(printed()).contains("kafka          DOWN");
  }

  @Test
  void downForgetsDeadProcessesAndKeepsTheDataUntilItIsToldToDeleteIt() throws Exception {
    ClusterFolder place = new ClusterFolder(folder.resolve("cluster"));
    place.create();
    Path data = Files.writeString(place.s3Data().resolve("object"), "x");
    new ClusterState(
            ClusterState.FORMAT,
            1,
            Map.of(),
            ClusterPorts.free(),
            Map.of("s3", new ProcessId(ProcessHandle.current().pid(), 1)))
        .write(place.state());

    assertThat(run("down", "--dir=" + place.root())).isZero();
    assertThat(data).exists();
    assertThat(LocalCluster.in(place.root())).isEmpty();

    assertThat(run("down", "--dir=" + place.root(), "--delete")).isZero();
    assertThat(place.root()).doesNotExist();
  }
}
