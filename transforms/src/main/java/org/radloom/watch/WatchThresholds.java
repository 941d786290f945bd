package org.radloom.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.ModelWatch;

/**
 * Thresholds of a YAML file. Each names a metric, a bound and a severity, and may be for one model
 * or version only:
 *
 * <pre>{@code
 * thresholds:
 *   - metric: sensitivityAt1
 *     atLeast: 0.8
 *     severity: critical
 *     model: lesion-demo
 *     minRecords: 50
 *   - metric: ece
 *     atMost: 0.1
 *     severity: warning
 * }</pre>
 *
 * @param thresholds in the order of the file
 */
public record WatchThresholds(List<WatchThreshold> thresholds) implements Serializable {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_THRESHOLDS = 1000;
  private static final Set<String> KEYS =
      Set.of("metric", "atLeast", "atMost", "severity", "model", "version", "minRecords");
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Comparator<WatchAlert> WORST_FIRST =
      Comparator.comparing((WatchAlert alert) -> alert.threshold().severity()).reversed();

  /** Keeps the thresholds. */
  public WatchThresholds {
    thresholds = List.copyOf(thresholds);
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with what is wrong with it, and where
   */
  public static WatchThresholds read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] yaml = in.readNBytes(MAX_BYTES + 1);
      if (yaml.length > MAX_BYTES) {
        throw new IllegalArgumentException("thresholds must be a file of at most 1 MiB");
      }
      return parse(yaml);
    }
  }

  /**
   * Reads YAML.
   *
   * @throws IllegalArgumentException with what is wrong with it, and where
   */
  public static WatchThresholds parse(byte[] yaml) {
    JsonNode root;
    try {
      root = YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "thresholds are not YAML (line %d)".formatted(e.getLocation().getLineNr()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!root.isObject() || root.size() != 1 || !root.path("thresholds").isArray()) {
      throw new IllegalArgumentException("a file of thresholds must hold one list, 'thresholds'");
    }
    JsonNode list = root.path("thresholds");
    if (list.size() > MAX_THRESHOLDS) {
      throw new IllegalArgumentException(
          "thresholds must be at most %d, but are: %d".formatted(MAX_THRESHOLDS, list.size()));
    }
    List<WatchThreshold> thresholds = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      thresholds.add(threshold("threshold %d".formatted(i + 1), list.get(i)));
    }
    return new WatchThresholds(thresholds);
  }

  /** Returns the alerts of a watch, the worst first, else in the order of the thresholds. */
  public List<WatchAlert> alerts(ModelWatch watch) {
    return thresholds.stream()
        .flatMap(threshold -> threshold.check(watch).stream())
        .sorted(WORST_FIRST)
        .toList();
  }

  private static WatchThreshold threshold(String where, JsonNode node) {
    if (!node.isObject()) {
      throw wrong(where, "must have keys and values");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!KEYS.contains(key)) {
                throw wrong(where, "has an unknown key: " + key);
              }
            });
    String key = text(where, node, "metric");
    if (key == null) {
      throw wrong(where, "must have a metric");
    }
    WatchMetric metric =
        WatchMetric.of(key)
            .orElseThrow(
                () ->
                    wrong(
                        where,
                        "has an unknown metric, %s; there are: %s"
                            .formatted(key, String.join(", ", WatchMetric.keys()))));
    if (node.has("atLeast") == node.has("atMost")) {
      throw wrong(where, "must have either atLeast or atMost");
    }
    WatchThreshold.Side side =
        node.has("atLeast") ? WatchThreshold.Side.AT_LEAST : WatchThreshold.Side.AT_MOST;
    JsonNode bound = node.get(node.has("atLeast") ? "atLeast" : "atMost");
    if (!bound.isNumber() || !Double.isFinite(bound.doubleValue())) {
      throw wrong(where, "must have a number as its bound");
    }
    return new WatchThreshold(
        metric,
        side,
        bound.doubleValue(),
        severity(where, node),
        text(where, node, "model"),
        text(where, node, "version"),
        minRecords(where, node));
  }

  private static WatchThreshold.Severity severity(String where, JsonNode node) {
    String given = text(where, node, "severity");
    for (WatchThreshold.Severity severity : WatchThreshold.Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(given)) {
        return severity;
      }
    }
    throw wrong(
        where,
        "must have a severity: "
            + Arrays.stream(WatchThreshold.Severity.values())
                .map(severity -> severity.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
  }

  private static long minRecords(String where, JsonNode node) {
    JsonNode given = node.get("minRecords");
    if (given == null) {
      return 1;
    }
    if (!given.canConvertToLong() || !given.isIntegralNumber() || given.longValue() < 1) {
      throw wrong(where, "must have a whole number > 0 as its minRecords");
    }
    return given.longValue();
  }

  /** Returns a text as it stands; a version such as 1.10 has to be quoted. */
  private static @Nullable String text(String where, JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(where, "must have a text, in quotes if it looks like a number, as its " + key);
    }
    return value.textValue();
  }

  private static IllegalArgumentException wrong(String where, String what) {
    return new IllegalArgumentException("%s %s".formatted(where, what));
  }
}
