package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.radloom.events.AvroEvents;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.RejectReason;
import org.radloom.schemas.CuratedEvent;
import org.radloom.schemas.RejectedMessage;

final class BatchFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Place TOPIC = place("events", 3, 42, "2026-11-21T10:59:59.999Z");
  private static final Place FILE = place("/in/a.jsonl", -1, 7, "2026-11-21T11:00:00Z");

  private static Place place(String source, int partition, long position, String time) {
    return new Place(source, partition, position, Instant.parse(time).toEpochMilli());
  }

  @Test
  void eventsAndRejectsLieByTheHourInWhichTheyCameAndTheLedgerIsLast() {
    List<StoredFile> files = new BatchFiles().of(batch());

    String name = files.get(0).path().replaceAll(".*/", "").replace(".avro", "");
    assertThat(name).matches("s005-00000012-[0-9a-f]{16}");
    assertThat(files)
        .extracting(StoredFile::path)
        .containsExactly(
            "curated/day=2026-11-21/hour=10/" + name + ".avro",
            "curated/day=2026-11-21/hour=11/" + name + ".avro",
            "rejects/day=2026-11-21/hour=10/" + name + ".avro",
            "ledger/" + name + ".json");
    assertThat(files).extracting(StoredFile::records).containsExactly(1L, 2L, 1L, 1L);
  }

  /** An event and a reject in one hour, two events in the next, and three redeliveries. */
  private static byte[] batch() {
    return new BatchFiles.Builder(5, 12, 3)
        .add(Messages.placed(TOPIC, Messages.parse(EventJson.transcription().toString())))
        .add(Messages.placed(TOPIC, Messages.parse("{}")))
        .add(Messages.placed(FILE, Messages.parse(EventJson.consent().toString())))
        .add(Messages.placed(FILE, Messages.parse(EventJson.inference().toString())))
        .build();
  }

  @Test
  void anyAvroReaderReadsTheEventsAsTheyCame() throws Exception {
    StoredFile file = new BatchFiles().of(batch()).get(1);

    List<CuratedEvent> events = new ArrayList<>();
    try (DataFileStream<CuratedEvent> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(file.bytes()),
            new SpecificDatumReader<>(CuratedEvent.class))) {
      stream.forEach(events::add);
    }

    assertThat(events).hasSize(2);
    CuratedEvent consent = events.get(0);
    assertThat(consent.getEvent()).isEqualTo(EventJson.consent().read());
    assertThat(consent.getSource()).isEqualTo("/in/a.jsonl");
    assertThat(consent.getPartition()).isNull();
    assertThat(consent.getPosition()).isEqualTo(7);
    assertThat(HexFormat.of().formatHex(consent.getKey().array()))
        .isEqualTo(Messages.key(Messages.parse(EventJson.consent().toString())));
    assertThat(events.get(1).getEvent()).isEqualTo(EventJson.inference().read());
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(file.bytes()), new GenericDatumReader<GenericRecord>())) {
      assertThat(((GenericRecord) stream.next().get("event")).get("patientId"))
          .hasToString("PAT-77001");
    }
  }

  @Test
  void anExportReadsTheEventsAsItReadsThoseOfAnyFile() throws Exception {
    List<SpecificRecord> events = new ArrayList<>();
    for (StoredFile file : new BatchFiles().of(batch()).subList(0, 2)) {
      AvroEvents.read(
          new ByteArrayInputStream(file.bytes()),
          new AvroEvents.Receiver() {
            @Override
            public void event(SpecificRecord event, long position) {
              events.add(event);
            }

            @Override
            public void reject(InvalidEventException reject, long position) {
              throw new AssertionError(reject);
            }
          });
    }

    assertThat(events)
        .containsExactly(
            EventJson.transcription().read(),
            EventJson.consent().read(),
            EventJson.inference().read());
  }

  @Test
  void aRejectIsKeptWithItsReasonAndItsBytes() throws Exception {
    StoredFile file = new BatchFiles().of(batch()).get(2);

    RejectedMessage reject;
    try (DataFileStream<RejectedMessage> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(file.bytes()),
            new SpecificDatumReader<>(RejectedMessage.class))) {
      reject = stream.next();
      assertThat(stream.hasNext()).isFalse();
    }

    assertThat(reject.getReason()).isEqualTo("unknown_type");
    assertThat(reject.getField()).isEqualTo("type");
    assertThat(reject.getType()).isEqualTo("unknown");
    assertThat(reject.getSource()).isEqualTo("events");
    assertThat(reject.getPartition()).isEqualTo(3);
    assertThat(reject.getPosition()).isEqualTo(42);
    assertThat(reject.getPayload().array()).containsSubsequence('{', '}');
    assertThat(reject.getPayload().remaining()).isEqualTo(2);
  }

  @Test
  void aBatchThatComesAgainHasTheSameFilesByteForByte() {
    BatchFiles used = new BatchFiles();
    used.of(new BatchFiles.Builder(0, 0, 1).build());

    List<StoredFile> again = used.of(batch());

    assertThat(again).usingRecursiveComparison().isEqualTo(new BatchFiles().of(batch()));
  }

  @Test
  void aBatchPutTogetherDifferentlyHasAnotherName() {
    byte[] one = Messages.placed(TOPIC, Messages.parse(EventJson.consent().toString()));
    byte[] two = Messages.placed(TOPIC, Messages.parse(EventJson.correction().toString()));
    byte[] moved =
        Messages.placed(
            place("events", 3, 42, "2026-11-21T12:00:00Z"),
            Messages.parse(EventJson.correction().toString()));

    assertThat(
            List.of(
                name(new BatchFiles.Builder(0, 0, 0).add(one).add(two)),
                name(new BatchFiles.Builder(0, 0, 0).add(two).add(one)),
                name(new BatchFiles.Builder(0, 0, 0).add(one)),
                name(new BatchFiles.Builder(0, 0, 0).add(one).add(moved)),
                name(new BatchFiles.Builder(0, 0, 1).add(one).add(two)),
                name(new BatchFiles.Builder(0, 1, 0).add(one).add(two)),
                name(new BatchFiles.Builder(1, 0, 0).add(one).add(two))))
        .doesNotHaveDuplicates();
  }

  private static String name(BatchFiles.Builder batch) {
    List<StoredFile> files = new BatchFiles().of(batch.build());
    return files.get(files.size() - 1).path();
  }

  @Test
  void theLedgerSaysWhatCameAndWhereItWent() throws Exception {
    List<StoredFile> files = new BatchFiles().of(batch());

    JsonNode entry = JSON.readTree(files.get(3).bytes());

    assertThat(entry.path("read").asLong()).isEqualTo(3 + 1 + 3);
    assertThat(entry.path("events").toString())
        .isEqualTo("{\"consent\":1,\"inference\":1,\"transcription\":1}");
    assertThat(entry.path("rejected").toString()).isEqualTo("{\"unknown_type\":1}");
    assertThat(entry.path("duplicates").asLong()).isEqualTo(3);
    assertThat(entry.path("files")).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonNode listed = entry.path("files").get(i);
      StoredFile file = files.get(i);
      assertThat(listed.path("path").asText()).isEqualTo(file.path());
      assertThat(listed.path("bytes").asLong()).isEqualTo(file.bytes().length);
      assertThat(listed.path("records").asLong()).isEqualTo(file.records());
      assertThat(listed.path("sha256").asText())
          .isEqualTo(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.bytes())));
    }
  }

  @Test
  void aBatchOfNothingButRedeliveriesIsALineOfTheLedger() throws IOException {
    List<StoredFile> files = new BatchFiles().of(new BatchFiles.Builder(0, 0, 9).build());

    assertThat(files).hasSize(1);
    Ledger ledger = new Ledger().add(files.get(0).bytes());
    assertThat(ledger.read()).isEqualTo(9);
    assertThat(ledger.duplicates()).isEqualTo(9);
  }

  @Test
  void aRejectWithoutBytesHasNoPayload() throws Exception {
    byte[] stray =
        new MessageParser(1)
            .reject(
                new InvalidEventException(EventType.UNKNOWN, RejectReason.CORRUPT_GZIP, null),
                FILE,
                0);
    byte[] empty = Messages.parse("");
    byte[] batch =
        new BatchFiles.Builder(0, 0, 0)
            .add(Messages.placed(FILE, stray))
            .add(Messages.placed(FILE, empty))
            .build();

    StoredFile file = new BatchFiles().of(batch).get(0);

    try (DataFileStream<RejectedMessage> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(file.bytes()),
            new SpecificDatumReader<>(RejectedMessage.class))) {
      assertThat(stream.next().getPayload()).isNull();
      assertThat(stream.next().getPayload().remaining()).isZero();
    }
  }
}
