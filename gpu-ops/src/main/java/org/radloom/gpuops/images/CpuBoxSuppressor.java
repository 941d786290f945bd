package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.List;

/** Suppresses on the CPU, and defines what is right. */
public final class CpuBoxSuppressor implements BoxSuppressor {
  @Override
  public List<ScoredBox> suppress(List<ScoredBox> boxes, double maxIou, int most) {
    requireBounds(maxIou, most);
    List<ScoredBox> kept = new ArrayList<>();
    for (ScoredBox box : boxes.stream().sorted(ScoredBox.SUREST_FIRST).toList()) {
      if (kept.size() == most) {
        break;
      }
      boolean free =
          kept.stream()
              .noneMatch(other -> other.category() == box.category() && other.iou(box) > maxIou);
      if (free) {
        kept.add(box);
      }
    }
    return kept;
  }

  static void requireBounds(double maxIou, int most) {
    if (!(maxIou >= 0 && maxIou <= 1)) {
      throw new IllegalArgumentException("maxIou must be 0 to 1, but was: " + maxIou);
    }
    if (most < 1) {
      throw new IllegalArgumentException("most must be > 0, but was: " + most);
    }
  }

  /** Nothing is held from one image to the next. */
  @Override
  public void close() {}
}
