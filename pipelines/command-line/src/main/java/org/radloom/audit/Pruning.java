package org.radloom.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.UsageException;

/**
 * Removes whole closed segments, oldest first, once their newest event is older than an age. Their
 * digests stay, so the chain still holds from the first event on. That they were removed is an
 * event itself, recorded before anything is gone.
 *
 * @param olderThan as the flag gave it
 * @param age what it means
 */
record Pruning(String olderThan, Period age) {
  private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})([dy])");

  /**
   * Reads {@code --olderThan}.
   *
   * @throws UsageException if it is no number of days or years
   */
  static Pruning of(String olderThan) throws UsageException {
    Matcher form = FORM.matcher(olderThan);
    if (!form.matches()) {
      throw new UsageException(
          "--olderThan must be days or years, for example 90d or 6y, but was: " + olderThan);
    }
    int number = Integer.parseInt(form.group(1));
    return new Pruning(
        olderThan, form.group(2).equals("d") ? Period.ofDays(number) : Period.ofYears(number));
  }

  /**
   * Removes what is older at {@code now}.
   *
   * @return how many segments were removed
   * @throws BrokenTrailException if the trail does not hold; then nothing is removed
   */
  long prune(AuditFolder folder, @Nullable AuditKey key, Instant now)
      throws BrokenTrailException, IOException {
    AuditVerifier.verify(folder, key == null ? null : key.publicKey(), List.of());
    Instant cutoff = now.atZone(ZoneOffset.UTC).minus(age).toInstant();
    List<SegmentDigest> old = new ArrayList<>();
    for (long number : folder.digests()) {
      SegmentDigest digest = SegmentDigest.parse(folder.readDigest(number));
      if (!digest.lastTime().isBefore(cutoff)) {
        break;
      }
      if (Files.exists(folder.segment(number))) {
        old.add(digest);
      }
    }
    if (old.isEmpty()) {
      return 0;
    }
    SegmentDigest last = old.get(old.size() - 1);
    try (AuditTrail trail = AuditTrail.open(folder.path(), key)) {
      trail.record(
          Action.PRUNED,
          Map.of(
              "segments", old.size(),
              "throughSegment", last.segment(),
              "throughSequence", last.head().sequence(),
              "olderThan", olderThan));
    }
    for (SegmentDigest digest : old) {
      Files.deleteIfExists(folder.segment(digest.segment()));
    }
    folder.sync();
    return old.size();
  }
}
