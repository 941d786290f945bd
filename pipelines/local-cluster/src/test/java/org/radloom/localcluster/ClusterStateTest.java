package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterStateTest {
  private static final ClusterState STATE =
      new ClusterState(
          ClusterState.FORMAT,
          2,
          Map.of("heartbeat.timeout", "5000"),
          new ClusterPorts(1, 2, 3, 4, 5, 6),
          Map.of());

  private final Path file;

  ClusterStateTest(@TempDir Path folder) {
    this.file = folder.resolve("cluster.json");
  }

  @Test
  void anotherProcessReadsWhatWasWritten() throws Exception {
    ClusterState state =
        STATE.with("kafka", new ProcessId(7, 1234)).with("s3", new ProcessId(8, 5678));

    state.write(file);

    assertThat(ClusterState.read(file)).contains(state);
    assertThat(ClusterState.read(file).orElseThrow().processes().keySet())
        .containsExactly("kafka", "s3");
  }

  @Test
  void isNothingWhereThereIsNoFile() throws Exception {
    assertThat(ClusterState.read(file)).isEmpty();
  }

  @Test
  void refusesAnotherFormatAndNoJson() throws Exception {
    Files.writeString(file, "{\"format\": \"radloom-cluster/9\", \"slotsEach\": 1}");
    assertThatThrownBy(() -> ClusterState.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cluster.json");

    Files.writeString(file, "{");
    assertThatThrownBy(() -> ClusterState.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the state of a cluster");
  }

  @Test
  void aRestartedProcessTakesThePlaceOfTheOldOne() {
    ClusterState state =
        STATE.with("kafka", new ProcessId(7, 1)).with("kafka", new ProcessId(9, 2));

    assertThat(state.processes()).containsOnly(Map.entry("kafka", new ProcessId(9, 2)));
  }
}
