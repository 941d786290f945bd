package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.events.EventJson;
import org.radloom.files.Digests;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.split.SplitMode;
import org.radloom.transforms.Buckets;
import org.radloom.transforms.CollectConsents;
import org.radloom.transforms.ExportDataset;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.SourceFile;
import org.radloom.transforms.StagingArea;

/** A window of one part holds, byte for byte, what an export of the same events publishes. */
final class WindowsLikeExportTest {
  private static final String WINDOW = "2026-11-21T10-00-00Z";

  private final Path folder;

  WindowsLikeExportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<EventJson> events() {
    List<EventJson> events = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String patient = "P-" + i % 16;
      events.add(WindowRun.dictation("T-" + i, patient, i));
      events.add(WindowRun.correction("C-" + i, "T-" + i, WindowRun.text(i) + " Signed."));
      events.add(WindowRun.inference("I-" + i, patient));
      events.add(
          i % 4 == 0
              ? WindowRun.truth("G-" + i, "I-" + i)
                  .with("/annotations", "[{'category':'cyst','bbox':[0,0,1,1]}]")
              : WindowRun.truth("G-" + i, "I-" + i));
    }
    // A text that is too short, and a patient who said no.
    events.add(WindowRun.dictation("T-91", "P-1", 91).withText("/text", "Short."));
    events.add(WindowRun.correction("C-91", "T-91", "Too short."));
    events.add(WindowRun.dictation("T-92", "P-NO", 92));
    events.add(WindowRun.correction("C-92", "T-92", WindowRun.text(92)));
    return events;
  }

  /** A text that was there before, by a model that was less sure. */
  private static List<EventJson> repetition() {
    return List.of(
        WindowRun.dictation("T-90", "P-0", 0).with("/confidence", "0.9"),
        WindowRun.correction("C-90", "T-90", WindowRun.text(0) + " Signed."));
  }

  private static EventJson revocation() {
    return WindowRun.consent("P-NO", "revoked", "2026-11-20T00:00:00Z");
  }

  @Test
  void publishesTheBytesOfAnExport() throws IOException {
    Path version = export();
    stream();

    Map<String, String> exported = digests(version);
    exported.keySet().removeIf(path -> path.startsWith("rejects/") || !path.contains("/"));
    // A window has no later one that measures drift from it.
    assertThat(exported.remove("models/baseline.avro")).isNotNull();
    assertThat(exported).containsKeys("models/watch.csv", "models/watch.avro");
    PublishedWindows windows = new PublishedWindows(folder);
    Map<String, String> streamed =
        digests(
            windows.root().resolve(WINDOW).resolve(windows.onlyPart(WINDOW).path("part").asText()));
    streamed.remove("manifest.json");

    assertThat(windows.rows(WINDOW, "transcriptions")).hasSize(24);
    assertThat(windows.rows(WINDOW, "inferences")).hasSize(18);
    assertThat(windows.manifest(WINDOW).path("records").asLong()).isEqualTo(24 + 18 + 6);
    assertThat(streamed).hasSizeGreaterThan(20).isEqualTo(exported);
  }

  private void stream() {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    var stream =
        WindowRun.stream()
            .addElements(WindowRun.row(revocation(), WindowRun.TEN))
            .advanceWatermarkTo(WindowRun.at(1));
    stream = WindowRun.with(stream, events(), WindowRun.at(1));
    stream = stream.advanceWatermarkTo(WindowRun.at(2));
    stream = WindowRun.with(stream, repetition(), WindowRun.at(3));
    pipeline
        .apply(stream.advanceWatermarkToInfinity())
        .apply(
            PublishWindows.of(
                WindowRun.in(folder, new WindowSettings.Sizes(1, 1 << 20), WindowRun.reference())));
    pipeline.run().waitUntilFinish();
  }

  private Path export() throws IOException {
    Path input = folder.resolve("events.jsonl");
    List<String> lines = new ArrayList<>(events().stream().map(EventJson::toString).toList());
    repetition().forEach(event -> lines.add(event.toString()));
    lines.add(revocation().toString());
    Files.write(input, lines);
    WindowSettings settings = WindowRun.in(folder);
    Path output = folder.resolve("export");
    Files.createDirectories(output.resolve("chest/.staging"));
    ExportSettings export =
        new ExportSettings(
            "chest",
            WINDOW,
            output.toString(),
            null,
            new StagingArea(output.resolve("chest/.staging").toString()),
            new Buckets(3),
            settings.keyFile(),
            1 << 20,
            settings.text(),
            settings.images(),
            new ExportSettings.Selection(CollectConsents.Mode.OPT_OUT, 0.85, 1, SplitMode.hash),
            new ExportSettings.Formats(settings.formats().sinks(), 1, Compression.NONE),
            new ExportSettings.Provenance("test", new TreeMap<>()));
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline.apply(
        ExportDataset.of(List.of(new SourceFile(0, input.toString(), Files.size(input))), export));
    pipeline.run().waitUntilFinish();
    return output.resolve("chest/.staging/version");
  }

  private static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        digests.put(
            folder.relativize(path).toString(), Digests.sha256Hex(Files.readAllBytes(path)));
      }
    }
    return digests;
  }
}
