package org.radloom.statistics;

/**
 * Finds labels that are probably wrong by confident learning (Northcutt, Jiang and Chuang 2021,
 * "Confident Learning: Estimating Uncertainty in Dataset Labels", JAIR 70).
 *
 * <p>The threshold of a class is the mean probability that the model gives it, over the examples
 * that are labelled with it. An example is confidently of class j if the probability of j reaches
 * the threshold of j; of several such classes, of the most probable. If that class is another one
 * than its label, the label is suspected: it is off the diagonal of the paper's confident joint.
 * The probabilities must come from a model that was not trained on the label.
 *
 * <p>Two passes, so that no example need be kept: {@link #learn} all, then ask {@link #suspected}
 * for each. A class that no example is labelled with has no threshold, and is never confident. Not
 * thread-safe.
 */
public final class ConfidentLearning {
  /** The answer where no label is suspected. */
  public static final int NONE = -1;

  private final double[] sums;
  private final long[] labelled;

  /** Makes one for examples of that many classes. */
  public ConfidentLearning(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be >= 2, but were: " + classes);
    }
    sums = new double[classes];
    labelled = new long[classes];
  }

  /**
   * Takes an example of the first pass.
   *
   * @param label class that it is labelled with
   * @param probabilities of each class, 0 to 1
   */
  public void learn(int label, double... probabilities) {
    learn(label, 1, probabilities);
  }

  /** Takes a number of equal examples of the first pass. */
  public void learn(int label, long examples, double... probabilities) {
    check(probabilities);
    sums[label] += examples * probabilities[label];
    labelled[label] += examples;
  }

  /** Returns the number of examples that are labelled with a class. */
  public long labelled(int label) {
    return labelled[label];
  }

  /** Returns the threshold of a class, or NaN if no example is labelled with it. */
  public double threshold(int label) {
    return sums[label] / labelled[label];
  }

  /** Returns the class that an example is confidently of, if it is not its label; else NONE. */
  public int suspected(int label, double... probabilities) {
    check(probabilities);
    int confident = NONE;
    for (int j = 0; j < probabilities.length; j++) {
      boolean reaches = labelled[j] > 0 && probabilities[j] >= threshold(j);
      // At equal probabilities the label stands.
      boolean wins =
          confident == NONE
              || probabilities[j] > probabilities[confident]
              || (j == label && probabilities[j] == probabilities[confident]);
      if (reaches && wins) {
        confident = j;
      }
    }
    return confident == label ? NONE : confident;
  }

  private void check(double[] probabilities) {
    if (probabilities.length != sums.length) {
      throw new IllegalArgumentException(
          "an example needs %d probabilities, but had: %d"
              .formatted(sums.length, probabilities.length));
    }
  }
}
