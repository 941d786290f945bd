package org.radloom.datasetchecks.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the rule of an expectation, and its bound. */
final class RuleReader {
  private static final String BOUND = "bound";
  private static final Set<String> LIMITS = Set.of("min", "max");
  private static final int MIN_VERSIONS = 3;

  private RuleReader() {}

  static Rule read(YamlNode node, List<String> columns) throws SuiteException {
    String code = node.text("rule");
    return switch (code) {
      case "complete" -> {
        one(node, columns);
        double share = node.has(BOUND) ? node.number(BOUND) : 1;
        if (share < 0 || share > 1) {
          throw node.wrong(BOUND, "must be a share, 0 to 1", Bounds.number(share));
        }
        yield new Rule.Complete(share);
      }
      case "unique" -> {
        atLeastOne(node, columns);
        unbounded(node);
        yield new Rule.Unique();
      }
      case "between" -> {
        one(node, columns);
        YamlNode bound = limits(node);
        yield new Rule.Between(bound.optionalNumber("min"), bound.optionalNumber("max"));
      }
      case "length" -> {
        one(node, columns);
        YamlNode bound = limits(node);
        yield new Rule.Length(bound.optionalNumber("min"), bound.optionalNumber("max"));
      }
      case "in_set" -> {
        one(node, columns);
        yield new Rule.InSet(List.copyOf(node.texts(BOUND)));
      }
      case "matches" -> {
        one(node, columns);
        yield new Rule.Matches(pattern(node));
      }
      case "free_of" -> {
        atLeastOne(node, columns);
        yield new Rule.FreeOf(personal(node));
      }
      case "references" -> {
        atLeastOne(node, columns);
        yield references(node, columns);
      }
      case "split_shares" -> {
        one(node, columns);
        yield splitShares(node);
      }
      case "one_split" -> {
        one(node, columns);
        unbounded(node);
        yield new Rule.OneSplit();
      }
      case "unmoved" -> {
        one(node, columns);
        unbounded(node);
        yield new Rule.Unmoved();
      }
      case "anomaly" -> anomaly(node, columns);
      default ->
          throw node.wrong("rule", "must be one of " + String.join(", ", Rule.codes()), code);
    };
  }

  private static void one(YamlNode node, List<String> columns) throws SuiteException {
    if (columns.size() != 1) {
      throw node.wrong("column", "must be there for this rule, and be one", "");
    }
  }

  private static void atLeastOne(YamlNode node, List<String> columns) throws SuiteException {
    if (columns.isEmpty()) {
      throw node.wrong("column", "must be there for this rule", "");
    }
  }

  private static void unbounded(YamlNode node) throws SuiteException {
    if (node.has(BOUND)) {
      throw node.wrong(BOUND, "must not be there for this rule", "");
    }
  }

  private static YamlNode limits(YamlNode node) throws SuiteException {
    YamlNode bound = node.mapping(BOUND).onlyKeys(LIMITS);
    OptionalDouble min = bound.optionalNumber("min");
    OptionalDouble max = bound.optionalNumber("max");
    if (min.isEmpty() && max.isEmpty()) {
      throw node.wrong(BOUND, "must have min, max or both", "");
    }
    if (min.isPresent() && max.isPresent() && min.getAsDouble() > max.getAsDouble()) {
      throw node.wrong(BOUND, "must have a min that is not above its max", "");
    }
    return bound;
  }

  private static Pattern pattern(YamlNode node) throws SuiteException {
    String text = node.text(BOUND);
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw node.wrong(BOUND, "must be a regular expression", text);
    }
  }

  private static List<PersonalPattern> personal(YamlNode node) throws SuiteException {
    List<PersonalPattern> patterns = new ArrayList<>();
    for (String code : node.texts(BOUND)) {
      patterns.add(
          PersonalPattern.ofCode(code)
              .orElseThrow(() -> node.wrong(BOUND, "must name ssn, email or phone", code)));
    }
    return List.copyOf(patterns);
  }

  private static Rule references(YamlNode node, List<String> columns) throws SuiteException {
    YamlNode bound = node.mapping(BOUND).onlyKeys(Set.of("table", "columns"));
    String code = bound.text("table");
    Table table = Table.ofCode(code).orElseThrow(() -> node.wrong("table", "is not known", code));
    List<String> others = bound.texts("columns");
    if (others.size() != columns.size() || !table.columns().containsAll(others)) {
      throw node.wrong(
          BOUND, "must name as many columns of %s as there are here".formatted(code), "");
    }
    return new Rule.References(table, List.copyOf(others));
  }

  private static Rule splitShares(YamlNode node) throws SuiteException {
    YamlNode bound = node.mapping(BOUND).onlyKeys(Set.of("shares", "deviations"));
    YamlNode shares = bound.mapping("shares");
    Map<String, Double> targets = new LinkedHashMap<>();
    double sum = 0;
    for (String split : shares.keys()) {
      double share = shares.number(split);
      sum += share;
      targets.put(split, share);
      if (!split.matches("[a-z]{1,20}") || share < 0) {
        throw node.wrong(BOUND, "must give each split, in small letters, a share", split);
      }
    }
    double deviations = bound.number("deviations");
    if (targets.isEmpty() || Math.abs(sum - 1) > 1e-9 || deviations <= 0) {
      throw node.wrong(BOUND, "must have shares that add up to 1, and deviations above 0", "");
    }
    return new Rule.SplitShares(targets, deviations);
  }

  private static Rule anomaly(YamlNode node, List<String> columns) throws SuiteException {
    YamlNode bound =
        node.mapping(BOUND).onlyKeys(Set.of("metric", "change", "deviations", "versions"));
    String code = bound.text("metric");
    Rule.Metric metric =
        Rule.Metric.ofCode(code)
            .orElseThrow(() -> node.wrong(BOUND, "must have the metric rows or mean", code));
    if (columns.size() != (metric == Rule.Metric.MEAN ? 1 : 0)) {
      throw node.wrong("column", "must be one for the metric mean, and none for rows", "");
    }
    if (bound.has("change") == bound.has("deviations")) {
      throw node.wrong(BOUND, "must have either change or deviations", "");
    }
    if (bound.has("change")) {
      YamlNode change = bound.mapping("change").onlyKeys(LIMITS);
      OptionalDouble min = change.optionalNumber("min");
      OptionalDouble max = change.optionalNumber("max");
      if (bound.has("versions") || (min.isEmpty() && max.isEmpty())) {
        throw node.wrong(BOUND, "must have a change with min or max, and no versions", "");
      }
      return new Rule.Anomaly(metric, new Rule.Change(min, max));
    }
    double versions = bound.number("versions");
    if (versions < MIN_VERSIONS || versions != Math.rint(versions) || versions > 10_000) {
      throw node.wrong(BOUND, "must have versions of at least " + MIN_VERSIONS, "");
    }
    double factor = bound.number("deviations");
    if (factor <= 0) {
      throw node.wrong(BOUND, "must have deviations above 0", "");
    }
    return new Rule.Anomaly(metric, new Rule.Deviations(factor, (int) versions));
  }
}
