package org.radloom.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.UsageException;

class LineageTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(said, true, UTF_8);

  private final Path folder;

  LineageTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void fileHasAnEventALineOfOneRun() throws Exception {
    Path file = folder.resolve("new/lineage.ndjson");
    LineageRun run =
        Lineage.to(file.toString(), err)
            .start("export.chest", List.of(LineageDataset.at("/data/events/*.jsonl")));
    run.complete(
        List.of(
            LineageDataset.at("/out/chest")
                .withVersion("v1")
                .with(new LineageDataset.Statistics(3, 1000L, 7L))));

    List<JsonNode> events = events(Files.readAllLines(file));
    assertThat(events)
        .extracting(e -> e.path("eventType").asText())
        .containsExactly("START", "COMPLETE");
    assertThat(events)
        .extracting(e -> e.at("/run/runId").asText())
        .containsOnly(UUID.fromString(events.get(0).at("/run/runId").asText()).toString());
    JsonNode made = events.get(1).at("/outputs/0");
    assertThat(made.path("namespace").asText()).isEqualTo("file");
    assertThat(made.path("name").asText()).isEqualTo("/out/chest");
    assertThat(made.at("/facets/version/datasetVersion").asText()).isEqualTo("v1");
    JsonNode statistics = made.at("/outputFacets/outputStatistics");
    assertThat(statistics.path("rowCount").asLong()).isEqualTo(3);
    assertThat(statistics.path("size").asLong()).isEqualTo(1000);
    assertThat(statistics.path("fileCount").asLong()).isEqualTo(7);
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @Test
  void eventsHaveWhatTheSpecificationRequires() throws Exception {
    Path file = folder.resolve("lineage.ndjson");
    Lineage lineage = Lineage.to(file.toString(), err);
    lineage
        .start("maps", List.of(LineageDataset.at("in")))
        .complete(List.of(LineageDataset.at("o")));
    lineage.start("maps", List.of()).fail("StudiesFailed");

    for (JsonNode event : events(Files.readAllLines(file))) {
      OffsetDateTime.parse(event.path("eventTime").asText());
      assertThat(URI.create(event.path("producer").asText()).isAbsolute()).isTrue();
      assertThat(event.path("schemaURL").asText()).contains("/2-0-2/").endsWith("RunEvent");
      assertThat(event.path("eventType").asText()).isIn("START", "COMPLETE", "FAIL");
      assertThat(event.at("/job/namespace").asText()).isEqualTo("radloom");
      assertThat(event.at("/job/name").asText()).isEqualTo("maps");
      Stream.of("inputs", "outputs")
          .flatMap(list -> Stream.of(event.path(list)))
          .forEach(
              list ->
                  list.forEach(
                      dataset -> {
                        assertThat(dataset.path("namespace").asText()).isNotBlank();
                        assertThat(dataset.path("name").asText()).isNotBlank();
                      }));
      for (JsonNode facets : event.findValues("facets")) {
        for (JsonNode facet : facets) {
          assertThat(URI.create(facet.path("_producer").asText()).isAbsolute()).isTrue();
          assertThat(URI.create(facet.path("_schemaURL").asText()).isAbsolute()).isTrue();
        }
      }
    }
  }

  @Test
  void failureTellsItsKindAndNothingOfTheData() throws Exception {
    Path file = folder.resolve("lineage.ndjson");
    LineageRun run = Lineage.to(file.toString(), err).start("export.chest", List.of());
    run.fail(new IllegalStateException("x", new IOException("patient Jane Doe, line 7")));
    run.complete(List.of());

    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    JsonNode failed = events(lines).get(1);
    assertThat(failed.path("eventType").asText()).isEqualTo("FAIL");
    assertThat(failed.at("/run/facets/errorMessage/message").asText())
        .isEqualTo("java.io.IOException");
    assertThat(lines.get(1)).doesNotContain("Jane");
  }

  @Test
  void serverGetsEachEventAsJson() throws Exception {
    List<String> posted = Collections.synchronizedList(new ArrayList<>());
    HttpServer server = server(201, posted);
    try {
      Lineage.to(address(server), err).start("maps", List.of()).complete(List.of());
    } finally {
      server.stop(0);
    }
    assertThat(events(posted))
        .extracting(event -> event.path("eventType").asText())
        .containsExactly("START", "COMPLETE");
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @Test
  void refusalIsSaidOnceAndTheJobGoesOn() throws Exception {
    HttpServer server = server(503, new ArrayList<>());
    try {
      Lineage.to(address(server), err).start("maps", List.of()).complete(List.of());
    } finally {
      server.stop(0);
    }
    assertThat(said.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .contains("the server answered 503");
  }

  @Test
  void serverThatIsAwayIsSaidOnceAndTheJobGoesOn() throws Exception {
    HttpServer server = server(200, new ArrayList<>());
    String gone = address(server);
    server.stop(0);

    Lineage.to(gone, err).start("maps", List.of()).fail("StudiesFailed");

    assertThat(said.toString(UTF_8).lines()).hasSize(1);
  }

  @Test
  void fileThatCannotBeWrittenIsSaidOnceAndTheJobGoesOn() throws Exception {
    Lineage.to(folder.toString(), err).start("maps", List.of()).complete(List.of());
    assertThat(said.toString(UTF_8).lines()).hasSize(1);
  }

  @Test
  void nothingIsToldWithoutATarget() throws Exception {
    Lineage.to(null, err).start("maps", List.of()).complete(List.of());
    Lineage.to(" ", err).start("maps", List.of()).complete(List.of());
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://user:secret@host/x", "ftp://host/x", "http://", "http://a b/"})
  void addressThatCannotBeUsedIsWrongUsageAndIsNotRepeated(String target) {
    assertThatThrownBy(() -> Lineage.to(target, err))
        .isInstanceOf(UsageException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void datasetsHaveTheNamesOfTheirStores() {
    assertThat(LineageDataset.at("s3://bucket/a/b"))
        .isEqualTo(new LineageDataset("s3://bucket", "a/b", null, null));
    assertThat(LineageDataset.at("file:/data/in"))
        .isEqualTo(new LineageDataset("file", "/data/in", null, null));
    assertThat(LineageDataset.at("in").name()).isEqualTo(Path.of("in").toAbsolutePath().toString());
    assertThat(LineageDataset.topic("broker:9092", "events"))
        .isEqualTo(new LineageDataset("kafka://broker:9092", "events", null, null));
  }

  private static List<JsonNode> events(List<String> lines) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      events.add(new ObjectMapper().readTree(line));
    }
    return events;
  }

  private static HttpServer server(int status, List<String> posted) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api",
        exchange -> {
          if (exchange.getRequestMethod().equals("POST")) {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    return "http://127.0.0.1:%d/api".formatted(server.getAddress().getPort());
  }
}
