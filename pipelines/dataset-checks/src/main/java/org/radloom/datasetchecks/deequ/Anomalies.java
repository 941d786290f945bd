package org.radloom.datasetchecks.deequ;

import com.amazon.deequ.anomalydetection.AnomalyDetectionStrategy;
import com.amazon.deequ.anomalydetection.AnomalyDetector;
import com.amazon.deequ.anomalydetection.BatchNormalStrategy;
import com.amazon.deequ.anomalydetection.DataPoint;
import com.amazon.deequ.anomalydetection.RelativeRateOfChangeStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.radloom.datasetchecks.suite.Rule;
import scala.Option;

/** Tells by Deequ's strategies whether a number stands out from those before it. */
final class Anomalies {
  private Anomalies() {}

  /**
   * Returns whether a value stands out.
   *
   * @param before at least as many as the strategy needs, oldest first
   */
  static boolean standsOut(Rule.Strategy strategy, List<Double> before, double value) {
    List<DataPoint<Object>> points = new ArrayList<>();
    for (double one : before) {
      points.add(new DataPoint<>(points.size(), Option.apply(one)));
    }
    DataPoint<Object> point = new DataPoint<>(points.size(), Option.apply(value));
    return !new AnomalyDetector(deequ(strategy))
        .isNewPointAnomalous(Scala.seq(points), point)
        .anomalies()
        .isEmpty();
  }

  private static AnomalyDetectionStrategy deequ(Rule.Strategy strategy) {
    if (strategy instanceof Rule.Change change) {
      return new RelativeRateOfChangeStrategy(
          Scala.option(change.min()), Scala.option(change.max()), 1);
    }
    Option<Object> factor = Scala.option(OptionalDouble.of(((Rule.Deviations) strategy).factor()));
    return new BatchNormalStrategy(factor, factor, false);
  }
}
