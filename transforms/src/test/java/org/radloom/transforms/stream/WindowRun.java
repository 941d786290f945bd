package org.radloom.transforms.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.radloom.deid.DateMode;
import org.radloom.events.EventJson;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Pseudonym;
import org.radloom.privacy.Purpose;
import org.radloom.records.Pseudonymiser;
import org.radloom.rows.RowWriter;
import org.radloom.split.HashedSplit;
import org.radloom.split.Split;
import org.radloom.stream.Message;
import org.radloom.stream.MessageParser;
import org.radloom.stream.Place;
import org.radloom.text.GateLimits;
import org.radloom.text.QualityWeights;
import org.radloom.transforms.CollectConsents;
import org.radloom.transforms.ExportSettings;

/** Settings, events and times of a small stream. Nothing happens before 2026-11-21T10:00:00Z. */
final class WindowRun {
  static final Duration HOLD = Duration.standardHours(2);
  static final Duration HORIZON = Duration.standardDays(1);
  static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private static final String[] WORDS =
      ("lung heart pleura effusion nodule lobe opacity normal clear mild left right upper lower"
              + " margin density vessel aorta hilum stable unchanged small large diffuse focal"
              + " apical basal chronic acute subtle")
          .split(" ", -1);

  private WindowRun() {}

  /** Returns settings that write every format and read no image. */
  static WindowSettings in(Path folder) {
    return in(folder, new WindowSettings.Sizes(2, 1 << 20), reference());
  }

  static ExportSettings.ImageRules reference() {
    return new ExportSettings.ImageRules(ExportSettings.ImageRules.Mode.REFERENCE, "", 1 << 20);
  }

  static WindowSettings in(
      Path folder, WindowSettings.Sizes sizes, ExportSettings.ImageRules images) {
    return new WindowSettings(
        folder.resolve("out").toString(),
        "chest",
        keyFile(folder).toString(),
        new ExportSettings.TextRules(
            GateLimits.DEFAULT, QualityWeights.DEFAULT, List.of(), DateMode.YEAR),
        images,
        CollectConsents.Mode.OPT_OUT,
        0.85,
        new ExportSettings.Formats(
            Set.of("coco", "csv", "tfrecord", "whisper"), 1, Compression.NONE),
        new WindowSettings.Times(Duration.standardHours(1), HOLD, HORIZON),
        sizes);
  }

  /** Returns keys whose secret bytes are all 1, all 2 and so on. */
  static Keys keys() {
    Map<Purpose, byte[]> secrets = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      byte[] secret = new byte[Keys.SECRET_BYTES];
      Arrays.fill(secret, (byte) (purpose.ordinal() + 1));
      secrets.put(purpose, secret);
    }
    return Keys.of(secrets);
  }

  private static Path keyFile(Path folder) {
    Path file = folder.resolve("test.keys");
    try {
      KeyFile.create(file, keys());
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier call, with the same keys.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static Pseudonym patient(String id) {
    return new Pseudonymiser(keys()).patient(id);
  }

  static Split split(String patientId) {
    return new HashedSplit(keys()).of(patient(patientId));
  }

  /** Returns the {@code number}th patient whose split is this one, from 0. */
  static String patientIn(Split split, int number) {
    int left = number;
    for (int i = 0; ; i++) {
      String id = "PAT-" + (9000 + i);
      if (split(id) == split && left-- == 0) {
        return id;
      }
    }
  }

  /** Returns minutes after ten. */
  static Instant at(long minutes) {
    return TEN.plus(Duration.standardMinutes(minutes));
  }

  /** Returns 30 words that no other seed gives. */
  static String text(int seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("Report");
    for (int i = 0; i < 29; i++) {
      text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.append('.').toString();
  }

  /** Returns a dictation of a text of its own; nothing else is like it. */
  static EventJson dictation(String id, String patientId, int seed) {
    return EventJson.transcription()
        .withText("/id", id)
        .withText("/patientId", patientId)
        .withText("/text", text(seed))
        .without("/audioSha256")
        .without("/segments");
  }

  static EventJson correction(String id, String transcriptionId, String text) {
    return EventJson.correction()
        .withText("/id", id)
        .withText("/transcriptionId", transcriptionId)
        .withText("/text", text);
  }

  /** Returns an inference with an image of its own, and the truth that agrees with it. */
  static EventJson inference(String id, String patientId) {
    return EventJson.inference()
        .withText("/id", id)
        .withText("/patientId", patientId)
        .withText("/imageUri", "img/" + id + ".png")
        .without("/imageSha256")
        .with("/detections", "[{'category':'mass','bbox':[0,0,4,3],'score':0.8}]");
  }

  static EventJson truth(String id, String inferenceId) {
    return EventJson.groundTruth()
        .withText("/id", id)
        .withText("/inferenceId", inferenceId)
        .with("/annotations", "[{'category':'mass','bbox':[0,0,4,3]}]");
  }

  static EventJson consent(String patientId, String status, String at) {
    return EventJson.consent()
        .withText("/patientId", patientId)
        .withText("/status", status)
        .withText("/at", at);
  }

  /** Returns the row of an event, as it comes out of {@link DropRedeliveries}. */
  static KV<byte[], byte[]> row(EventJson event) {
    byte[] json = event.toString().getBytes(StandardCharsets.UTF_8);
    byte[] message = new MessageParser(1 << 20).parse(json, 0, json.length, 0);
    RowWriter row = new RowWriter(message.length + 16);
    new Place("events", 0, 1, 0).put(row);
    row.putRaw(message, 0, message.length);
    return KV.of(Arrays.copyOf(message, Message.KEY_BYTES), row.toBytes());
  }

  static TimestampedValue<KV<byte[], byte[]>> row(EventJson event, Instant time) {
    return TimestampedValue.of(row(event), time);
  }

  /** Returns a stream in which a dictation comes, and its correction, which appends some words. */
  static TestStream.Builder<KV<byte[], byte[]>> withPair(
      TestStream.Builder<KV<byte[], byte[]>> stream,
      EventJson dictation,
      String more,
      Instant time) {
    String id = dictation.text("/id");
    return stream.addElements(
        row(dictation, time), row(correction("C-" + id, id, dictation.text("/text") + more), time));
  }

  /** Returns a stream in which events come, all at one time. */
  static TestStream.Builder<KV<byte[], byte[]>> with(
      TestStream.Builder<KV<byte[], byte[]>> stream, List<EventJson> events, Instant time) {
    List<TimestampedValue<KV<byte[], byte[]>>> rows =
        events.stream().map(event -> row(event, time)).toList();
    @SuppressWarnings({"unchecked", "rawtypes"})
    TimestampedValue<KV<byte[], byte[]>>[] rest =
        rows.subList(1, rows.size()).toArray(new TimestampedValue[0]);
    return stream.addElements(rows.get(0), rest);
  }

  /** Returns a stream whose watermark starts at ten. */
  static TestStream.Builder<KV<byte[], byte[]>> stream() {
    return TestStream.create(Rows.CODER).advanceWatermarkTo(TEN);
  }

  /** Returns the counters of the stream by name, without those that stayed at 0. */
  static Map<String, Long> counters(PipelineResult result) {
    Map<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(Rows.METRICS))
                    .build())
            .getCounters()) {
      counters.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    counters.values().removeIf(count -> count == 0);
    return counters;
  }
}
