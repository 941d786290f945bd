package org.radloom.datasetchecks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.Checks;

/**
 * {@code record CHECKS VERSION HISTORY}: adds the metrics of a version that passed, and was
 * published, to the history. Takes them from {@code checks.json}, so Spark is not started.
 */
final class Recording {
  private static final int MAX_BYTES = 64 << 20;

  private Recording() {}

  static void run(List<String> args) throws IOException, CannotRunException {
    if (args.size() != 3) {
      throw new CannotRunException("expected record CHECKS VERSION HISTORY");
    }
    Path history = Path.of(args.get(2));
    MetricsHistory.read(history).with(args.get(1), metrics(Path.of(args.get(0)))).write(history);
  }

  private static SortedMap<String, Double> metrics(Path checks)
      throws IOException, CannotRunException {
    if (Files.size(checks) > MAX_BYTES) {
      throw new CannotRunException("the checks have more than %d bytes".formatted(MAX_BYTES));
    }
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readAllBytes(checks));
    } catch (JsonProcessingException e) {
      throw new CannotRunException("the checks are not JSON");
    }
    if (!root.path("format").asText("").equals(Checks.FORMAT)) {
      throw new CannotRunException("the checks are no " + Checks.FORMAT);
    }
    if (!root.path("status").asText("").equals("pass")) {
      throw new CannotRunException("only a version that passed is recorded");
    }
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (Map.Entry<String, JsonNode> metric : root.path("metrics").properties()) {
      metrics.put(metric.getKey(), metric.getValue().doubleValue());
    }
    return metrics;
  }
}
