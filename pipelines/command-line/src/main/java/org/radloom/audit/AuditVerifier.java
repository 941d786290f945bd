package org.radloom.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.radloom.files.Digests;

/**
 * Checks a trail from its first event to its last: each line's form, number and hash, each digest's
 * numbers, Merkle root, chain and signature, and heads that were noted elsewhere. What nobody noted
 * elsewhere and nobody signed can be cut off the end, or made up, by whoever can write the folder.
 */
final class AuditVerifier {
  private final AuditFolder folder;
  private final @Nullable AuditPublicKey pinned;
  private final Map<Long, AuditHead> noted = new HashMap<>();

  private AuditHead head = AuditHead.START;
  private String previousDigest = SegmentDigest.NO_DIGEST;
  private @Nullable AuditPublicKey key;
  private String keyId = "";
  private long prunedThrough;
  private long missing;
  private long recovered;
  private long unclosed;
  private long found;

  private AuditVerifier(AuditFolder folder, @Nullable AuditPublicKey pinned) {
    this.folder = folder;
    this.pinned = pinned;
  }

  /**
   * Checks the trail.
   *
   * @param pinned the key that every digest must be signed by; null to trust the folder's own
   * @param heads what must be in the trail
   * @throws BrokenTrailException if it does not hold
   */
  static AuditVerdict verify(
      AuditFolder folder, @Nullable AuditPublicKey pinned, List<AuditHead> heads)
      throws BrokenTrailException, IOException {
    return new AuditVerifier(folder, pinned).verify(heads);
  }

  private AuditVerdict verify(List<AuditHead> heads) throws BrokenTrailException, IOException {
    for (AuditHead one : heads) {
      AuditHead other = noted.put(one.sequence(), one);
      if (other != null && !other.equals(one)) {
        throw new BrokenTrailException(one.sequence(), "two heads noted elsewhere contradict");
      }
    }
    checkHead(AuditHead.START);
    readKey();
    SortedSet<Long> segments = folder.segments();
    SortedSet<Long> digests = folder.digests();
    long last =
        Math.max(segments.isEmpty() ? 0 : segments.last(), digests.isEmpty() ? 0 : digests.last());
    for (long number = 1; number <= last; number++) {
      checkSegment(number, segments.contains(number), digests.contains(number), number == last);
    }
    if (missing > prunedThrough) {
      throw new BrokenTrailException(
          1,
          "segments up to %d are missing, and no event says they were pruned".formatted(missing));
    }
    for (String stranger : folder.strangers()) {
      throw new BrokenTrailException(
          head.sequence() + 1, "a file that is no part of a trail: " + Printable.of(stranger));
    }
    long highest = noted.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    if (highest > head.sequence()) {
      throw new BrokenTrailException(
          head.sequence() + 1,
          "the trail ends here, but event %d was noted elsewhere".formatted(highest));
    }
    return new AuditVerdict(head, last, missing, unclosed, recovered, keyId, found);
  }

  private void readKey() throws BrokenTrailException, IOException {
    key = pinned;
    if (!Files.exists(folder.publicKey())) {
      return;
    }
    AuditPublicKey own;
    try {
      own = AuditPublicKey.read(folder.publicKey());
      // Base64 has more than one way to say the same; a trail has one.
      byte[] form = own.toPem().getBytes(StandardCharsets.US_ASCII);
      if (!Arrays.equals(form, Files.readAllBytes(folder.publicKey()))) {
        throw new AuditException("audit.pub is not as it was written");
      }
    } catch (AuditException e) {
      throw new BrokenTrailException(1, "audit.pub is damaged");
    }
    if (pinned != null && !own.id().equals(pinned.id())) {
      throw new BrokenTrailException(
          1, "audit.pub holds key %s, not %s".formatted(own.id(), pinned.id()));
    }
    key = own;
  }

  private void checkSegment(long number, boolean present, boolean closed, boolean last)
      throws BrokenTrailException, IOException {
    long first = head.sequence() + 1;
    AuditHead before = head;
    SegmentScan scan = null;
    if (present) {
      scan = scan(number);
    } else if (closed && missing == number - 1) {
      missing = number;
    } else {
      throw new BrokenTrailException(first, "segment %d is missing".formatted(number));
    }
    if (closed) {
      checkDigest(number, before, scan);
    } else if (last) {
      unclosed = head.sequence() - before.sequence();
    } else {
      throw new BrokenTrailException(first, "segment %d has no digest".formatted(number));
    }
  }

  private SegmentScan scan(long number) throws BrokenTrailException, IOException {
    AuditHead before = head;
    boolean[] headsHold = {true};
    SegmentScan scan =
        SegmentScan.of(
            folder.segment(number),
            before,
            event -> {
              headsHold[0] &= holds(event.head());
              if (event.action().equals(Action.PRUNED.code())) {
                long through = event.details().path("throughSegment").asLong();
                prunedThrough = Math.max(prunedThrough, through);
              }
            });
    if (scan.problem() != null) {
      throw new BrokenTrailException(
          scan.head().sequence() + 1, "segment %d: %s".formatted(number, scan.problem()));
    }
    if (scan.head().equals(before)) {
      throw new BrokenTrailException(
          before.sequence() + 1, "segment %d is empty".formatted(number));
    }
    if (!headsHold[0]) {
      throw new BrokenTrailException(
          firstWrongHead(number, before), "another hash was noted elsewhere");
    }
    head = scan.head();
    recovered += scan.recovered();
    return scan;
  }

  private long firstWrongHead(long number, AuditHead before) throws IOException {
    long[] first = {0};
    SegmentScan.of(
        folder.segment(number),
        before,
        event -> {
          if (first[0] == 0
              && !event.head().equals(noted.getOrDefault(event.sequence(), event.head()))) {
            first[0] = event.sequence();
          }
        });
    return first[0];
  }

  private void checkDigest(long number, AuditHead before, @Nullable SegmentScan scan)
      throws BrokenTrailException, IOException {
    long first = before.sequence() + 1;
    byte[] file;
    SegmentDigest digest;
    try {
      file = folder.readDigest(number);
      digest = SegmentDigest.parse(file);
    } catch (IOException e) {
      throw new BrokenTrailException(
          first, "the digest of segment %d is %s".formatted(number, e.getMessage()));
    }
    checkSignature(number, first, digest);
    if (digest.segment() != number
        || digest.firstSequence() != first
        || digest.head().sequence() < first) {
      throw new BrokenTrailException(
          first, "the digest of segment %d is that of another".formatted(number));
    }
    if (!digest.previousDigest().equals(previousDigest)) {
      throw new BrokenTrailException(
          first, "the digest of segment %d does not follow the one before".formatted(number));
    }
    if (scan == null) {
      head = digest.head();
      if (!holds(head)) {
        throw new BrokenTrailException(head.sequence(), "another hash was noted elsewhere");
      }
    } else if (!digest.head().equals(scan.head())
        || !digest.lastTime().equals(scan.lastTime())
        || !digest.merkleRoot().equals(HexFormat.of().formatHex(scan.merkleRoot()))) {
      throw new BrokenTrailException(
          first,
          "segment %d, with events %d to %d, is not what its digest says"
              .formatted(number, first, scan.head().sequence()));
    }
    previousDigest = Digests.sha256Hex(file);
  }

  private void checkSignature(long number, long first, SegmentDigest digest)
      throws BrokenTrailException {
    if (!digest.isSigned()) {
      if (pinned != null || !keyId.isEmpty()) {
        throw new BrokenTrailException(
            first, "the digest of segment %d is not signed".formatted(number));
      }
      return;
    }
    AuditPublicKey by = key;
    if (by == null) {
      throw new BrokenTrailException(
          first, "audit.pub is missing, and the digest of segment %d is signed".formatted(number));
    }
    if (!digest.isSignedBy(by)) {
      throw new BrokenTrailException(
          first, "the digest of segment %d is not signed by key %s".formatted(number, by.id()));
    }
    keyId = by.id();
  }

  private void checkHead(AuditHead point) throws BrokenTrailException {
    if (!holds(point)) {
      throw new BrokenTrailException(point.sequence(), "another hash was noted elsewhere");
    }
  }

  /** Whether nobody noted another hash of the event elsewhere. */
  private boolean holds(AuditHead point) {
    AuditHead other = noted.get(point.sequence());
    if (other == null) {
      return true;
    }
    found++;
    return other.equals(point);
  }
}
