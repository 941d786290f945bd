package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Boxes and outlines of COCO. */
final class CocoShapes {
  /** Pixels that a box may reach over the edge, for sums of floating-point numbers. */
  private static final double SLACK = 1e-6;

  private CocoShapes() {}

  /** Returns what is wrong with a box and its area, or null. */
  static @Nullable String faultOfBox(JsonNode box, JsonNode area, ImageSizes.@Nullable Size image) {
    if (!box.isArray() || box.size() != 4) {
      return "has no box of four numbers";
    }
    double[] edges = new double[4];
    for (int i = 0; i < 4; i++) {
      edges[i] = number(box.get(i));
    }
    if (!(edges[0] >= 0 && edges[1] >= 0)) {
      return "has a box that starts outside its image";
    }
    if (!(edges[2] > 0 && edges[3] > 0)) {
      return "has a box without width or height";
    }
    if (image != null
        && !(edges[0] + edges[2] <= image.width() + SLACK
            && edges[1] + edges[3] <= image.height() + SLACK)) {
      return "has a box that reaches out of its image";
    }
    return number(area) > 0 ? null : "has no area";
  }

  /** Returns what is wrong with an outline, or null. */
  static @Nullable String faultOfMask(
      JsonNode outline, JsonNode crowd, ImageSizes.@Nullable Size image) {
    if (!crowd.isIntegralNumber() || (crowd.intValue() != 0 && crowd.intValue() != 1)) {
      return "has no iscrowd of 0 or 1";
    }
    if (outline.isArray()) {
      return crowd.intValue() == 1 ? "is a crowd of polygons" : faultOfPolygons(outline);
    }
    if (!outline.isObject()) {
      return "has no segmentation";
    }
    return crowd.intValue() == 0 ? "has run lengths and is no crowd" : faultOfRuns(outline, image);
  }

  private static @Nullable String faultOfPolygons(JsonNode polygons) {
    for (JsonNode polygon : polygons) {
      if (!polygon.isArray() || polygon.size() < 6 || polygon.size() % 2 != 0) {
        return "has a polygon of fewer than 6 numbers, or of an odd number";
      }
      for (JsonNode coordinate : polygon) {
        if (Double.isNaN(number(coordinate))) {
          return "has a polygon that is not of numbers";
        }
      }
    }
    return null;
  }

  /** Runs go column by column and start with background; they fill the image. */
  private static @Nullable String faultOfRuns(JsonNode rle, ImageSizes.@Nullable Size image) {
    JsonNode size = rle.path("size");
    JsonNode counts = rle.path("counts");
    if (!size.isArray() || size.size() != 2 || !counts.isArray()) {
      return "has run lengths without size or uncompressed counts";
    }
    long height = size.get(0).asLong(-1);
    long width = size.get(1).asLong(-1);
    if (image != null && (height != image.height() || width != image.width())) {
      return "has run lengths of another size than its image";
    }
    long sum = 0;
    for (JsonNode count : counts) {
      if (!count.isIntegralNumber() || !count.canConvertToInt() || count.intValue() < 0) {
        return "has a run length that is not a whole number from 0";
      }
      sum += count.intValue();
    }
    return sum == height * width ? null : "has run lengths that do not fill its image";
  }

  private static double number(JsonNode value) {
    return value.isNumber() && Double.isFinite(value.doubleValue())
        ? value.doubleValue()
        : Double.NaN;
  }
}
