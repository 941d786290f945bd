package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.events.AvroBytes;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.stream.WindowRecord;

final class HoldForPartnerTest {
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  private final Path folder;

  HoldForPartnerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the stream and checks what goes out: minutes after ten, version, last word or accuracy.
   */
  private Map<String, Long> expect(TestStream<KV<byte[], byte[]>> stream, String... expected) {
    WindowSettings settings = WindowRun.in(folder);
    PCollection<String> out =
        pipeline
            .apply(stream)
            .apply(new RouteRecords(settings))
            .get(RouteRecords.EVENTS)
            .apply(new HoldForPartner(settings))
            .apply("Describe", ParDo.of(new DescribeFn()));
    PAssert.that(out).containsInAnyOrder(expected);
    var result = pipeline.run();
    result.waitUntilFinish();
    return WindowRun.counters(result);
  }

  static final class DescribeFn extends DoFn<KV<byte[], byte[]>, String> {
    @ProcessElement
    public void describe(
        @Element KV<byte[], byte[]> element, @Timestamp Instant time, OutputReceiver<String> out) {
      byte[] value = element.getValue();
      WindowRecord record = WindowRecord.read(Arrays.copyOfRange(value, 1, value.length));
      assertThat(element.getKey()).isEqualTo(Rows.key(record.patient()));
      String says;
      if (record.transcription()) {
        String text =
            new AvroBytes<TranscriptionRecord>(TranscriptionRecord.getClassSchema())
                .decode(record.avro(), 0, record.avro().length)
                .getText();
        says = text.substring(text.lastIndexOf(' ') + 1);
      } else {
        says =
            "accuracy "
                + new AvroBytes<InferenceRecord>(InferenceRecord.getClassSchema())
                    .decode(record.avro(), 0, record.avro().length)
                    .getAccuracy();
      }
      long minutes = new Duration(WindowRun.TEN, time).getStandardMinutes();
      out.output("%d v%d %s".formatted(minutes, record.version(), says));
    }
  }

  @Test
  void letsARecordGoWhenItsPartnerComes() {
    Map<String, Long> counters =
        expect(
            WindowRun.stream()
                .addElements(WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(1)))
                .advanceWatermarkTo(WindowRun.at(30))
                .addElements(
                    WindowRun.row(
                        WindowRun.correction("C-1", "T-1", WindowRun.text(1) + " Good."),
                        WindowRun.at(30)))
                .advanceWatermarkToInfinity(),
            "30 v0 Good.");

    assertThat(counters).isEqualTo(Map.of("held", 1L, "released", 1L));
  }

  @Test
  void letsARecordGoThatCameBehindItsPartner() {
    expect(
        WindowRun.stream()
            .addElements(WindowRun.row(WindowRun.truth("G-1", "I-1"), WindowRun.at(1)))
            .advanceWatermarkTo(WindowRun.at(30))
            .addElements(WindowRun.row(WindowRun.inference("I-1", "P-1"), WindowRun.at(30)))
            .advanceWatermarkToInfinity(),
        "30 v0 accuracy 1.0");
  }

  @Test
  void letsADictationGoAloneWhenTheWaitIsOver() {
    expect(
        WindowRun.stream()
            .addElements(
                WindowRun.row(
                    WindowRun.dictation("T-1", "P-1", 1)
                        .withText("/text", WindowRun.text(1) + " Alone."),
                    WindowRun.at(1)))
            .advanceWatermarkToInfinity(),
        "121 v0 Alone.");
  }

  @Test
  void countsAnInferenceAloneAndLetsItGoWhenTheTruthComesLate() {
    Map<String, Long> counters =
        expect(
            WindowRun.stream()
                .addElements(WindowRun.row(WindowRun.inference("I-1", "P-1"), WindowRun.at(1)))
                .advanceWatermarkTo(WindowRun.at(300))
                .addElements(WindowRun.row(WindowRun.truth("G-1", "I-1"), WindowRun.at(300)))
                .advanceWatermarkToInfinity(),
            "300 v0 accuracy 1.0");

    assertThat(counters).isEqualTo(Map.of("held", 1L, "released", 1L, "unmatched", 1L));
  }

  @Test
  void saysTheNewestCorrectionInWhicheverOrderTheyCome() {
    Map<String, Long> counters =
        expect(
            WindowRun.stream()
                .addElements(
                    WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(1)),
                    WindowRun.row(
                        WindowRun.correction("C-1", "T-1", WindowRun.text(1) + " First.")
                            .withText("/correctedAt", "2026-11-21T10:10:00Z"),
                        WindowRun.at(2)))
                .advanceWatermarkTo(WindowRun.at(3))
                .addElements(
                    WindowRun.row(
                        WindowRun.correction("C-2", "T-1", WindowRun.text(1) + " Second.")
                            .withText("/correctedAt", "2026-11-21T10:12:00Z"),
                        WindowRun.at(4)))
                .advanceWatermarkTo(WindowRun.at(5))
                .addElements(
                    WindowRun.row(
                        WindowRun.correction("C-3", "T-1", WindowRun.text(1) + " Older.")
                            .withText("/correctedAt", "2026-11-21T10:11:00Z"),
                        WindowRun.at(6)))
                .advanceWatermarkToInfinity(),
            "2 v0 First.",
            "4 v1 Second.");

    assertThat(counters).containsEntry("updates", 1L);
  }

  @Test
  void forgetsARecordWhenTheHorizonHasPassed() {
    Instant later = WindowRun.at(2).plus(WindowRun.HORIZON).plus(Duration.standardHours(1));
    Map<String, Long> counters =
        expect(
            WindowRun.stream()
                .addElements(
                    WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(1)),
                    WindowRun.row(
                        WindowRun.correction("C-1", "T-1", WindowRun.text(1) + " First."),
                        WindowRun.at(2)))
                .advanceWatermarkTo(later)
                .addElements(
                    WindowRun.row(
                        WindowRun.correction("C-2", "T-1", WindowRun.text(1) + " Late."), later))
                .advanceWatermarkToInfinity(),
            "2 v0 First.");

    // The correction is held as if nobody had heard of the record.
    assertThat(counters).isEqualTo(Map.of("held", 2L, "released", 2L, "unmatched", 1L));
  }

  @Test
  void countsUnusableRecordsByReason() {
    Map<String, Long> counters =
        expect(
            WindowRun.stream()
                .addElements(
                    WindowRun.row(
                        WindowRun.dictation("T-1", "P-1", 1).withText("/text", "Too short."),
                        WindowRun.at(1)))
                .advanceWatermarkToInfinity());

    assertThat(counters).containsEntry("unusable_too_few_words", 1L);
  }
}
