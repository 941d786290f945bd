package org.radloom.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.specific.SpecificDatumReader;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.files.Digests;
import org.radloom.rows.RowReader;
import org.radloom.schemas.CuratedEvent;
import org.radloom.schemas.RejectedMessage;

/**
 * Parses the messages of reject files again, with the code of today. What is an event by now joins
 * the store in a batch of its own, named after its reject file:
 *
 * <pre>
 * curated/day=2026-11-21/hour=10/replay-NAME-HASH.avro   the events, in the hour of the replay
 * ledger/replay-NAME-HASH.json                           what was moved, and from where
 * replay/day=2026-11-20/hour=09/NAME.json                what is known of the reject file by now
 * </pre>
 *
 * <p>A reject file itself never changes. An entry of the ledger reads nothing: it moves messages
 * from {@code rejected}, where they count below zero, to {@code events}, or to {@code duplicates}
 * if an earlier one of a replay said the same; so the sum over all entries stays true. It also says
 * which records of the file it moved, and those are never moved again. Not thread-safe.
 */
public final class Replay {
  /** Folder of what is known of reject files. */
  public static final String MARKERS = "replay/";

  /** How the names of a replay's files begin. */
  public static final String PREFIX = "replay-";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Set<Integer>> moved = new HashMap<>();
  private final Set<String> stored = new HashSet<>();
  private final MessageParser parser = new MessageParser(MessageParser.MAX_KEPT_BYTES);
  private final BatchFiles batchFiles = new BatchFiles();

  /** What became of the messages of one reason, as the reject files spell it. */
  public static final class Outcome {
    private long earlier;
    private long tried;
    private long events;
    private long duplicates;
    private long withoutPayload;

    /** Returns how many an earlier replay moved. */
    public long earlier() {
      return earlier;
    }

    /** Returns how many were parsed again. */
    public long tried() {
      return tried;
    }

    /** Returns how many of those are events now, and new to the replays' part of the store. */
    public long events() {
      return events;
    }

    /** Returns how many of those are events that a replay has stored already. */
    public long duplicates() {
      return duplicates;
    }

    /** Returns how many of those are none today either. */
    public long stillRejected() {
      return tried - events - duplicates;
    }

    /** Returns how many were kept without their bytes, so that nothing can be done. */
    public long withoutPayload() {
      return withoutPayload;
    }
  }

  /**
   * What a reject file gave.
   *
   * @param byReason what became of its messages
   * @param files to be written in this order; the events and the ledger's entry are missing if
   *     nothing was moved
   * @param marker what is known of the file by now; to be written last, over the one before
   */
  public record Result(Map<String, Outcome> byReason, List<StoredFile> files, StoredFile marker) {}

  /** Makes a replay that knows of none before it. */
  public Replay() {}

  /**
   * Learns from an entry of the ledger that an earlier replay wrote what that has moved.
   *
   * @return the paths of the files of events that {@link #stored} has to learn from
   * @throws IOException if it is no such entry
   */
  public List<String> before(byte[] entry) throws IOException {
    JsonNode json = JSON.readTree(entry);
    JsonNode replayed = json.path("replayed");
    if (!replayed.path("file").isTextual()) {
      throw new IOException("an entry of the ledger does not say what was replayed");
    }
    Set<Integer> records =
        moved.computeIfAbsent(replayed.path("file").asText(), unused -> new HashSet<>());
    replayed.path("records").forEach(record -> records.add(record.asInt()));
    List<String> paths = new ArrayList<>();
    json.path("files").forEach(file -> paths.add(file.path("path").asText()));
    return paths;
  }

  /** Learns what a file of events of an earlier replay holds. */
  public void stored(byte[] curated) throws IOException {
    try (DataFileStream<CuratedEvent> events =
        new DataFileStream<>(
            new ByteArrayInputStream(curated), new SpecificDatumReader<>(CuratedEvent.class))) {
      for (CuratedEvent event : events) {
        stored.add(hex(event.getKey()));
      }
    }
  }

  /**
   * Parses the messages of a reject file again.
   *
   * @param path of the file in the store, {@code rejects/day=.../hour=.../NAME.avro}
   * @param nowMillis now, milliseconds since 1970-01-01T00:00:00Z
   * @throws IOException if the file cannot be read
   */
  public Result of(String path, byte[] rejects, long nowMillis) throws IOException {
    Map<String, Outcome> byReason = new TreeMap<>();
    Map<String, Long> rejectedToday = new TreeMap<>();
    Moves moves = new Moves();
    Set<Integer> before = moved.getOrDefault(path, Set.of());
    int record = 0;
    try (DataFileStream<RejectedMessage> messages =
        new DataFileStream<>(
            new ByteArrayInputStream(rejects), new SpecificDatumReader<>(RejectedMessage.class))) {
      for (RejectedMessage reject : messages) {
        Outcome outcome = byReason.computeIfAbsent(reject.getReason(), unused -> new Outcome());
        if (before.contains(record)) {
          outcome.earlier++;
        } else if (reject.getPayload() == null) {
          outcome.withoutPayload++;
        } else {
          outcome.tried++;
          byte[] parsed = parse(reject.getPayload(), nowMillis);
          Message message = Message.read(parsed, new RowReader(parsed));
          if (!message.isEvent()) {
            rejectedToday.merge(message.rejectReason().code(), 1L, Long::sum);
          } else if (moves.add(record, reject, parsed, message, nowMillis)) {
            outcome.events++;
          } else {
            outcome.duplicates++;
          }
        }
        record++;
      }
      // Avro takes a block that breaks off for the end; asked again, it has a record.
      if (messages.hasNext()) {
        throw new EOFException("the last block breaks off");
      }
    }
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.avro$", "");
    return new Result(
        byReason, moves.files(path, PREFIX + name), marker(path, record, byReason, rejectedToday));
  }

  private byte[] parse(ByteBuffer payload, long nowMillis) {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return parser.parse(bytes, 0, bytes.length, 1000 * nowMillis);
  }

  private static String hex(ByteBuffer key) {
    byte[] bytes = new byte[key.remaining()];
    key.duplicate().get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static StoredFile marker(
      String path, int records, Map<String, Outcome> byReason, Map<String, Long> rejectedToday) {
    long events = 0;
    long withoutPayload = 0;
    for (Outcome outcome : byReason.values()) {
      events += outcome.earlier + outcome.events + outcome.duplicates;
      withoutPayload += outcome.withoutPayload;
    }
    ObjectNode json = JSON.createObjectNode().put("file", path).put("records", records);
    json.put("eventsByNow", events);
    ObjectNode reasons = json.putObject("stillRejected");
    rejectedToday.forEach(reasons::put);
    json.put("withoutPayload", withoutPayload);
    String place = path.substring(BatchFiles.REJECTS.length()).replaceFirst("\\.avro$", ".json");
    return new StoredFile(MARKERS + place, bytes(json), 1);
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts are always JSON", e);
    }
  }

  /** The messages of one reject file that are events by now. */
  private final class Moves {
    private final List<BatchFiles.Entry> entries = new ArrayList<>();
    private final List<Integer> records = new ArrayList<>();
    private final Map<EventType, Long> byType = new TreeMap<>();
    private final Map<String, Long> byReason = new TreeMap<>();
    private long duplicates;

    /** Returns whether the event is new to the replays' part of the store. */
    boolean add(
        int record, RejectedMessage reject, byte[] parsed, Message message, long nowMillis) {
      records.add(record);
      byReason.merge(reject.getReason(), -1L, Long::sum);
      if (!stored.add(HexFormat.of().formatHex(parsed, 0, Message.KEY_BYTES))) {
        duplicates++;
        return false;
      }
      byType.merge(message.type(), 1L, Long::sum);
      entries.add(new BatchFiles.Entry(place(reject, nowMillis), message));
      return true;
    }

    private static Place place(RejectedMessage reject, long nowMillis) {
      @Nullable Integer partition = reject.getPartition();
      return new Place(
          reject.getSource(), partition == null ? -1 : partition, reject.getPosition(), nowMillis);
    }

    /** Returns the files; their name depends on what was moved, but not on when. */
    List<StoredFile> files(String path, String prefix) {
      if (records.isEmpty()) {
        return List.of();
      }
      MessageDigest sha256 = Digests.sha256();
      sha256.update((path + records).getBytes(StandardCharsets.UTF_8));
      for (BatchFiles.Entry entry : entries) {
        sha256.update(BatchFiles.key(entry.message()).array());
      }
      byte[] digest = sha256.digest();
      String name = BatchFiles.name(prefix, digest);
      List<StoredFile> files = new ArrayList<>();
      if (!entries.isEmpty()) {
        files.add(batchFiles.file(entries, name, digest));
      }
      ObjectNode ledger = Ledger.entry(byType, byReason, duplicates, files).toJson();
      ledger.putObject("replayed").put("file", path).set("records", JSON.valueToTree(records));
      files.add(new StoredFile(BatchFiles.LEDGER + name + ".json", bytes(ledger), 1));
      return files;
    }
  }
}
