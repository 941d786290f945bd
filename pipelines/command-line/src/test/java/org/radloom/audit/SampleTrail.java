package org.radloom.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trail to tamper with.
 *
 * @param folder where it is
 */
record SampleTrail(AuditFolder folder) {
  static final AuditKey KEY = AuditKey.generate();
  static final Instant NOW = Instant.parse("2016-11-20T02:15:00Z");

  /** Makes a closed segment of so many events for each number. */
  static SampleTrail of(Path path, @Nullable AuditKey key, int... events) throws IOException {
    for (int count : events) {
      try (AuditTrail trail = open(path, key, NOW)) {
        record(trail, count);
      }
    }
    return new SampleTrail(new AuditFolder(path));
  }

  static AuditTrail open(Path path, @Nullable AuditKey key, Instant at) throws IOException {
    return AuditTrail.open(path, key, Duration.ofSeconds(20), 8 << 20, InstantSource.fixed(at));
  }

  static void record(AuditTrail trail, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      trail.record(
          Action.PUBLISHED, Map.of("dataset", "chest", "version", "2026-11-" + (10 + i % 20)));
    }
  }

  AuditVerdict verify(AuditHead... heads) throws BrokenTrailException, IOException {
    return AuditVerifier.verify(folder, null, List.of(heads));
  }

  AuditVerdict verifyPinned(AuditKey key) throws BrokenTrailException, IOException {
    return AuditVerifier.verify(folder, key.publicKey(), List.of());
  }

  List<String> lines(long segment) throws IOException {
    return new ArrayList<>(Files.readAllLines(folder.segment(segment)));
  }

  void write(long segment, List<String> lines) throws IOException {
    Files.writeString(folder.segment(segment), String.join("\n", lines) + "\n");
  }

  /** Writes the lines as a chain of their own, as somebody who knows the format can. */
  void forge(long segment, AuditHead before, List<String> lines) throws IOException {
    List<String> forged = new ArrayList<>();
    AuditHead head = before;
    for (String line : lines) {
      AuditEvent event = AuditEvent.parse(line.getBytes(StandardCharsets.UTF_8));
      AuditEvent next =
          AuditEvent.after(
              head,
              event.time(),
              Action.of(event.action()).orElseThrow(),
              event.details().deepCopy());
      forged.add(new String(next.line(), StandardCharsets.UTF_8));
      head = next.head();
    }
    write(segment, forged);
  }

  SegmentDigest digest(long segment) throws IOException {
    return SegmentDigest.parse(folder.readDigest(segment));
  }

  void cut(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - bytes));
  }

  void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
