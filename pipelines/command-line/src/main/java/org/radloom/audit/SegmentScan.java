package org.radloom.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radloom.files.Digests;

/**
 * Reads a segment from its start, event by event, and stops at the first that does not follow.
 *
 * <p>A process that dies while it writes leaves the beginning of a line. The next one ends that
 * line and says in a {@link Action#RECOVERED} event how many bytes it has and what their digest is:
 * then, and only then, it is no break.
 */
final class SegmentScan {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /** Several crashes in a row leave several beginnings. */
  private static final int MAX_UNFINISHED_BYTES = 4 * AuditEvent.MAX_LINE_BYTES;

  private final MerkleTree tree = new MerkleTree();
  private final Consumer<AuditEvent> events;
  private AuditHead head;
  private Instant lastTime = Instant.EPOCH;
  private long recovered;
  private final ByteArrayOutputStream unfinished = new ByteArrayOutputStream();
  private @Nullable String problem;
  private boolean diedHere;

  private SegmentScan(AuditHead before, Consumer<AuditEvent> events) {
    this.head = before;
    this.events = events;
  }

  /**
   * Reads a segment.
   *
   * @param before the last event before the segment
   * @param events gets each event that follows
   */
  static SegmentScan of(Path file, AuditHead before, Consumer<AuditEvent> events)
      throws IOException {
    SegmentScan scan = new SegmentScan(before, events);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      scan.read(in);
    }
    return scan;
  }

  /** Returns the last event that follows. */
  AuditHead head() {
    return head;
  }

  /** Returns when the last event was recorded. */
  Instant lastTime() {
    return lastTime;
  }

  /** Returns how many unfinished lines were noted by later events. */
  long recovered() {
    return recovered;
  }

  byte[] merkleRoot() {
    return tree.root();
  }

  /** Returns why the event after {@link #head} does not follow; null if all do. */
  @Nullable String problem() {
    return problem;
  }

  /** Returns whether all that is wrong is an unfinished line at the end, as a crash leaves it. */
  boolean diedHere() {
    return diedHere;
  }

  /** Returns what stands after {@link #head}, without the end of its last line. */
  byte[] unfinished() {
    byte[] left = unfinished.toByteArray();
    return endsLine() ? withoutLastEnd(left) : left;
  }

  /** Returns whether what stands after {@link #head} ends with the end of a line. */
  boolean endsLine() {
    byte[] left = unfinished.toByteArray();
    return left.length > 0 && left[left.length - 1] == '\n';
  }

  private void read(InputStream in) throws IOException {
    boolean onlyBeginnings = true;
    for (Line line = Line.read(in); line != null; line = Line.read(in)) {
      String reason = reason(line.bytes());
      if (reason == null) {
        onlyBeginnings = true;
        problem = line.ended() ? null : "the end of the line before is missing";
        continue;
      }
      if (problem == null) {
        problem = line.ended() ? reason : "its line is not finished";
      }
      onlyBeginnings &= !line.ended() || isBeginning(line.bytes());
      unfinished.writeBytes(line.bytes());
      if (line.ended()) {
        unfinished.write('\n');
      }
      if (line.bytes().length > AuditEvent.MAX_LINE_BYTES
          || unfinished.size() > MAX_UNFINISHED_BYTES) {
        onlyBeginnings = false;
        break;
      }
    }
    diedHere = problem != null && onlyBeginnings;
  }

  /** Takes the line as the next event, or returns why it is not. */
  private @Nullable String reason(byte[] line) {
    AuditEvent event;
    try {
      event = AuditEvent.parse(line);
    } catch (IOException e) {
      return "its line is " + e.getMessage();
    }
    long expected = head.sequence() + 1;
    if (event.sequence() != expected) {
      return "the trail goes on with %d".formatted(event.sequence());
    }
    if (!event.follows(head)) {
      return "its hash does not follow from the event before";
    }
    if (problem != null) {
      if (!notes(event)) {
        return problem;
      }
      tree.add(withoutLastEnd(unfinished.toByteArray()));
      unfinished.reset();
      problem = null;
      recovered++;
    }
    tree.add(line);
    head = event.head();
    lastTime = event.time();
    events.accept(event);
    return null;
  }

  /** Whether the event says of what stands before it that it was unfinished. */
  private boolean notes(AuditEvent event) {
    byte[] left = withoutLastEnd(unfinished.toByteArray());
    return event.action().equals(Action.RECOVERED.code())
        && event.details().path("unfinishedBytes").asLong(-1) == left.length
        && event.details().path("unfinishedSha256").asText().equals(Digests.sha256Hex(left));
  }

  /** The writer of the noting event put the end there. */
  private static byte[] withoutLastEnd(byte[] lines) {
    return Arrays.copyOf(lines, lines.length - 1);
  }

  /** Whether JSON stops in the middle. */
  private static boolean isBeginning(byte[] line) {
    try {
      JSON.readTree(line);
      return false;
    } catch (JsonEOFException e) {
      return true;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  /**
   * A line, or as much of one as an event may have.
   *
   * @param bytes without the end
   * @param ended whether it has an end
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Line(byte[] bytes, boolean ended) {
    static @Nullable Line read(InputStream in) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int next = in.read();
      if (next < 0) {
        return null;
      }
      while (next >= 0 && next != '\n' && bytes.size() <= AuditEvent.MAX_LINE_BYTES) {
        bytes.write(next);
        next = in.read();
      }
      return new Line(bytes.toByteArray(), next == '\n');
    }
  }
}
