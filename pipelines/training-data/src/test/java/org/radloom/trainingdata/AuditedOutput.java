package org.radloom.trainingdata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An output folder with an audit trail, for tests that read it.
 *
 * @param output the folder
 */
public record AuditedOutput(Path output) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Returns the events, which must be an intact trail. */
  public List<JsonNode> events() throws IOException {
    CommandLine verify = CommandLine.run(List.of("audit", "verify", output.toString()));
    assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
    List<Path> segments;
    try (Stream<Path> files = Files.list(output.resolve("audit"))) {
      segments = files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
    List<JsonNode> events = new ArrayList<>();
    for (Path segment : segments) {
      for (String line : Files.readAllLines(segment)) {
        events.add(JSON.readTree(line));
      }
    }
    assertThat(verify.out()).startsWith("intact").contains(": %d event".formatted(events.size()));
    return events;
  }

  /** Returns the words of what was done, in order. */
  public List<String> actions() throws IOException {
    return events().stream().map(event -> event.path("action").asText()).toList();
  }

  /** Returns the details of the only event of that action. */
  public JsonNode details(String action) throws IOException {
    List<JsonNode> found =
        events().stream().filter(event -> event.path("action").asText().equals(action)).toList();
    assertThat(found).as(action).hasSize(1);
    return found.get(0).path("details");
  }
}
