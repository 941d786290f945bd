package org.radloom.watch;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.ModelWatch;

/**
 * What a metric of a model should keep.
 *
 * @param metric the metric
 * @param side whether it should be high or low
 * @param bound which it may equal, finite
 * @param severity how bad it is otherwise
 * @param model name of the model it holds for, or null for all
 * @param version version it holds for, or null for all
 * @param minRecords fewer readings than that say nothing, >= 1
 */
public record WatchThreshold(
    WatchMetric metric,
    Side side,
    double bound,
    Severity severity,
    @Nullable String model,
    @Nullable String version,
    long minRecords)
    implements Serializable {

  /** On which side of the bound a metric should be. */
  public enum Side {
    /** It should not fall below. */
    AT_LEAST,
    /** It should not rise above. */
    AT_MOST
  }

  /** How bad it is. */
  public enum Severity {
    /** To be known. */
    INFO,
    /** To be looked at. */
    WARNING,
    /** To be acted on. */
    CRITICAL
  }

  /** Checks the numbers. */
  public WatchThreshold {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException("bound must be finite, but was: " + bound);
    }
    if (minRecords < 1) {
      throw new IllegalArgumentException("minRecords must be > 0, but was: " + minRecords);
    }
  }

  /** Returns the alert if a watch does not keep it; what is undefined raises none. */
  public Optional<WatchAlert> check(ModelWatch watch) {
    boolean meant =
        (model == null || model.equals(watch.getModel()))
            && (version == null || version.equals(watch.getVersion()));
    Double value = metric.of(watch);
    if (!meant || value == null || watch.getRecords() < minRecords) {
      return Optional.empty();
    }
    boolean kept = side == Side.AT_LEAST ? value >= bound : value <= bound;
    return kept
        ? Optional.empty()
        : Optional.of(new WatchAlert(WatchedModel.of(watch), this, value, watch.getRecords()));
  }
}
