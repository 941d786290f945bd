package org.radloom.datasetchecks.deequ;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.radloom.datasetchecks.suite.PersonalPattern;

/** Conditions on a row in Spark's SQL. None is ever null, and a missing value passes. */
final class Sql {
  private static final String NUMBER = "-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?";

  private Sql() {}

  static String column(String name) {
    return "`" + name + "`";
  }

  static String between(String name, OptionalDouble min, OptionalDouble max) {
    String number = "CAST(%s AS DOUBLE)".formatted(column(name));
    return orMissing(name, whole(name, NUMBER) + " AND " + limits(number, min, max));
  }

  static String length(String name, OptionalDouble min, OptionalDouble max) {
    return orMissing(name, limits("LENGTH(%s)".formatted(column(name)), min, max));
  }

  static String inSet(String name, List<String> values) {
    return orMissing(
        name,
        "%s IN (%s)"
            .formatted(
                column(name), values.stream().map(Sql::text).collect(Collectors.joining(", "))));
  }

  static String matches(String name, String regex) {
    return orMissing(name, whole(name, regex));
  }

  static String freeOf(List<String> names, List<PersonalPattern> patterns) {
    return names.stream()
        .flatMap(
            name ->
                patterns.stream()
                    .map(
                        pattern ->
                            orMissing(
                                name, "NOT %s(%s)".formatted(personal(pattern), column(name)))))
        .collect(Collectors.joining(" AND "));
  }

  /** Returns the name of the function that says whether such a thing stands in a text. */
  static String personal(PersonalPattern pattern) {
    return "has_" + pattern.code();
  }

  static String equal(String name, String value) {
    return "COALESCE(%s = %s, false)".formatted(column(name), text(value));
  }

  private static String whole(String name, String regex) {
    return "%s RLIKE %s".formatted(column(name), text("\\A(?:" + regex + ")\\z"));
  }

  private static String limits(String number, OptionalDouble min, OptionalDouble max) {
    String above = min.isPresent() ? "%s >= %sD".formatted(number, min.getAsDouble()) : "true";
    String below = max.isPresent() ? "%s <= %sD".formatted(number, max.getAsDouble()) : "true";
    return above + " AND " + below;
  }

  private static String orMissing(String name, String condition) {
    return "(%s IS NULL OR COALESCE(%s, false))".formatted(column(name), condition);
  }

  private static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
