package org.radloom.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a trail goes on.
 *
 * @param segment the segment that the next event goes to; it may not exist yet
 * @param head the newest event
 * @param bytes of that segment's file; 0 if there is none
 * @param died the segment, if an unfinished line stands at its end; else null
 */
record TrailEnd(long segment, AuditHead head, long bytes, @Nullable SegmentScan died) {

  /**
   * Finds the end.
   *
   * @throws AuditException if the newest segment is broken
   */
  static TrailEnd of(AuditFolder folder) throws IOException {
    SortedSet<Long> segments = folder.segments();
    SortedSet<Long> digests = folder.digests();
    long newest =
        Math.max(segments.isEmpty() ? 0 : segments.last(), digests.isEmpty() ? 0 : digests.last());
    if (digests.contains(newest)) {
      return new TrailEnd(newest + 1, closed(folder, newest), 0, null);
    }
    if (newest == 0) {
      return new TrailEnd(1, AuditHead.START, 0, null);
    }
    AuditHead before = newest == 1 ? AuditHead.START : closed(folder, newest - 1);
    Path file = folder.segment(newest);
    SegmentScan scan = SegmentScan.of(file, before, event -> {});
    if (scan.problem() != null && !scan.diedHere()) {
      throw new AuditException(
          "audit trail %s is broken at sequence %d: %s; see ./radloom audit verify"
              .formatted(folder.path(), scan.head().sequence() + 1, scan.problem()));
    }
    return new TrailEnd(
        newest, scan.head(), Files.size(file), scan.problem() == null ? null : scan);
  }

  private static AuditHead closed(AuditFolder folder, long number) throws IOException {
    try {
      return SegmentDigest.parse(folder.readDigest(number)).head();
    } catch (IOException e) {
      throw new AuditException(
          "audit trail %s is broken: the digest of segment %d is missing or damaged"
              .formatted(folder.path(), number));
    }
  }

  /** Returns whether nobody wrote since. */
  boolean isStill(AuditFolder folder) throws IOException {
    Path file = folder.segment(segment);
    long size = Files.exists(file) ? Files.size(file) : 0;
    return died == null && size == bytes && !Files.exists(folder.digest(segment));
  }
}
