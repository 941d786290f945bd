package org.radloom.agreement;

import java.util.ArrayList;
import java.util.List;
import org.radloom.statistics.ScoredOutcomes;

/**
 * Precision and recall of a detector as its threshold falls, and the average precision (AP), the
 * area below. Findings of equal scores come together, as one point.
 *
 * <p>Both areas use the interpolated precision: at a recall, the highest precision at that recall
 * or any higher one.
 *
 * @param points from the highest threshold to the lowest
 * @param truths objects that there are
 */
public record PrecisionRecall(List<Point> points, long truths) {
  private static final int RECALLS = 100;

  /** Keeps the points. */
  public PrecisionRecall {
    points = List.copyOf(points);
  }

  /**
   * One threshold.
   *
   * @param threshold score from which on findings count
   * @param matched true positives from there on
   * @param found findings from there on
   */
  public record Point(double threshold, long matched, long found) {

    /** Returns the share of the findings that are true. */
    public double precision() {
      return matched / (double) found;
    }
  }

  /** Returns the curve of a detector. */
  public static PrecisionRecall of(DetectionOutcomes outcomes) {
    List<Point> points = new ArrayList<>();
    long matched = 0;
    long found = 0;
    for (ScoredOutcomes.Step step : outcomes.found().descending()) {
      matched += step.positives();
      found += step.count();
      points.add(new Point(step.score(), matched, found));
    }
    return new PrecisionRecall(points, outcomes.truths());
  }

  /** Returns the recall at a point, 0 to 1, or NaN if there is nothing to find. */
  public double recall(Point point) {
    return point.matched() / (double) truths;
  }

  /**
   * Returns COCO's average precision: the mean of the interpolated precision at the recalls 0, 0.01
   * ... 1, 0 where the recall is not reached (Lin et al. 2014; COCOeval of pycocotools, without its
   * limit of 100 findings an image). 0 to 1, or NaN if there is nothing to find.
   */
  public double cocoAveragePrecision() {
    if (truths == 0) {
      return Double.NaN;
    }
    double[] best = interpolated();
    double sum = 0;
    int at = 0;
    for (int k = 0; k <= RECALLS; k++) {
      while (at < best.length && points.get(at).matched() * RECALLS < k * truths) {
        at++;
      }
      sum += at < best.length ? best[at] : 0;
    }
    return sum / (RECALLS + 1);
  }

  /**
   * Returns the exact area below the interpolated curve, as PASCAL VOC has it since 2010
   * (Everingham et al. 2010). 0 to 1, or NaN if there is nothing to find.
   */
  public double averagePrecision() {
    if (truths == 0) {
      return Double.NaN;
    }
    double[] best = interpolated();
    double sum = 0;
    long before = 0;
    for (int i = 0; i < best.length; i++) {
      long matched = points.get(i).matched();
      sum += (matched - before) * best[i];
      before = matched;
    }
    return sum / truths;
  }

  private double[] interpolated() {
    double[] best = new double[points.size()];
    double highest = 0;
    for (int i = best.length - 1; i >= 0; i--) {
      highest = Math.max(highest, points.get(i).precision());
      best[i] = highest;
    }
    return best;
  }
}
