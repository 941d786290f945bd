package org.radloom.trainingdata.ingest;

import java.io.IOException;
import java.nio.channels.Channels;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.Ledger;

/** The sum of a store's ledger, to which each look adds what has come since. Thread-safe. */
final class StoreLedger {
  private final String entries;
  private final Set<String> counted = new HashSet<>();
  private final Ledger ledger = new Ledger();

  StoreLedger(String output) {
    entries = output + "/" + BatchFiles.LEDGER + "*.json";
  }

  /**
   * What a store holds, since it was begun.
   *
   * @param read messages that came
   * @param kept events
   * @param rejected messages that are no events
   * @param duplicates messages that had come before
   * @param batches entries of the ledger
   */
  record Sum(long read, long kept, long rejected, long duplicates, long batches) {
    /** Returns the counts by name. */
    Map<String, Long> byName() {
      return Map.of(
          "read", read,
          "kept", kept,
          "rejected", rejected,
          "duplicates", duplicates,
          "batches", batches);
    }
  }

  /** Reads the entries that are new. */
  synchronized Sum look() throws IOException {
    for (MatchResult.Metadata entry :
        FileSystems.match(entries, EmptyMatchTreatment.ALLOW).metadata()) {
      String name = entry.resourceId().toString();
      if (!counted.contains(name)) {
        try (var in = Channels.newInputStream(FileSystems.open(entry.resourceId()))) {
          ledger.add(in.readAllBytes());
        }
        counted.add(name);
      }
    }
    return new Sum(
        ledger.read(), ledger.events(), ledger.rejected(), ledger.duplicates(), counted.size());
  }
}
