package org.radloom.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.files.Digests;
import org.radloom.records.EventBytes;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.CuratedEvent;
import org.radloom.schemas.RejectedMessage;

/**
 * Makes the files of one batch of messages:
 *
 * <pre>
 * curated/day=2026-11-21/hour=10/NAME.avro   events
 * rejects/day=2026-11-21/hour=10/NAME.avro   messages that are no events
 * ledger/NAME.json                           what came in and where it went; written last
 * </pre>
 *
 * <p>Day and hour are the stream's when a message came, in UTC: the event's own, unless it is late.
 * A late event joins the hour in which it came, so that an hour that is over never changes.
 *
 * <p>NAME is the shard, the number of the batch in its shard, and the start of a SHA-256 over all
 * that the batch holds, so a name stands for its content: a batch that comes a second time has the
 * files of the first, byte for byte, and one that was put together differently has others. Not
 * thread-safe.
 */
public final class BatchFiles {
  /** Folder of events. */
  public static final String CURATED = "curated/";

  /** Folder of messages that are no events. */
  public static final String REJECTS = "rejects/";

  /** Folder of what came in and where it went. */
  public static final String LEDGER = "ledger/";

  private static final int DEFLATE_LEVEL = 1;
  private static final int NAME_HASH_BYTES = 8;
  private static final int SYNC_BYTES = 16;
  private static final int FIRST_FILE_BYTES = 64 << 10;

  /** A batch as it travels: a head, then messages, each with the place it came from. */
  public static final class Builder {
    private final RowWriter batch = new RowWriter(64 << 10);

    /**
     * Begins a batch.
     *
     * @param sequence number of the batch in its shard, from 0
     * @param duplicates messages that said what others had said before, and were dropped
     */
    public Builder(int shard, long sequence, long duplicates) {
      batch.putCount(shard).putCount(sequence).putCount(duplicates);
    }

    /** Appends messages, each behind its place. */
    public Builder add(byte[] placedMessages) {
      batch.putRaw(placedMessages, 0, placedMessages.length);
      return this;
    }

    /** Returns the batch. */
    public byte[] build() {
      return batch.toBytes();
    }
  }

  /** A message and where it came from. */
  record Entry(Place place, Message message) {}

  private final EventBytes events = new EventBytes();

  /** Returns the files of a batch that {@link Builder} built, the ledger last. */
  public List<StoredFile> of(byte[] batch) {
    RowReader reader = new RowReader(batch);
    int shard = reader.readInt();
    long sequence = reader.readCount();
    long duplicates = reader.readCount();
    Map<String, List<Entry>> folders = new TreeMap<>();
    Map<EventType, Long> byType = new TreeMap<>();
    Map<String, Long> byReason = new TreeMap<>();
    while (reader.hasMore()) {
      Place place = Place.read(reader);
      Message message = Message.read(batch, reader);
      if (message.isEvent()) {
        byType.merge(message.type(), 1L, Long::sum);
      } else {
        byReason.merge(message.rejectReason().code(), 1L, Long::sum);
      }
      folders
          .computeIfAbsent(folder(place, message), unused -> new ArrayList<>())
          .add(new Entry(place, message));
    }
    byte[] digest = Digests.sha256().digest(batch);
    String name = name(String.format(Locale.ROOT, "s%03d-%08d", shard, sequence), digest);
    List<StoredFile> files = new ArrayList<>();
    folders.values().forEach(entries -> files.add(file(entries, name, digest)));
    files.add(
        new StoredFile(
            LEDGER + name + ".json",
            Ledger.entry(byType, byReason, duplicates, files).toBytes(),
            1));
    return files;
  }

  /** Returns a name that stands for content. */
  static String name(String prefix, byte[] digest) {
    return prefix + "-" + HexFormat.of().formatHex(digest, 0, NAME_HASH_BYTES);
  }

  /** Returns the file of entries that belong to the folder of the first. */
  StoredFile file(List<Entry> entries, String name, byte[] digest) {
    Entry first = entries.get(0);
    return new StoredFile(
        folder(first.place(), first.message()) + "/" + name + ".avro",
        encode(entries, digest),
        entries.size());
  }

  static ByteBuffer key(Message message) {
    return ByteBuffer.allocate(Message.KEY_BYTES)
        .putLong(message.hi())
        .putLong(message.lo())
        .flip();
  }

  private static String folder(Place place, Message message) {
    ZonedDateTime time = Instant.ofEpochMilli(place.millis()).atZone(ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%sday=%04d-%02d-%02d/hour=%02d",
        message.isEvent() ? CURATED : REJECTS,
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        time.getHour());
  }

  private byte[] encode(List<Entry> entries, byte[] digest) {
    Schema schema =
        entries.get(0).message().isEvent()
            ? CuratedEvent.getClassSchema()
            : RejectedMessage.getClassSchema();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_FILE_BYTES);
    byte[] sync = new byte[SYNC_BYTES];
    System.arraycopy(digest, 0, sync, 0, SYNC_BYTES);
    try (DataFileWriter<SpecificRecord> file =
        new DataFileWriter<>(new SpecificDatumWriter<SpecificRecord>(schema))) {
      file.setCodec(CodecFactory.deflateCodec(DEFLATE_LEVEL));
      file.create(schema, bytes, sync);
      for (Entry entry : entries) {
        file.append(record(entry.place(), entry.message()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private SpecificRecord record(Place place, Message message) {
    Integer partition = place.partition() < 0 ? null : place.partition();
    if (message.isEvent()) {
      return new CuratedEvent(
          key(message),
          place.source(),
          partition,
          place.position(),
          events.decode(message.type(), message.bytes(), message.offset(), message.length()));
    }
    return new RejectedMessage(
        key(message),
        message.rejectReason().code(),
        message.field(),
        message.type().code(),
        place.source(),
        partition,
        place.position(),
        payload(message));
  }

  private static @Nullable ByteBuffer payload(Message message) {
    return message.length() < 0
        ? null
        : ByteBuffer.wrap(message.bytes(), message.offset(), message.length());
  }
}
