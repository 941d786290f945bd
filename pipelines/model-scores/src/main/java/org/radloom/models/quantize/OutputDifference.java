package org.radloom.models.quantize;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.radloom.models.Model;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/**
 * How the answers of two models differ.
 *
 * @param items that both were asked about
 * @param maxAbs greatest difference of a value
 * @param meanAbs mean difference of a value
 * @param relative norm of the differences, divided by the norm of the first model's answers
 * @param accuracy of both; null without a truth
 */
public record OutputDifference(
    int items, double maxAbs, double meanAbs, double relative, @Nullable Accuracy accuracy) {
  private static final float THRESHOLD = 0.5f;

  /**
   * Mean Dice coefficients of the first output with the truth, at 0.5.
   *
   * @param before of the first model
   * @param after of the second model
   */
  public record Accuracy(double before, double after) {}

  /** Asks both models about every item. */
  static OutputDifference of(Model before, Model after, List<SampleItem> items)
      throws PredictionException {
    double maxAbs = 0;
    double sumAbs = 0;
    double squares = 0;
    double norm = 0;
    long values = 0;
    double diceBefore = 0;
    double diceAfter = 0;
    int truths = 0;
    for (SampleItem item : items) {
      List<Tensor> first = before.predict(List.of(item.input()));
      List<Tensor> second = after.predict(List.of(item.input()));
      for (int output = 0; output < first.size(); output++) {
        float[] a = first.get(output).values();
        float[] b = second.get(output).values();
        for (int i = 0; i < a.length; i++) {
          double difference = Math.abs((double) a[i] - b[i]);
          maxAbs = Math.max(maxAbs, difference);
          sumAbs += difference;
          squares += difference * difference;
          norm += (double) a[i] * a[i];
        }
        values += a.length;
      }
      byte[] truth = item.truth();
      if (truth != null) {
        diceBefore += dice(first.get(0), truth);
        diceAfter += dice(second.get(0), truth);
        truths++;
      }
    }
    return new OutputDifference(
        items.size(),
        maxAbs,
        values == 0 ? 0 : sumAbs / values,
        norm == 0 ? 0 : Math.sqrt(squares / norm),
        truths == 0 ? null : new Accuracy(diceBefore / truths, diceAfter / truths));
  }

  /**
   * Returns the Dice coefficient of an answer and labels: of one channel what is at least 0.5
   * against any label; of more the mean over the labels from 1, where a place belongs to the
   * channel that is highest. 1 if there is neither.
   */
  static double dice(Tensor answer, byte[] truth) {
    int channels = answer.shape()[1];
    float[] values = answer.values();
    if (channels == 1) {
      return dice(i -> values[i] >= THRESHOLD, i -> truth[i] != 0, truth.length);
    }
    double sum = 0;
    for (int channel = 1; channel < channels; channel++) {
      int label = channel;
      sum +=
          dice(
              i -> highest(values, channels, truth.length, i) == label,
              i -> truth[i] == label,
              truth.length);
    }
    return sum / (channels - 1);
  }

  private static int highest(float[] values, int channels, int places, int place) {
    int best = 0;
    for (int channel = 1; channel < channels; channel++) {
      best = values[channel * places + place] > values[best * places + place] ? channel : best;
    }
    return best;
  }

  private static double dice(IntPredicate found, IntPredicate isTrue, int places) {
    long both = 0;
    long all = 0;
    for (int i = 0; i < places; i++) {
      boolean a = found.test(i);
      boolean b = isTrue.test(i);
      both += a && b ? 1 : 0;
      all += (a ? 1 : 0) + (b ? 1 : 0);
    }
    return all == 0 ? 1 : 2.0 * both / all;
  }
}
