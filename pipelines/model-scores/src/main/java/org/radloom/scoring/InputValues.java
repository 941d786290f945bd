package org.radloom.scoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.radloom.volumemaps.output.ResultJson;

/**
 * Mean and standard deviation of the pixels that a model gets, as they come: resized, windowed and
 * normalised, without what is filled up at the edges. By Welford's updates (Technometrics 1962;
 * 4:419-420). Not thread-safe.
 */
final class InputValues {
  private static final double DIGITS = 1e6;

  private long count;
  private double mean;
  private double squares;

  /** Takes a pixel, and returns it. */
  float add(float value) {
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
    return value;
  }

  double mean() {
    return mean;
  }

  /** Returns the standard deviation of the population; 0 without pixels. */
  double standardDeviation() {
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /** Returns both to six decimals, as an event says them. */
  ObjectNode toJson() {
    ObjectNode json = ResultJson.object();
    json.put("mean", Math.round(mean * DIGITS) / DIGITS);
    json.put("standardDeviation", Math.round(standardDeviation() * DIGITS) / DIGITS);
    return json;
  }
}
