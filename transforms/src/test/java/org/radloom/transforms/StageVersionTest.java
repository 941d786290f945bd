package org.radloom.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.records.Fate;
import org.radloom.rows.RowWriter;

final class StageVersionTest {
  private static final String SECTION = "rejects/rejected.jsonl";
  private static final String LINE = "{\"reason\":\"unknown_type\"}\n";

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private final RowWriter rows = new RowWriter(256);
  private final FateCounts fates = new FateCounts();
  private final Path folder;
  private final Path dataset;
  private ExportSettings settings;

  /** A failed run's other threads may still write, so the folder is deleted with patience. */
  StageVersionTest(@TempDir(cleanup = CleanupMode.NEVER) Path temporary) throws IOException {
    folder = temporary;
    settings = TestRun.in(folder);
    dataset = folder.resolve("out/chest");
    stage("version/splits.csv", "patient,split\n");
  }

  @AfterEach
  void deleteFolder() throws InterruptedException {
    for (int attempt = 0; attempt < 100 && !isDeleted(folder); attempt++) {
      Thread.sleep(50);
    }
  }

  private static boolean isDeleted(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private void stage(String name, String text) throws IOException {
    Path file = Path.of(settings.staging().root(), name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
  }

  /** Two lines were rejected, one in each of two buckets. */
  private void rejectTwo() throws IOException {
    for (int bucket : new int[] {6, 2}) {
      stage(StagingArea.part(bucket, SECTION), LINE);
      fates.add(EventType.UNKNOWN, Fate.REJECTED, "unknown_type", null);
      PublishInput.putPart(rows, bucket, SECTION, 1, LINE.length());
    }
    PublishInput.putFates(rows, fates);
  }

  @Test
  void putsThePartsTogetherForAVersionThatIsThenPublished() throws IOException {
    rejectTwo();
    PublishInput.putRead(rows, EventType.UNKNOWN, 2);

    publish();

    assertThat(dataset.resolve("v1").resolve(SECTION)).hasContent(LINE + LINE);
    assertThat(dataset.resolve("v1/manifest.json")).content().contains("\"eventsRead\" : 2");
    assertThat(dataset.resolve("LATEST")).hasContent("v1\n");
  }

  @Test
  void publishesNothingWhenCountsDoNotAddUp() throws IOException {
    rejectTwo();
    PublishInput.putRead(rows, EventType.UNKNOWN, 3);

    assertFails("of 3 events of type unknown, 2 are accounted for");
  }

  @Test
  void publishesNothingWhenAPartIsMissing() throws IOException {
    rejectTwo();
    PublishInput.putRead(rows, EventType.UNKNOWN, 2);
    Files.delete(Path.of(settings.staging().root(), StagingArea.part(6, SECTION)));

    assertFails(StagingArea.part(6, SECTION));
  }

  @Test
  void publishesNothingWhenAPartIsShort() throws IOException {
    rejectTwo();
    PublishInput.putRead(rows, EventType.UNKNOWN, 2);
    stage(StagingArea.part(6, SECTION), LINE.substring(1));

    assertFails(SECTION + " should have %d bytes".formatted(2 * LINE.length()));
  }

  @Test
  void neverTouchesAVersionThatExists() throws IOException {
    rejectTwo();
    PublishInput.putRead(rows, EventType.UNKNOWN, 2);
    Files.createDirectories(dataset.resolve("v1"));
    Files.writeString(dataset.resolve("v1/manifest.json"), "another");
    Files.writeString(dataset.resolve("LATEST"), "v0\n");

    settings = TestRun.after(settings, "v0");

    assertThatThrownBy(this::publish).hasStackTraceContaining(dataset.resolve("v1").toString());

    assertThat(dataset.resolve("v1/manifest.json")).hasContent("another");
    assertThat(dataset.resolve("LATEST")).hasContent("v0\n");
    try (Stream<Path> files = Files.list(dataset.resolve("v1"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void publishesNothingWhenAnotherRunWasQuicker() throws IOException {
    Files.writeString(dataset.resolve("LATEST"), "v0\n");

    assertThatThrownBy(this::publish)
        .hasStackTraceContaining("another run published a version meanwhile");

    assertThat(dataset.resolve("v1")).doesNotExist();
    assertThat(dataset.resolve("LATEST")).hasContent("v0\n");
  }

  @Test
  void aLaterVersionReplacesTheName() throws IOException {
    Files.createDirectories(dataset);
    Files.writeString(dataset.resolve("LATEST"), "a-much-longer-name-than-v1\n");
    settings = TestRun.after(settings, "a-much-longer-name-than-v1");

    publish();

    assertThat(dataset.resolve("LATEST")).hasContent("v1\n");
    try (Stream<Path> files = Files.list(dataset)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("LATEST", "v1", ".staging");
    }
  }

  @Test
  void aDryRunStopsAtTheManifest() throws IOException {
    settings = TestRun.withSinks(settings, Set.of());
    rejectTwo();
    PublishInput.putRead(rows, EventType.UNKNOWN, 2);

    stage();

    assertThat(dataset.resolve("v1")).doesNotExist();
    assertThat(dataset.resolve("LATEST")).doesNotExist();
    assertThat(Path.of(settings.staging().root(), "version/manifest.json")).exists();
  }

  @Test
  void theWholeGraphWritesWhatWasDecidedAndAddsUp() throws IOException {
    Files.delete(Path.of(settings.staging().root(), "version/splits.csv"));
    Path input = Files.createDirectories(folder.resolve("in"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      lines
          .append(
              EventJson.transcription()
                  .withText("/id", "T-" + i)
                  .withText("/patientId", "P-" + i)
                  .withText("/userId", "U-" + i)
                  .withText("/text", text(i))
                  .without("/segments")
                  .without("/audioSha256"))
          .append('\n');
    }
    lines.append("{}\n");
    Files.writeString(input.resolve("a.jsonl"), lines);

    pipeline.apply(ExportDataset.of(TestRun.files(input), settings));
    pipeline.run().waitUntilFinish();
    VersionFolder.of(settings).publish(List.of());

    long exported = 0;
    for (String split : List.of("train", "val", "test")) {
      Path csv = dataset.resolve("v1/csv/transcriptions_" + split + ".csv");
      exported += Files.readString(csv).lines().count() - 1;
    }
    assertThat(exported).isEqualTo(10);
    assertThat(dataset.resolve("v1").resolve(SECTION))
        .content(StandardCharsets.UTF_8)
        .contains("\"reason\":\"unknown_type\"", "\"position\":11");
    assertThat(Files.readAllLines(dataset.resolve("v1/splits.csv"))).hasSize(11);
  }

  private static String text(int number) {
    String[] seen = {"a nodule", "an effusion", "a cyst", "a mass", "a fracture"};
    return "Report %d: the scan shows %s of the %s lung, unchanged since examination number %d."
        .formatted(number, seen[number % 5], number < 5 ? "left" : "right", number * 37);
  }

  private void assertFails(String message) {
    assertThatThrownBy(this::publish).hasStackTraceContaining(message);
    assertThat(dataset.resolve("v1")).doesNotExist();
    assertThat(dataset.resolve("LATEST")).doesNotExist();
  }

  private void stage() {
    build(pipeline);
    pipeline.run().waitUntilFinish();
  }

  private void publish() throws IOException {
    stage();
    VersionFolder.of(settings).publish(List.of());
  }

  private void build(TestPipeline target) {
    PCollectionView<DecisionSummary> summary =
        target
            .apply(
                "Summary",
                Create.of(new DecisionSummary(List.of(), 0, 0, List.of(0L, 0L, 0L), 0, 0, 0))
                    .withCoder(SerializableCoder.of(DecisionSummary.class)))
            .apply("SummaryView", View.asSingleton());
    PCollectionList.of(target.apply("Rows", TestRun.chunks(List.of(TestRun.chunk(0, rows)))))
        .apply(StageVersion.of(summary, List.of(), settings));
  }
}
