package org.radloom.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.radloom.files.Digests;

/**
 * One line of a trail. Its hash is {@code SHA-256(0x00 || hash of the event before || the event
 * without its hash, as canonical JSON)}; before the first event stand 32 zero bytes.
 *
 * @param sequence counts from 1, without gaps, over all segments
 * @param time UTC, to the millisecond
 * @param action word of an {@link Action}; a newer Radloom may have more
 * @param details what is said of it
 * @param hash 64 hex digits
 */
record AuditEvent(long sequence, Instant time, String action, JsonNode details, String hash) {
  /** Longest line, bytes without its end; far above what details can hold in practice. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  private static final byte[] PREFIX = {0};
  private static final String HASH = "hash";
  private static final int MEMBERS = 5;

  /** Makes the event that follows {@code before}. */
  static AuditEvent after(AuditHead before, Instant time, Action action, ObjectNode details) {
    long sequence = before.sequence() + 1;
    Instant rounded = time.truncatedTo(ChronoUnit.MILLIS);
    String hash = hash(before, body(sequence, rounded.toString(), action.code(), details));
    return new AuditEvent(sequence, rounded, action.code(), details, hash);
  }

  /**
   * Reads a line.
   *
   * @param line without its end
   * @throws IOException if it is no event; the message is a reason that quotes nothing
   */
  static AuditEvent parse(byte[] line) throws IOException {
    JsonNode json = CanonicalJson.parse(line);
    if (json.size() != MEMBERS
        || !json.path("sequence").isIntegralNumber()
        || !json.path("time").isTextual()
        || !json.path("action").isTextual()
        || !json.path("details").isObject()
        || !json.path(HASH).isTextual()) {
      throw new IOException("not an event");
    }
    Instant time;
    try {
      time = Instant.parse(json.path("time").textValue());
    } catch (DateTimeException e) {
      throw new IOException("not an event", e);
    }
    AuditEvent event =
        new AuditEvent(
            json.path("sequence").longValue(),
            time,
            json.path("action").textValue(),
            json.path("details"),
            json.path(HASH).textValue());
    if (!time.toString().equals(json.path("time").textValue())) {
      throw new IOException("not an event");
    }
    return event;
  }

  /** Returns whether its hash is that of an event after {@code before}. */
  boolean follows(AuditHead before) {
    return sequence == before.sequence() + 1
        && hash.equals(hash(before, body(sequence, time.toString(), action, details)));
  }

  /** Returns the line, without its end. */
  byte[] line() {
    ObjectNode json = body(sequence, time.toString(), action, details);
    json.put(HASH, hash);
    return CanonicalJson.bytes(json);
  }

  AuditHead head() {
    return new AuditHead(sequence, hash);
  }

  private static ObjectNode body(long sequence, String time, String action, JsonNode details) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("sequence", sequence).put("time", time).put("action", action);
    json.set("details", details);
    return json;
  }

  private static String hash(AuditHead before, ObjectNode body) {
    byte[] previous = HexFormat.of().parseHex(before.hash());
    return Digests.sha256Hex(PREFIX, previous, CanonicalJson.bytes(body));
  }
}
