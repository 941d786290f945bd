package org.radloom.datasetchecks.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsHistoryTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @Test
  void returnsWhatWasPublishedBeforeAVersion() throws Exception {
    Path file = folder.resolve("metrics-history.json");
    history().write(file);

    MetricsHistory read = MetricsHistory.read(file);

    assertThat(read.before("new", "rows")).containsExactly(10.0, 20.0);
    assertThat(read.before("v2", "rows")).containsExactly(10.0);
    assertThat(read.before("new", "unknown")).isEmpty();
  }

  @Test
  void keepsAVersionAsItWasFirst() {
    assertThat(history().with("v1", new TreeMap<>(Map.of("rows", 99.0))).before("new", "rows"))
        .containsExactly(10.0, 20.0);
  }

  @Test
  void refusesAFileThatIsNoHistory() throws Exception {
    Path file = Files.writeString(folder.resolve("h.json"), "{\"format\":\"other\"}");

    assertThatThrownBy(() -> MetricsHistory.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage("the history is no radloom-metrics/1");
  }

  @Test
  void noFileIsAnEmptyHistory() throws Exception {
    assertThat(MetricsHistory.read(folder.resolve("none")).before("v", "rows")).isEmpty();
  }

  private static MetricsHistory history() {
    return MetricsHistory.empty()
        .with("v1", new TreeMap<>(Map.of("rows", 10.0)))
        .with("v2", new TreeMap<>(Map.of("rows", 20.0)));
  }
}
