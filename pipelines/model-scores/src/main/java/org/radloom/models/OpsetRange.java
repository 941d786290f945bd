package org.radloom.models;

/**
 * Operator sets of ONNX, both ends included.
 *
 * @param min oldest
 * @param max newest
 */
public record OpsetRange(int min, int max) {

  /** Returns whether an operator set is in it. */
  public boolean holds(long opset) {
    return min <= opset && opset <= max;
  }

  /** Returns the operator sets that are in both, none if {@code min} is above {@code max}. */
  public OpsetRange and(OpsetRange other) {
    int oldest = Math.max(min, other.min);
    int newest = Math.min(max, other.max);
    return new OpsetRange(oldest, newest);
  }

  /** Returns for example {@code 13 to 21}. */
  @Override
  public String toString() {
    return "%d to %d".formatted(min, max);
  }
}
