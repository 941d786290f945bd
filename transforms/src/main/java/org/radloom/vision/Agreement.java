package org.radloom.vision;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;
import org.radloom.schemas.Task;

/**
 * How far a model's reading agrees with the truth, 0 to 1, by the measure of its task.
 *
 * <ul>
 *   <li>Segmentation (cardiac): Dice coefficient 2|A and B| / (|A| + |B|) of each category that
 *       either side names, then their mean [1]. The masks of a category are united first; an object
 *       without an outline counts as its box.
 *   <li>Detection (mammography, lesions): F1 = 2 TP / (predictions + truths), see {@link
 *       DetectionMatch} [2].
 *   <li>Labels (perfusion, calcium): share of the names on either side whose values are equal.
 * </ul>
 *
 * <p>Two empty readings agree: 1.
 *
 * <p>[1] Dice 1945, Ecology 26(3). [2] Everingham et al. 2010, The PASCAL Visual Object Classes
 * Challenge, IJCV 88(2).
 */
public final class Agreement {
  private Agreement() {}

  /**
   * Returns the agreement.
   *
   * @param predicted objects the model found
   * @param truth objects there are
   * @param predictedLabels values the model named
   * @param labels values that are true
   * @param width columns of the image, pixels
   * @param height rows of the image, pixels
   * @throws IllegalArgumentException if a mask is not valid, or not of the image's size
   */
  public static double of(
      Task task,
      List<Detection> predicted,
      List<Annotation> truth,
      Map<String, String> predictedLabels,
      Map<String, String> labels,
      int width,
      int height) {
    return switch (task) {
      case cardiac_segmentation -> meanDice(predicted, truth, width, height);
      case mammography, lesion_detection -> DetectionMatch.f1(predicted, truth);
      case perfusion, calcium -> equalShare(predictedLabels, labels);
    };
  }

  private static double meanDice(
      List<Detection> predicted, List<Annotation> truth, int width, int height) {
    Map<String, Overlap> overlaps = Overlap.byCategory(predicted, truth, width, height);
    double sum = 0;
    for (Overlap overlap : overlaps.values()) {
      sum += overlap.dice();
    }
    return overlaps.isEmpty() ? 1 : sum / overlaps.size();
  }

  private static double equalShare(Map<String, String> predicted, Map<String, String> truth) {
    Set<String> names = new HashSet<>(predicted.keySet());
    names.addAll(truth.keySet());
    if (names.isEmpty()) {
      return 1;
    }
    long equal =
        truth.entrySet().stream()
            .filter(label -> label.getValue().equals(predicted.get(label.getKey())))
            .count();
    return (double) equal / names.size();
  }
}
