package org.radloom.trainingdata.export;

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
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** What an export tells of itself with {@code --lineage}. */
@Tag("slow")
final class ExportLineageTest {

  @Test
  void tellsOfItsStartItsEndAndItsFailure(@TempDir Path folder) throws Exception {
    SampleEvents.write(SampleOptions.of(folder, 500, 5));
    Path lineage = folder.resolve("lineage.ndjson");
    Export export =
        new Export(folder.resolve("events/*"), folder.resolve("out"))
            .with("images", "reference")
            .with("lineage", lineage.toString());

    export.publish();
    Files.delete(export.folder().resolve("splits.csv"));
    export.with("datasetVersion", "v2");
    assertThat(export.run().code()).isEqualTo(ExitCode.FAILED);

    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(lineage)) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events)
        .extracting(event -> event.path("eventType").asText())
        .containsExactly("START", "COMPLETE", "START", "FAIL");
    assertThat(events)
        .extracting(event -> event.at("/job/name").asText())
        .containsOnly("export.chest");
    assertThat(events.get(0).at("/inputs/0/name").asText())
        .isEqualTo(folder.resolve("events/*").toString());
    JsonNode made = events.get(1).at("/outputs/0");
    assertThat(made.path("name").asText()).isEqualTo(folder.resolve("out/chest").toString());
    assertThat(made.at("/facets/version/datasetVersion").asText()).isEqualTo("v1");
    assertThat(made.at("/outputFacets/outputStatistics/rowCount").asLong()).isPositive();
    assertThat(events.get(3).at("/run/facets/errorMessage/message").asText()).isNotBlank();
  }

  @Test
  void dryRunTellsNothing(@TempDir Path folder) throws Exception {
    SampleEvents.write(SampleOptions.of(folder, 200, 5));
    Path lineage = folder.resolve("lineage.ndjson");
    Export export =
        new Export(folder.resolve("events/*"), folder.resolve("out"))
            .with("images", "reference")
            .with("dryRun", "true")
            .with("lineage", lineage.toString());

    assertThat(export.run().code()).isEqualTo(ExitCode.DONE);
    assertThat(lineage).doesNotExist();
  }
}
