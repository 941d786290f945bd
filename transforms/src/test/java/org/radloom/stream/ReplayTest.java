package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.radloom.events.EventJson;
import org.radloom.schemas.CuratedEvent;
import org.radloom.schemas.RejectedMessage;

final class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PATH =
      "rejects/day=2026-11-20/hour=09/s000-00000001-0011223344556677.avro";
  private static final long NOW = Instant.parse("2026-11-21T10:20:30Z").toEpochMilli();
  private static final String CONSENT = EventJson.consent().toString();
  private static final String CORRECTION = EventJson.correction().toString();

  /** Stands for rejects of an older release, which did not know these events. */
  private static byte[] rejects(@Nullable String... payloads) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<RejectedMessage> file =
        new DataFileWriter<>(new SpecificDatumWriter<>(RejectedMessage.class))) {
      file.create(RejectedMessage.getClassSchema(), out);
      for (int i = 0; i < payloads.length; i++) {
        String payload = payloads[i];
        file.append(
            new RejectedMessage(
                ByteBuffer.wrap(new byte[16]),
                payload == null ? "corrupt_gzip" : "unknown_type",
                null,
                "unknown",
                "events",
                3,
                (long) i,
                payload == null
                    ? null
                    : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8))));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsAnEventByNowJoinsTheStoreInTheHourOfTheReplay() throws Exception {
    Replay.Result result = new Replay().of(PATH, rejects("{}", CONSENT, null), NOW);

    Replay.Outcome unknown = outcome(result, "unknown_type");
    assertThat(unknown.tried()).isEqualTo(2);
    assertThat(unknown.events()).isEqualTo(1);
    assertThat(unknown.stillRejected()).isEqualTo(1);
    assertThat(outcome(result, "corrupt_gzip").withoutPayload()).isEqualTo(1);
    assertThat(result.files()).hasSize(2);
    StoredFile file = result.files().get(0);
    assertThat(file.path())
        .matches(
            "curated/day=2026-11-21/hour=10/"
                + "replay-s000-00000001-0011223344556677-[0-9a-f]{16}.avro");
    List<CuratedEvent> events = events(file);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getEvent()).isEqualTo(EventJson.consent().read());
    assertThat(events.get(0).getSource()).isEqualTo("events");
    assertThat(events.get(0).getPartition()).isEqualTo(3);
    assertThat(events.get(0).getPosition()).isEqualTo(1);
    assertThat(events.get(0).getKey().array())
        .startsWith(java.util.HexFormat.of().parseHex(Messages.key(Messages.parse(CONSENT))));
  }

  private static Replay.Outcome outcome(Replay.Result result, String reason) {
    return Objects.requireNonNull(result.byReason().get(reason));
  }

  private static List<CuratedEvent> events(StoredFile file) throws IOException {
    List<CuratedEvent> events = new ArrayList<>();
    try (DataFileStream<CuratedEvent> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(file.bytes()),
            new SpecificDatumReader<>(CuratedEvent.class))) {
      stream.forEach(events::add);
    }
    return events;
  }

  @Test
  void theLedgerMovesThemFromRejectedToEvents() throws Exception {
    Replay.Result result = new Replay().of(PATH, rejects(CONSENT, CORRECTION, CONSENT, "{}"), NOW);

    byte[] entry = result.files().get(1).bytes();
    Ledger moved = new Ledger().add(entry);
    assertThat(moved.read()).isZero();
    assertThat(moved.events()).isEqualTo(2);
    assertThat(moved.duplicates()).isEqualTo(1);
    assertThat(moved.rejected()).isEqualTo(-3);
    JsonNode json = JSON.readTree(entry);
    assertThat(json.path("rejected").path("unknown_type").asLong()).isEqualTo(-3);
    assertThat(json.path("replayed").path("file").asText()).isEqualTo(PATH);
    assertThat(json.path("replayed").path("records").toString()).isEqualTo("[0,1,2]");
    assertThat(json.path("files").get(0).path("path").asText())
        .isEqualTo(result.files().get(0).path());
  }

  @Test
  void theMarkerSaysWhatIsKnownOfTheFile() throws Exception {
    Replay.Result result = new Replay().of(PATH, rejects(CONSENT, CONSENT, "{}", null), NOW);

    assertThat(result.marker().path())
        .isEqualTo("replay/day=2026-11-20/hour=09/s000-00000001-0011223344556677.json");
    JsonNode marker = JSON.readTree(result.marker().bytes());
    assertThat(marker.path("file").asText()).isEqualTo(PATH);
    assertThat(marker.path("records").asLong()).isEqualTo(4);
    assertThat(marker.path("eventsByNow").asLong()).isEqualTo(2);
    assertThat(marker.path("stillRejected").toString()).isEqualTo("{\"unknown_type\":1}");
    assertThat(marker.path("withoutPayload").asLong()).isEqualTo(1);
  }

  @Test
  void aSecondReplayMovesNothingAndKnowsTheSame() throws Exception {
    byte[] rejects = rejects(CONSENT, "{}", CONSENT);
    Replay.Result first = new Replay().of(PATH, rejects, NOW);

    Replay.Result second = after(first).of(PATH, rejects, NOW + 86_400_000);

    assertThat(second.files()).isEmpty();
    assertThat(outcome(second, "unknown_type").earlier()).isEqualTo(2);
    assertThat(outcome(second, "unknown_type").tried()).isEqualTo(1);
    assertThat(second.marker()).usingRecursiveComparison().isEqualTo(first.marker());
  }

  private static Replay after(Replay.Result first) throws IOException {
    Replay replay = new Replay();
    List<StoredFile> files = first.files();
    List<String> paths = replay.before(files.get(files.size() - 1).bytes());
    assertThat(paths)
        .containsExactlyElementsOf(
            files.subList(0, files.size() - 1).stream().map(StoredFile::path).toList());
    for (StoredFile file : files.subList(0, files.size() - 1)) {
      replay.stored(file.bytes());
    }
    return replay;
  }

  @Test
  void aReplayThatDiedBeforeItsLedgerMakesTheSameFilesAgain() throws Exception {
    byte[] rejects = rejects(CONSENT, CORRECTION);

    Replay.Result again = new Replay().of(PATH, rejects, NOW + 1_000);

    assertThat(again).usingRecursiveComparison().isEqualTo(new Replay().of(PATH, rejects, NOW));
  }

  @Test
  void whatLaterReleasesUnderstandIsMovedBesideWhatWasMovedBefore() throws Exception {
    // The first release to replay understood the first record only.
    Replay.Result first = new Replay().of(PATH, rejects(CONSENT, "{}"), NOW);

    Replay.Result second = after(first).of(PATH, rejects(CONSENT, CORRECTION), NOW);

    assertThat(events(second.files().get(0))).hasSize(1);
    assertThat(second.files().get(1).path()).isNotEqualTo(first.files().get(1).path());
    Ledger both = new Ledger().add(first.files().get(1).bytes()).add(second.files().get(1).bytes());
    assertThat(both.events()).isEqualTo(2);
    assertThat(both.rejected()).isEqualTo(-2);
    assertThat(JSON.readTree(second.marker().bytes()).path("eventsByNow").asLong()).isEqualTo(2);
  }

  @Test
  void whatAnotherFileHadAlreadyIsADuplicate() throws Exception {
    Replay replay = new Replay();
    replay.of(PATH, rejects(CONSENT), NOW);

    Replay.Result other =
        replay.of(PATH.replace("hour=09", "hour=10"), rejects(" " + CONSENT), NOW);

    assertThat(outcome(other, "unknown_type").duplicates()).isEqualTo(1);
    assertThat(other.files()).hasSize(1);
    Ledger entry = new Ledger().add(other.files().get(0).bytes());
    assertThat(entry.duplicates()).isEqualTo(1);
    assertThat(entry.rejected()).isEqualTo(-1);
  }

  @Test
  void aDamagedFileIsAFailure() {
    byte[] whole = rejects(CONSENT);

    assertThatThrownBy(
            () -> new Replay().of(PATH, java.util.Arrays.copyOf(whole, whole.length - 20), NOW))
        .isInstanceOfAny(IOException.class, RuntimeException.class);
    assertThatThrownBy(() -> new Replay().before("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }
}
