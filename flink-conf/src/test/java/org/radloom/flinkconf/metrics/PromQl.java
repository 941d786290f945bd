package org.radloom.flinkconf.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a query of Prometheus asks for: names of metrics, patterns of names, labels. */
final class PromQl {
  private static final Pattern NAME_PATTERN = Pattern.compile("__name__=~\"([^\"]*)\"");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
  private static final Pattern LABEL_IN_MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

  /** A list of labels behind {@code by} and its like. */
  private static final Pattern LABEL_LIST =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

  /** A range or a step in brackets. */
  private static final Pattern BRACKETS = Pattern.compile("\\[[^]]*]");

  /** A word that no opening bracket makes a function, and no digit a number. */
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w.:$])([a-zA-Z_:][\\w:]*)(?![\\w:]*\\s*\\()");

  private static final Pattern VALUES = Pattern.compile("^label_values\\((\\w+), *(\\w+)\\)$");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count");

  private PromQl() {}

  /** Returns the names that stand in the query as they are. */
  static Set<String> names(String query) {
    Matcher values = VALUES.matcher(query);
    if (values.matches()) {
      return Set.of(values.group(1));
    }
    String bare = STRING.matcher(query).replaceAll("");
    for (Pattern part : new Pattern[] {MATCHERS, LABEL_LIST, BRACKETS}) {
      bare = part.matcher(bare).replaceAll(" ");
    }
    Set<String> names = new TreeSet<>();
    Matcher word = WORD.matcher(bare);
    while (word.find()) {
      if (!OPERATORS.contains(word.group(1)) && !AGGREGATIONS.contains(word.group(1))) {
        names.add(word.group(1));
      }
    }
    return names;
  }

  /** Returns the patterns of names in the query. */
  static Set<Pattern> namePatterns(String query) {
    Set<String> patterns = new TreeSet<>();
    Matcher match = NAME_PATTERN.matcher(query);
    while (match.find()) {
      patterns.add(match.group(1));
    }
    return patterns.stream().map(Pattern::compile).collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the labels that the query selects or groups by. */
  static Set<String> labels(String query) {
    Set<String> labels = new TreeSet<>();
    Matcher values = VALUES.matcher(query);
    if (values.matches()) {
      labels.add(values.group(2));
      return labels;
    }
    Matcher matchers = MATCHERS.matcher(query);
    while (matchers.find()) {
      Matcher label = LABEL_IN_MATCHER.matcher(STRING.matcher(matchers.group()).replaceAll(""));
      while (label.find()) {
        labels.add(label.group(1));
      }
    }
    Matcher list = LABEL_LIST.matcher(query);
    while (list.find()) {
      for (String label : list.group(1).split(",", -1)) {
        labels.add(label.strip());
      }
    }
    labels.remove("__name__");
    labels.remove("");
    return labels;
  }
}
