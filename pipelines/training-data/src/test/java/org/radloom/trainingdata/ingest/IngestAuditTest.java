package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.trainingdata.AuditedOutput;

/** What a stream leaves in the audit trail of its output. */
@Tag("slow")
final class IngestAuditTest {
  private static final List<String> START = List.of("run-started", "config", "key-used");

  private final Path folder;
  private final AuditedOutput trail;
  private final StreamFolder out;

  IngestAuditTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    trail = new AuditedOutput(folder.resolve("out"));
    out = new StreamFolder(folder.resolve("out"));
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.jsonl"), "no event\nnor this\n");
  }

  @Test
  void aStreamThatIsAskedToEndTellsWhatItTookIn() throws Exception {
    Process child = new Ingest(folder).startChild(folder.resolve("log"));
    try {
      Ingest.await("both lines", () -> out.ledger().read() == 2);
    } finally {
      child.destroy();
    }
    assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(trail.actions()).startsWith(START.toArray(new String[0])).endsWith("run-ended");
    assertThat(trail.actions()).hasSize(4);
    JsonNode end = trail.details("run-ended");
    assertThat(end.path("outcome").asText()).isEqualTo("stopped");
    assertThat(end.path("counts").path("read").asLong()).isEqualTo(2);
    assertThat(end.path("counts").path("rejected").asLong()).isEqualTo(2);
    assertThat(end.path("counts").path("kept").asLong()).isZero();
    assertThat(trail.details("config").path("options").path("dedupeHorizon").asText())
        .isEqualTo("7d");
    assertThat(trail.details("key-used").path("keyIds")).isNotEmpty();
  }

  @Test
  void aStreamThatIsKilledHasNoEndAndTheNextGoesOn() throws Exception {
    Process child = new Ingest(folder).startChild(folder.resolve("log"));
    try {
      Ingest.await("both lines", () -> out.ledger().read() == 2);
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(trail.actions()).isEqualTo(START);

    try (IngestCommand.Running running = new Ingest(folder).start()) {
      Ingest.stop(running);
    }

    assertThat(trail.actions())
        .containsExactly(
            "run-started", "config", "key-used", "run-started", "config", "key-used", "run-ended");
    assertThat(trail.details("run-ended").path("counts").path("read").asLong()).isEqualTo(2);
  }
}
