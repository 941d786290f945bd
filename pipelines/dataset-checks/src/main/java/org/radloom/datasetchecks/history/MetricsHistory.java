package org.radloom.datasetchecks.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The metrics of a dataset's published versions, oldest first, in a file beside them. Versions are
 * told by their names and their order; no time is kept.
 */
public final class MetricsHistory {
  private static final String FORMAT = "radloom-metrics/1";
  private static final int MAX_BYTES = 32 << 20;
  private static final int MAX_VERSIONS = 10_000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private record Published(String version, SortedMap<String, Double> metrics) {}

  private final List<Published> versions;

  private MetricsHistory(List<Published> versions) {
    this.versions = versions;
  }

  /** Returns a history of no versions. */
  public static MetricsHistory empty() {
    return new MetricsHistory(new ArrayList<>());
  }

  /**
   * Returns the history of a file, or an empty one if there is no file.
   *
   * @throws IOException if the file is none
   */
  public static MetricsHistory read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("the history has more than %d bytes".formatted(MAX_BYTES));
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IOException("the history is not JSON");
    }
    if (!root.path("format").asText("").equals(FORMAT)
        || root.path("versions").size() > MAX_VERSIONS) {
      throw new IOException("the history is no %s".formatted(FORMAT));
    }
    List<Published> versions = new ArrayList<>();
    for (JsonNode one : root.path("versions")) {
      SortedMap<String, Double> metrics = new TreeMap<>();
      for (Map.Entry<String, JsonNode> metric : one.path("metrics").properties()) {
        if (!metric.getValue().isNumber()) {
          throw new IOException("the history has a metric that is no number");
        }
        metrics.put(metric.getKey(), metric.getValue().doubleValue());
      }
      versions.add(new Published(one.path("version").asText(""), metrics));
    }
    return new MetricsHistory(versions);
  }

  /**
   * Returns the values of a metric up to a version, oldest first: of every version if it is new,
   * else of those before it, so that an old version is judged as it was then.
   */
  public List<Double> before(String version, String metric) {
    List<Double> values = new ArrayList<>();
    for (Published one : versions) {
      if (one.version().equals(version)) {
        break;
      }
      Double value = one.metrics().get(metric);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** Returns the history with a version at its end; one that is there already is not changed. */
  public MetricsHistory with(String version, SortedMap<String, Double> metrics) {
    List<Published> more = new ArrayList<>(versions);
    if (versions.stream().noneMatch(one -> one.version().equals(version))) {
      more.add(new Published(version, new TreeMap<>(metrics)));
    }
    return new MetricsHistory(more);
  }

  /** Writes the history whole or not at all. */
  public void write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    var list = root.putArray("versions");
    for (Published one : versions) {
      ObjectNode version = list.addObject();
      version.put("version", one.version());
      ObjectNode metrics = version.putObject("metrics");
      one.metrics().forEach(metrics::put);
    }
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, JSON.writeValueAsString(root) + "\n", StandardCharsets.UTF_8);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
