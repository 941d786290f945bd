package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunAuditTest {
  private final Path folder;

  RunAuditTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private RunAudit run() throws IOException {
    AuditTrail trail = SampleTrail.open(folder, null, Instant.parse("2026-11-20T00:00:00Z"));
    return RunAudit.of(trail, "export", Map.of("dataset", "chest", "version", "v1"));
  }

  private List<String> lines() throws Exception {
    SampleTrail trail = new SampleTrail(new AuditFolder(folder));
    trail.verify();
    return trail.lines(1);
  }

  @Test
  void everyEventSaysWhichRunItIsOfAsFarAsItMay() throws Exception {
    try (RunAudit run = run()) {
      run.started();
      run.config(Map.of("b", "2", "a", "1"));
      run.record(Action.ERASED, Map.of("keyId", "k"));
    }

    assertThat(lines().get(0))
        .contains("\"command\":\"export\"", "\"dataset\":\"chest\"", "\"version\":\"v1\"");
    // printf '{"a":"1","b":"2"}' | sha256sum
    assertThat(lines().get(1))
        .contains("21f76dfbfe6dfe21f762080ef484112cf2952974cef30741fd1931e1c6d92112");
    assertThat(lines().get(2)).contains("\"details\":{\"keyId\":\"k\"}");
  }

  @Test
  void anEndIsToldOnceAndAFailureByItsKindAlone() throws Exception {
    try (RunAudit run = run()) {
      run.failed(new IOException("Jane Doe"));
      run.ended("stopped", Map.of());
    }

    assertThat(lines())
        .singleElement()
        .asString()
        .contains("\"outcome\":\"failed\"", "\"failure\":\"IOException\"")
        .doesNotContain("Jane");
  }
}
