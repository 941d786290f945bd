package org.radloom.flinkconf.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One reading of a metrics page in Prometheus' text format.
 *
 * @param all every sample, in the page's order
 */
record Samples(List<Sample> all) {
  private static final Pattern LINE =
      Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)$");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /**
   * One line of the page.
   *
   * @param name the metric
   * @param labels by name
   * @param value a number; NaN and infinities included
   */
  record Sample(String name, Map<String, String> labels, double value) {}

  static Samples parse(String page) {
    List<Sample> samples = new ArrayList<>();
    for (String line : page.split("\n", -1)) {
      Matcher match = LINE.matcher(line);
      if (!line.startsWith("#") && match.matches()) {
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(match.group(2) == null ? "" : match.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
        samples.add(new Sample(match.group(1), labels, Double.parseDouble(match.group(3))));
      }
    }
    return new Samples(samples);
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    all.forEach(sample -> names.add(sample.name()));
    return names;
  }

  /** Returns the names of the labels of a metric, of all its samples together. */
  Set<String> labelsOf(String name) {
    Set<String> labels = new TreeSet<>();
    all.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(sample -> labels.addAll(sample.labels().keySet()));
    return labels;
  }
}
