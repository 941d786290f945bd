package org.radloom.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;

/**
 * Matches found objects to true ones.
 *
 * <p>In descending order of score, earlier ones first at equal scores, each found object takes the
 * free true object of its category that it fits best by a rule; of equally good ones the earlier.
 * The rule of {@link #f1} is that their boxes overlap at IoU >= 0.5 (Everingham et al. 2010). Cost:
 * found x true objects of a category.
 */
public final class DetectionMatch {
  private static final MatchRule HALF = MatchRule.iouAtLeast(0.5);

  private DetectionMatch() {}

  /**
   * A found object and whether it took a true one.
   *
   * @param category what it is
   * @param score confidence, 0 to 1
   * @param matched false if it is a false positive
   */
  public record Found(String category, double score, boolean matched) {}

  /** Returns the found objects of one image in descending order of score. */
  public static List<Found> of(List<Detection> predicted, List<Annotation> truth, MatchRule rule) {
    Map<String, List<Box>> free = new HashMap<>();
    for (Annotation object : truth) {
      free.computeIfAbsent(object.getCategory(), category -> new ArrayList<>())
          .add(Box.of(object.getBbox()));
    }
    List<Detection> byScore = new ArrayList<>(predicted);
    byScore.sort(Comparator.comparingDouble(Detection::getScore).reversed());
    List<Found> found = new ArrayList<>(byScore.size());
    for (Detection object : byScore) {
      boolean matched = takeBest(free.get(object.getCategory()), Box.of(object.getBbox()), rule);
      found.add(new Found(object.getCategory(), object.getScore(), matched));
    }
    return found;
  }

  /** Returns 2 TP / (predictions + truths), 0 to 1; 1 where there are neither. */
  static double f1(List<Detection> predicted, List<Annotation> truth) {
    int objects = predicted.size() + truth.size();
    long matched = of(predicted, truth, HALF).stream().filter(Found::matched).count();
    return objects == 0 ? 1 : 2.0 * matched / objects;
  }

  private static boolean takeBest(@Nullable List<Box> free, Box found, MatchRule rule) {
    if (free == null) {
      return false;
    }
    int best = -1;
    double bestFit = MatchRule.NO_FIT;
    for (int i = 0; i < free.size(); i++) {
      double fit = rule.fit(found, free.get(i));
      if (fit > bestFit) {
        best = i;
        bestFit = fit;
      }
    }
    if (best < 0) {
      return false;
    }
    free.remove(best);
    return true;
  }
}
