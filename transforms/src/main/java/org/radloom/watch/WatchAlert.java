package org.radloom.watch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A threshold that a model does not keep.
 *
 * @param model what was watched
 * @param threshold what it should keep
 * @param value what the metric is
 * @param records readings it comes from
 */
public record WatchAlert(WatchedModel model, WatchThreshold threshold, double value, long records) {

  /** Returns the alert as a sentence for a person. */
  public String words() {
    return "%s: %s: %s is %s over %d readings, should be %s %s"
        .formatted(
            threshold.severity().name().toLowerCase(Locale.ROOT),
            model,
            threshold.metric().words(),
            number(value),
            records,
            threshold.side() == WatchThreshold.Side.AT_LEAST ? "at least" : "at most",
            number(threshold.bound()));
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }
}
