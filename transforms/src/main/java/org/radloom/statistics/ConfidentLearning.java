package org.radloom.statistics;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

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
public final class ConfidentLearning implements Mergeable<ConfidentLearning> {
  /** The answer where no label is suspected. */
  public static final int NONE = -1;

  private final ExactSum[] sums;
  private final long[] labelled;

  /** What the sums make, once somebody asked. */
  private double @Nullable [] thresholds;

  /** Makes one for examples of that many classes. */
  public ConfidentLearning(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes must be >= 2, but were: " + classes);
    }
    sums = Stream.generate(ExactSum::new).limit(classes).toArray(ExactSum[]::new);
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
    double product = examples * probabilities[label];
    sums[label].add(product);
    // What was rounded off, so that many at once are what they are one by one.
    sums[label].add(Math.fma((double) examples, probabilities[label], -product));
    labelled[label] += examples;
    thresholds = null;
  }

  @Override
  public void merge(ConfidentLearning other) {
    if (other.sums.length != sums.length) {
      throw new IllegalArgumentException(
          "both need the same classes, but had: %d and %d"
              .formatted(sums.length, other.sums.length));
    }
    for (int j = 0; j < sums.length; j++) {
      sums[j].merge(other.sums[j]);
      labelled[j] += other.labelled[j];
    }
    thresholds = null;
  }

  /** Returns the number of examples that are labelled with a class. */
  public long labelled(int label) {
    return labelled[label];
  }

  /** Returns the threshold of a class, or NaN if no example is labelled with it. */
  public double threshold(int label) {
    return thresholds()[label];
  }

  private double[] thresholds() {
    double[] known = thresholds;
    if (known == null) {
      known =
          IntStream.range(0, sums.length).mapToDouble(j -> sums[j].value() / labelled[j]).toArray();
      thresholds = known;
    }
    return known;
  }

  @Override
  public void put(RowWriter row) {
    row.putCount(sums.length);
    for (int j = 0; j < sums.length; j++) {
      row.putCount(labelled[j]);
      sums[j].put(row);
    }
  }

  /** Reads what {@link #put} put. */
  public static ConfidentLearning read(RowReader row) {
    ConfidentLearning learning = new ConfidentLearning(row.readInt());
    for (int j = 0; j < learning.sums.length; j++) {
      learning.labelled[j] = row.readCount();
      learning.sums[j] = ExactSum.read(row);
    }
    return learning;
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
