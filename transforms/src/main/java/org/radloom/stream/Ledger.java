package org.radloom.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.radloom.events.EventType;
import org.radloom.files.Digests;

/**
 * What came in and where it went, of one batch or of many together: {@code read = events + rejected
 * + duplicates}, always.
 */
public final class Ledger {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Long> rejected = new TreeMap<>();
  private final ArrayNode files = JSON.createArrayNode();
  private long duplicates;

  /** Makes an empty ledger. */
  public Ledger() {}

  /** Makes the entry of one batch. */
  static Ledger entry(
      Map<EventType, Long> events,
      Map<String, Long> rejected,
      long duplicates,
      Collection<StoredFile> files) {
    Ledger ledger = new Ledger();
    events.forEach((type, count) -> ledger.events.put(type.code(), count));
    ledger.rejected.putAll(rejected);
    ledger.duplicates = duplicates;
    for (StoredFile file : files) {
      ledger
          .files
          .addObject()
          .put("path", file.path())
          .put("sha256", Digests.sha256Hex(file.bytes()))
          .put("bytes", file.bytes().length)
          .put("records", file.records());
    }
    return ledger;
  }

  /**
   * Adds the entry of a batch.
   *
   * @throws IOException if it is no entry, or does not add up
   */
  public Ledger add(byte[] entry) throws IOException {
    JsonNode json = JSON.readTree(entry);
    JsonNode read = json.path("read");
    long settled =
        sum(json.path("events")) + sum(json.path("rejected")) + json.path("duplicates").asLong();
    if (!read.isIntegralNumber() || read.asLong() != settled) {
      throw new IOException("an entry of the ledger does not add up");
    }
    json.path("events").fields().forEachRemaining(one -> add(events, one));
    json.path("rejected").fields().forEachRemaining(one -> add(rejected, one));
    duplicates += json.path("duplicates").asLong();
    json.path("files").forEach(files::add);
    return this;
  }

  private static long sum(JsonNode counts) {
    long sum = 0;
    for (JsonNode count : counts) {
      sum += count.asLong();
    }
    return sum;
  }

  private static void add(Map<String, Long> counts, Map.Entry<String, JsonNode> one) {
    counts.merge(one.getKey(), one.getValue().asLong(), Long::sum);
  }

  /** Returns how many messages came in. */
  public long read() {
    return events() + rejected() + duplicates;
  }

  /** Returns how many events were kept. */
  public long events() {
    return sum(events);
  }

  /** Returns how many messages were no usable events. */
  public long rejected() {
    return sum(rejected);
  }

  /** Returns how many messages said what others had said before. */
  public long duplicates() {
    return duplicates;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the entry as bytes of JSON. */
  byte[] toBytes() {
    try {
      return JSON.writeValueAsBytes(toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a ledger is always JSON", e);
    }
  }

  /** Returns the entry as JSON. */
  ObjectNode toJson() {
    ObjectNode json = JSON.createObjectNode().put("read", read());
    ObjectNode types = json.putObject("events");
    events.forEach(types::put);
    ObjectNode reasons = json.putObject("rejected");
    rejected.forEach(reasons::put);
    json.put("duplicates", duplicates).set("files", files);
    return json;
  }
}
