package org.radloom.vision;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;

/**
 * How far a found mask covers the true one.
 *
 * @param found pixels or voxels found, >= 0
 * @param truth those there are, >= 0
 * @param common those in both, at most either
 */
public record Overlap(long found, long truth, long common) {
  /** Checks the counts. */
  public Overlap {
    if (common < 0 || common > found || common > truth) {
      throw new IllegalArgumentException(
          "common must be 0 to both others, but was: %d of %d and %d"
              .formatted(common, found, truth));
    }
  }

  /** Returns the overlap of two masks of one size. */
  public static Overlap of(RleMask found, RleMask truth) {
    return new Overlap(found.area(), truth.area(), found.intersectionArea(truth));
  }

  /**
   * Returns the overlap of each category that either side names, those of the truth first. The
   * masks of a category are united first; an object without an outline counts as its box.
   *
   * @param width columns of the image, pixels
   * @param height rows of the image, pixels
   * @throws IllegalArgumentException if a mask is not valid, or not of the image's size
   */
  public static Map<String, Overlap> byCategory(
      List<Detection> predicted, List<Annotation> truth, int width, int height) {
    Map<String, MaskUnion> found = new HashMap<>();
    for (Detection object : predicted) {
      found
          .computeIfAbsent(object.getCategory(), category -> new MaskUnion(width, height))
          .add(Outlines.mask(object.getSegmentation(), object.getBbox(), width, height));
    }
    Map<String, MaskUnion> wanted = new TreeMap<>();
    for (Annotation object : truth) {
      wanted
          .computeIfAbsent(object.getCategory(), category -> new MaskUnion(width, height))
          .add(Outlines.mask(object.getSegmentation(), object.getBbox(), width, height));
    }
    Map<String, Overlap> overlaps = new LinkedHashMap<>();
    wanted.forEach(
        (category, union) -> {
          MaskUnion match = found.remove(category);
          RleMask mask = union.mask();
          overlaps.put(
              category, match == null ? new Overlap(0, mask.area(), 0) : of(match.mask(), mask));
        });
    found.forEach(
        (category, union) -> overlaps.put(category, new Overlap(union.mask().area(), 0, 0)));
    return overlaps;
  }

  /**
   * Returns the Dice coefficient 2 |A and B| / (|A| + |B|), 0 to 1; 1 where both are empty (Dice
   * 1945, Ecology 26(3)).
   */
  public double dice() {
    double areas = (double) found + truth;
    return areas == 0 ? 1 : 2.0 * common / areas;
  }

  /**
   * Returns intersection over union |A and B| / |A or B|, 0 to 1; 1 where both are empty (Jaccard
   * 1901).
   */
  public double iou() {
    double union = (double) found + truth - common;
    return union == 0 ? 1 : common / union;
  }
}
