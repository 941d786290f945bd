package org.radloom.trainingdata.nightly;

import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.Ledger;

/**
 * Whether a curated store can be exported: each entry of its ledger adds up, and the newest is
 * young enough, so the stream lives.
 */
final class StoreCheck {
  /** Far above the few hundred bytes of an entry. */
  private static final int MAX_ENTRY_BYTES = 16 << 20;

  private StoreCheck() {}

  /**
   * Checks a store.
   *
   * @return what came in so far
   * @throws IOException with the reason if it cannot be exported
   */
  static Ledger check(String store, Duration freshWithin, Instant now) throws IOException {
    String entries = store.replaceFirst("/+$", "") + "/" + BatchFiles.LEDGER + "*.json";
    List<MatchResult.Metadata> found =
        FileSystems.match(entries, EmptyMatchTreatment.ALLOW).metadata();
    Ledger ledger = new Ledger();
    long newest = Long.MIN_VALUE;
    for (MatchResult.Metadata entry : found) {
      try (var in = Channels.newInputStream(FileSystems.open(entry.resourceId()))) {
        ledger.add(in.readNBytes(MAX_ENTRY_BYTES));
      } catch (IOException e) {
        throw new IOException(
            "the entry %s of the store's ledger cannot be read or does not add up"
                .formatted(entry.resourceId().getFilename()),
            e);
      }
      newest = Math.max(newest, entry.lastModifiedMillis());
    }
    if (found.isEmpty()) {
      throw new IOException("the store has no ledger: " + entries);
    }
    Duration age = Duration.between(Instant.ofEpochMilli(newest), now);
    if (age.compareTo(freshWithin) > 0) {
      throw new IOException(
          "the newest entry of the store's ledger is %d minutes old, more than --freshWithin allows"
              .formatted(age.toMinutes()));
    }
    return ledger;
  }
}
