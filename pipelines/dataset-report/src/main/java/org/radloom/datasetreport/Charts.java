package org.radloom.datasetreport;

import java.util.List;
import org.radloom.statistics.Calibration;

/** The charts of a report. Each has its numbers in a table beside it. */
final class Charts {
  private static final double PLOT_LEFT = 34;
  private static final double PLOT_RIGHT = Svg.WIDTH - 8.0;
  private static final double PLOT_TOP = 16;
  private static final double PLOT_BOTTOM = 150;
  private static final double PLOT_HEIGHT = 184;
  private static final double LINE = 18;
  private static final double FLOW_HEIGHT = 200;
  private static final double LEAST_BAND = 2;

  private Charts() {}

  /** A number with a name, and the class of its colour. */
  record Part(String name, long count, String style) {}

  /** A series of numbers, one a version; what is drawn with {@code style}. */
  record Line(String name, List<Long> values, String style) {}

  /**
   * A bar of everything on the left, from which a band leads to each part on the right. Heights
   * follow the counts, but a band with any is seen.
   */
  static String flow(String title, String whole, List<Part> parts) {
    List<Part> shown = parts.stream().filter(part -> part.count() > 0).toList();
    double total = shown.stream().mapToLong(Part::count).sum();
    double[] heights =
        shown.stream()
            .mapToDouble(part -> Math.max(LEAST_BAND, FLOW_HEIGHT * part.count() / total))
            .toArray();
    double bar = 0;
    double ends = 0;
    for (double height : heights) {
      bar += height;
      ends += Math.max(height, LINE) + 4;
    }
    double height = Math.max(bar, ends) + 24;
    Svg svg = new Svg(height, title);
    svg.text(0, 12, whole);
    double source = 20;
    double slot = 20;
    for (int i = 0; i < heights.length; i++) {
      Part part = shown.get(i);
      double slotHeight = Math.max(heights[i], LINE);
      double target = slot + (slotHeight - heights[i]) / 2;
      svg.rectangle(part.style(), 0, source, 12, heights[i]);
      svg.band(part.style(), 12, source, 130, target, heights[i]);
      svg.rectangle(part.style(), 130, target, 8, heights[i]);
      svg.text(
          144,
          slot + slotHeight / 2 + 4,
          Words.label(part.name()) + " " + Words.count(part.count()));
      source += heights[i];
      slot += slotHeight + 4;
    }
    return svg.end();
  }

  /** Upright bars over equal stretches from one end to the other. */
  static String histogram(String title, long[] counts, double from, double to) {
    Svg svg = new Svg(PLOT_HEIGHT, title);
    long most = 1;
    for (long count : counts) {
      most = Math.max(most, count);
    }
    double width = (PLOT_RIGHT - PLOT_LEFT) / counts.length;
    for (int i = 0; i < counts.length; i++) {
      double height = (PLOT_BOTTOM - PLOT_TOP) * counts[i] / most;
      svg.rectangle(
          "one", PLOT_LEFT + i * width, PLOT_BOTTOM - height, Math.max(1, width - 1), height);
    }
    svg.line("axis", PLOT_LEFT, PLOT_BOTTOM, PLOT_RIGHT, PLOT_BOTTOM);
    svg.text(PLOT_LEFT, PLOT_BOTTOM + 16, Words.brief(from));
    svg.text(
        (PLOT_LEFT + PLOT_RIGHT) / 2,
        PLOT_BOTTOM + 16,
        "middle",
        Words.brief(from + (to - from) / 2));
    svg.text(PLOT_RIGHT, PLOT_BOTTOM + 16, "end", Words.brief(to));
    svg.text(0, 12, "most: " + Words.count(most));
    svg.text(PLOT_LEFT - 4, PLOT_BOTTOM, "end", "0");
    return svg.end();
  }

  /** Lying bars, one a part, with names and numbers above. */
  static String bars(String title, List<Part> parts) {
    Svg svg = new Svg(Math.max(1, parts.size()) * 36.0, title);
    long most = Math.max(1, parts.stream().mapToLong(Part::count).max().orElse(1));
    double y = 0;
    for (Part part : parts) {
      svg.text(0, y + 13, Words.label(part.name()));
      svg.text(Svg.WIDTH, y + 13, "end", Words.count(part.count()));
      svg.rectangle("ground", 0, y + 18, Svg.WIDTH, 10);
      svg.rectangle(part.style(), 0, y + 18, Svg.WIDTH * (double) part.count() / most, 10);
      y += 36;
    }
    return svg.end();
  }

  /**
   * Reliability diagram: the share that was right over the confidence that was said, a dot a bin,
   * larger where the bin holds more; on the slanted line both are equal.
   */
  static String reliability(String title, Calibration calibration) {
    double side = PLOT_BOTTOM - PLOT_TOP;
    Svg svg = new Svg(PLOT_HEIGHT, title);
    svg.line("axis", PLOT_LEFT, PLOT_BOTTOM, PLOT_LEFT + side, PLOT_BOTTOM);
    svg.line("axis", PLOT_LEFT, PLOT_BOTTOM, PLOT_LEFT, PLOT_TOP);
    svg.line("axis dashed", PLOT_LEFT, PLOT_BOTTOM, PLOT_LEFT + side, PLOT_TOP);
    for (Calibration.Bin bin : calibration.bins()) {
      double share = bin.count() / (double) calibration.count();
      double x = PLOT_LEFT + side * bin.meanConfidence();
      double y = PLOT_BOTTOM - side * bin.shareRight();
      svg.line("gap", x, y, x, PLOT_BOTTOM - side * bin.meanConfidence());
      svg.dot("one", x, y, 3 + 5 * Math.sqrt(share));
    }
    svg.text(PLOT_LEFT - 4, PLOT_TOP + 4, "end", "1");
    svg.text(PLOT_LEFT - 4, PLOT_BOTTOM, "end", "0");
    svg.text(PLOT_LEFT, PLOT_BOTTOM + 16, "0");
    svg.text(PLOT_LEFT + side, PLOT_BOTTOM + 16, "end", "1");
    svg.text(PLOT_LEFT, PLOT_BOTTOM + 31, "confidence; upwards: share right");
    double x = PLOT_LEFT + side + 16;
    svg.text(x, PLOT_TOP + 16, "n " + Words.count(calibration.count()));
    svg.text(x, PLOT_TOP + 36, "ECE " + Words.decimal(calibration.expectedCalibrationError()));
    svg.text(x, PLOT_TOP + 56, "Brier " + Words.decimal(calibration.brierScore()));
    return svg.end();
  }

  /** Lines over versions, oldest left, each with its name and its last number below. */
  static String trend(String title, List<String> versions, List<Line> lines) {
    Svg svg = new Svg(PLOT_BOTTOM + 24 + LINE * lines.size(), title);
    long most =
        Math.max(
            1,
            lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(1));
    double step = (PLOT_RIGHT - PLOT_LEFT) / Math.max(1, versions.size() - 1);
    svg.line("axis", PLOT_LEFT, PLOT_BOTTOM, PLOT_RIGHT, PLOT_BOTTOM);
    svg.text(0, 12, "most: " + Words.count(most));
    double legend = PLOT_BOTTOM + 38;
    for (Line line : lines) {
      double lastX = 0;
      double lastY = 0;
      for (int i = 0; i < line.values().size(); i++) {
        double x = PLOT_LEFT + i * step;
        double y = PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * line.values().get(i) / most;
        if (i > 0) {
          svg.line("stroke-" + line.style(), lastX, lastY, x, y);
        }
        svg.dot(line.style(), x, y, 3);
        lastX = x;
        lastY = y;
      }
      svg.rectangle(line.style(), 0, legend - 9, 10, 10);
      long last = line.values().isEmpty() ? 0 : line.values().get(line.values().size() - 1);
      svg.text(16, legend, line.name() + " " + Words.count(last));
      legend += LINE;
    }
    if (versions.size() > 1) {
      svg.text(0, PLOT_BOTTOM + 16, Words.label(versions.get(0)));
      svg.text(PLOT_RIGHT, PLOT_BOTTOM + 16, "end", Words.label(versions.get(versions.size() - 1)));
    }
    return svg.end();
  }
}
