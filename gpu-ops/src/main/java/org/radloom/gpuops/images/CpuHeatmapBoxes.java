package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Makes boxes on the CPU, and defines what is right. Each pixel is taken once. */
public final class CpuHeatmapBoxes implements HeatmapBoxes {
  @Override
  public List<ScoredBox> find(
      Image heatmap, int category, float threshold, double share, int most) {
    requireBounds(threshold, share, most);
    float[] pixels = heatmap.pixels();
    List<Integer> peaks = peaks(heatmap, threshold);
    peaks.sort(Comparator.comparingDouble((Integer index) -> -pixels[index]));
    BitSet taken = new BitSet(pixels.length);
    List<ScoredBox> boxes = new ArrayList<>();
    for (int peak : peaks) {
      if (boxes.size() == most) {
        break;
      }
      if (!taken.get(peak)) {
        double least = Math.max(threshold, share * pixels[peak]);
        boxes.add(new Region(heatmap, taken, least).grow(peak, category));
      }
    }
    return boxes;
  }

  static void requireBounds(float threshold, double share, int most) {
    if (!(threshold > 0) || !Float.isFinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite and > 0, but was: " + threshold);
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, but was: " + share);
    }
    if (most < 1) {
      throw new IllegalArgumentException("most must be > 0, but was: " + most);
    }
  }

  private static List<Integer> peaks(Image heatmap, float threshold) {
    List<Integer> peaks = new ArrayList<>();
    for (int y = 0; y < heatmap.height(); y++) {
      for (int x = 0; x < heatmap.width(); x++) {
        float value = heatmap.at(x, y);
        if (value >= threshold && Float.isFinite(value) && !isExceeded(heatmap, x, y)) {
          peaks.add(y * heatmap.width() + x);
        }
      }
    }
    return peaks;
  }

  private static boolean isExceeded(Image heatmap, int x, int y) {
    float value = heatmap.at(x, y);
    for (int v = Math.max(0, y - 1); v <= Math.min(heatmap.height() - 1, y + 1); v++) {
      for (int u = Math.max(0, x - 1); u <= Math.min(heatmap.width() - 1, x + 1); u++) {
        if (heatmap.at(u, v) > value) {
          return true;
        }
      }
    }
    return false;
  }

  /** One region as it grows. */
  private static final class Region {
    private final Image heatmap;
    private final BitSet taken;
    private final double least;
    private final IndexQueue edge = new IndexQueue();
    private int left = Integer.MAX_VALUE;
    private int right = -1;
    private int top = Integer.MAX_VALUE;
    private int bottom = -1;

    Region(Image heatmap, BitSet taken, double least) {
      this.heatmap = heatmap;
      this.taken = taken;
      this.least = least;
    }

    ScoredBox grow(int peak, int category) {
      take(peak % heatmap.width(), peak / heatmap.width());
      while (!edge.isEmpty()) {
        int index = edge.remove();
        int x = index % heatmap.width();
        int y = index / heatmap.width();
        for (int v = Math.max(0, y - 1); v <= Math.min(heatmap.height() - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(heatmap.width() - 1, x + 1); u++) {
            if (heatmap.at(u, v) >= least && !taken.get(v * heatmap.width() + u)) {
              take(u, v);
            }
          }
        }
      }
      return new ScoredBox(
          category, heatmap.pixels()[peak], left, top, right - left + 1.0, bottom - top + 1.0);
    }

    private void take(int x, int y) {
      taken.set(y * heatmap.width() + x);
      edge.add(y * heatmap.width() + x);
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }

  /** Nothing is held from one heatmap to the next. */
  @Override
  public void close() {}
}
