package org.radloom.models;

/**
 * What is done to a stored value before a model sees it: clipped, then (value - subtract) / divide.
 *
 * @param clipLow in the unit of the input
 * @param clipHigh in the unit of the input
 * @param subtract in the unit of the input
 * @param divide in the unit of the input, not 0
 */
public record Normalisation(double clipLow, double clipHigh, double subtract, double divide) {

  /** Checks the bounds. */
  public Normalisation {
    if (!(clipLow < clipHigh)
        || !Double.isFinite(subtract)
        || !Double.isFinite(divide)
        || divide == 0) {
      throw new IllegalArgumentException(
          "clip must be a range, subtract and divide finite, divide not 0");
    }
  }

  /** Returns what the model sees; 0 as stored where the value is NaN. */
  public float apply(double value) {
    double known = Double.isNaN(value) ? 0 : value;
    return (float) ((Math.min(clipHigh, Math.max(clipLow, known)) - subtract) / divide);
  }
}
