package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;

/** What a run of maps tells of itself with {@code --lineage}. */
@Tag("slow")
final class MapsLineageTest {

  @Test
  void tellsOfItsStartItsFailureAndItsEnd(@TempDir Path folder) throws Exception {
    Path input = Files.createDirectory(folder.resolve("in"));
    InputFiles.calcium(input, "a", "S-A");
    Path output = Files.createDirectory(folder.resolve("out"));
    Files.writeString(output.resolve("studies"), "a file where a folder should be");
    Path lineage = folder.resolve("lineage.ndjson");
    Maps maps = new Maps(input, output).with("lineage", lineage.toString());

    assertThat(maps.run().code()).isEqualTo(ExitCode.FAILED);
    Files.delete(output.resolve("studies"));
    assertThat(maps.run().code()).isEqualTo(ExitCode.DONE);

    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(lineage)) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events)
        .extracting(event -> event.path("eventType").asText())
        .containsExactly("START", "FAIL", "START", "COMPLETE");
    assertThat(events.get(0).at("/inputs/0/name").asText()).isEqualTo(input.toString());
    JsonNode made = events.get(3).at("/outputs/0");
    assertThat(made.path("name").asText()).isEqualTo(output.toString());
    assertThat(made.at("/outputFacets/outputStatistics/rowCount").asLong()).isEqualTo(1);
  }
}
