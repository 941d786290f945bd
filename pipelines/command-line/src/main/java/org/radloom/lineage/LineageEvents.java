package org.radloom.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.radloom.commandline.Version;

/**
 * The events of one run, as JSON. Shapes and schema addresses are those of OpenLineage's own
 * classes.
 */
final class LineageEvents {
  /** The one that every job of Radloom is in. */
  static final String NAMESPACE = "radloom";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private final OpenLineage lineage;
  private final UUID run;
  private final String job;
  private final List<LineageDataset> inputs;

  LineageEvents(Version version, UUID run, String job, List<LineageDataset> inputs) {
    this.lineage = new OpenLineage(URI.create("urn:radloom:" + version.number()));
    this.run = run;
    this.job = job;
    this.inputs = List.copyOf(inputs);
  }

  String start() {
    return event(EventType.START, lineage.newRunFacetsBuilder().build(), List.of());
  }

  String complete(List<LineageDataset> outputs) {
    return event(EventType.COMPLETE, lineage.newRunFacetsBuilder().build(), outputs);
  }

  String fail(String kind) {
    OpenLineage.ErrorMessageRunFacet error =
        lineage.newErrorMessageRunFacetBuilder().message(kind).programmingLanguage("JAVA").build();
    return event(
        EventType.FAIL, lineage.newRunFacetsBuilder().errorMessage(error).build(), List.of());
  }

  private String event(EventType type, OpenLineage.RunFacets facets, List<LineageDataset> outputs) {
    OpenLineage.RunEvent event =
        lineage
            .newRunEventBuilder()
            .eventType(type)
            .eventTime(ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS))
            .run(lineage.newRunBuilder().runId(run).facets(facets).build())
            .job(lineage.newJobBuilder().namespace(NAMESPACE).name(job).build())
            .inputs(inputs.stream().map(this::input).toList())
            .outputs(outputs.stream().map(this::output).toList())
            .build();
    try {
      return JSON.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event of OpenLineage cannot be written as JSON", e);
    }
  }

  private OpenLineage.InputDataset input(LineageDataset dataset) {
    return lineage
        .newInputDatasetBuilder()
        .namespace(dataset.namespace())
        .name(dataset.name())
        .facets(facets(dataset))
        .build();
  }

  private OpenLineage.OutputDataset output(LineageDataset dataset) {
    OpenLineage.OutputDatasetOutputFacetsBuilder facets =
        lineage.newOutputDatasetOutputFacetsBuilder();
    LineageDataset.Statistics made = dataset.statistics();
    if (made != null) {
      facets.outputStatistics(
          lineage.newOutputStatisticsOutputDatasetFacet(
              made.records(), made.bytes(), made.files()));
    }
    return lineage
        .newOutputDatasetBuilder()
        .namespace(dataset.namespace())
        .name(dataset.name())
        .facets(facets(dataset))
        .outputFacets(facets.build())
        .build();
  }

  private OpenLineage.DatasetFacets facets(LineageDataset dataset) {
    OpenLineage.DatasetFacetsBuilder facets = lineage.newDatasetFacetsBuilder();
    if (dataset.version() != null) {
      facets.version(lineage.newDatasetVersionDatasetFacet(dataset.version()));
    }
    return facets.build();
  }
}
