package org.radloom.transforms;

import java.util.Locale;
import org.apache.beam.sdk.metrics.Metrics;
import org.radloom.schemas.ModelWatch;
import org.radloom.watch.WatchMetric;

/**
 * The numbers of watches as gauges, which hold whole numbers: {@code METRIC_millionths} of each
 * model, version and task, and the {@code records} they come from. Names of models come from
 * events, so whatever is not a plain character in them becomes an underscore, and long ones are
 * cut.
 */
final class WatchGauges {
  private static final double MILLION = 1e6;
  private static final int MOST_CHARACTERS = 60;

  private WatchGauges() {}

  /** Sets the gauges of one watch; undefined numbers have none. */
  static void report(ModelWatch watch) {
    String of =
        "_%s_%s_%s".formatted(plain(watch.getModel()), plain(watch.getVersion()), watch.getTask());
    Metrics.gauge(WatchModels.class, "records" + of).set(watch.getRecords());
    for (WatchMetric metric : WatchMetric.values()) {
      Double value = metric.of(watch);
      if (value != null) {
        Metrics.gauge(WatchModels.class, metric.key() + "_millionths" + of)
            .set(Math.round(MILLION * value));
      }
    }
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return plain.substring(0, Math.min(plain.length(), MOST_CHARACTERS));
  }
}
