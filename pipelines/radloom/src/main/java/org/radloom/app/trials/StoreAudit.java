package org.radloom.app.trials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.radloom.events.AvroEvents;
import org.radloom.events.InvalidEventException;
import org.radloom.schemas.Transcription;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.Ledger;

/**
 * What a store holds, held against what was sent. Reads the files themselves, with Avro's generic
 * reader.
 *
 * @param missing messages that were acknowledged and are nowhere
 * @param twice messages that are in the store or among the rejects more than once
 * @param strange messages that are there and were never sent
 * @param ledger what the store says of itself
 */
record StoreAudit(long missing, long twice, long strange, Ledger ledger) {

  /** Reads the ledger alone. */
  static Ledger ledger(String store) throws IOException {
    Ledger ledger = new Ledger();
    for (MatchResult.Metadata entry : files(store + "/" + BatchFiles.LEDGER + "*.json")) {
      try (InputStream in = open(entry)) {
        ledger.add(in.readAllBytes());
      }
    }
    return ledger;
  }

  /** Holds the store against the messages that were sent. */
  static StoreAudit of(String store, Set<MessageKey> sent) throws IOException {
    Map<MessageKey, Integer> found = new HashMap<>();
    for (String folder : new String[] {BatchFiles.CURATED, BatchFiles.REJECTS}) {
      for (MatchResult.Metadata file : files(store + "/" + folder + "*/*/*.avro")) {
        count(file, found);
      }
    }
    return new StoreAudit(
        sent.stream().filter(key -> !found.containsKey(key)).count(),
        found.values().stream().filter(count -> count > 1).count(),
        found.keySet().stream().filter(key -> !sent.contains(key)).count(),
        ledger(store));
  }

  private static void count(MatchResult.Metadata file, Map<MessageKey, Integer> found)
      throws IOException {
    try (InputStream in = open(file);
        DataFileStream<GenericRecord> records =
            new DataFileStream<>(in, new GenericDatumReader<GenericRecord>())) {
      for (GenericRecord entry : records) {
        found.merge(MessageKey.of((ByteBuffer) entry.get("key")), 1, Integer::sum);
      }
    }
  }

  /** Returns how long each event's device had sent it when its file appeared on this disk. */
  static long[] agesMillis(Path store) throws IOException {
    List<Long> ages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(store.resolve(BatchFiles.CURATED))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".avro")).toList()) {
        long appeared = Files.getLastModifiedTime(file).toMillis();
        try (InputStream in = Files.newInputStream(file)) {
          AvroEvents.read(
              in,
              new AvroEvents.Receiver() {
                @Override
                public void event(SpecificRecord event, long position) {
                  if (event instanceof Transcription transcription) {
                    ages.add(appeared - transcription.getRecordedAt().toEpochMilli());
                  }
                }

                @Override
                public void reject(InvalidEventException reject, long position) {
                  throw new IllegalStateException("a curated file holds what is no event", reject);
                }
              });
        }
      }
    }
    return ages.stream().mapToLong(Long::longValue).toArray();
  }

  static Iterable<MatchResult.Metadata> files(String glob) throws IOException {
    return FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata();
  }

  static InputStream open(MatchResult.Metadata file) throws IOException {
    return Channels.newInputStream(FileSystems.open(file.resourceId()));
  }

  /** Returns whether the ledger and the files say what was sent. */
  boolean addsUp(long acknowledged, int distinct) {
    return ledger.read() == acknowledged && ledger.events() + ledger.rejected() == distinct;
  }
}
