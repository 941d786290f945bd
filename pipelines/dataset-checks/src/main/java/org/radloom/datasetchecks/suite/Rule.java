package org.radloom.datasetchecks.suite;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What an expectation demands of its columns. {@code docs/gate.md} tells each. */
public sealed interface Rule {

  /** Returns the name as suites spell it. */
  String code();

  /** Returns the bound in words. */
  String expected();

  /**
   * At least a share of the rows has a value.
   *
   * @param share 0 to 1
   */
  record Complete(double share) implements Rule {
    @Override
    public String code() {
      return "complete";
    }

    @Override
    public String expected() {
      return share == 1
          ? "a value in every row"
          : "a value in " + Bounds.percent(share) + " of rows";
    }
  }

  /** No two rows have the same value. */
  record Unique() implements Rule {
    @Override
    public String code() {
      return "unique";
    }

    @Override
    public String expected() {
      return "every value once";
    }
  }

  /** Values are numbers within bounds, inclusive; rows without a value pass. */
  record Between(OptionalDouble min, OptionalDouble max) implements Rule {
    @Override
    public String code() {
      return "between";
    }

    @Override
    public String expected() {
      return Bounds.text(min, max);
    }
  }

  /** Values are among those named; rows without a value pass. */
  record InSet(List<String> values) implements Rule {
    @Override
    public String code() {
      return "in_set";
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", values);
    }
  }

  /** Values match a regular expression as a whole; rows without a value pass. */
  record Matches(Pattern pattern) implements Rule {
    @Override
    public String code() {
      return "matches";
    }

    @Override
    public String expected() {
      return "all of it matches " + pattern.pattern();
    }
  }

  /** Texts have a length within bounds, in characters; rows without a value pass. */
  record Length(OptionalDouble min, OptionalDouble max) implements Rule {
    @Override
    public String code() {
      return "length";
    }

    @Override
    public String expected() {
      return Bounds.text(min, max) + " characters";
    }
  }

  /** Texts hold nothing that looks like one of these; rows without a value pass. */
  record FreeOf(List<PersonalPattern> patterns) implements Rule {
    @Override
    public String code() {
      return "free_of";
    }

    @Override
    public String expected() {
      return "no " + String.join(", ", patterns.stream().map(PersonalPattern::code).toList());
    }
  }

  /** Each row's columns are a row of another table; rows that lack one pass. */
  record References(Table table, List<String> columns) implements Rule {
    @Override
    public String code() {
      return "references";
    }

    @Override
    public String expected() {
      return "in " + table.code() + " " + String.join("+", columns);
    }
  }

  /**
   * The share of the rows in each split is within a band around its target, so many standard
   * deviations wide as chance makes it.
   */
  record SplitShares(Map<String, Double> targets, double deviations) implements Rule {
    @Override
    public String code() {
      return "split_shares";
    }

    @Override
    public String expected() {
      StringBuilder text = new StringBuilder();
      targets.forEach(
          (split, share) ->
              text.append(text.isEmpty() ? "" : ", ")
                  .append(split)
                  .append(' ')
                  .append(Bounds.percent(share)));
      return text + " within " + Bounds.number(deviations) + " deviations";
    }
  }

  /** All rows of one value are in one split. */
  record OneSplit() implements Rule {
    @Override
    public String code() {
      return "one_split";
    }

    @Override
    public String expected() {
      return "one split each";
    }
  }

  /** Nobody is in another split than in the previous version. */
  record Unmoved() implements Rule {
    @Override
    public String code() {
      return "unmoved";
    }

    @Override
    public String expected() {
      return "the split of the previous version";
    }
  }

  /**
   * A number does not stand out from those of published versions.
   *
   * @param metric what is measured
   * @param strategy how standing out is told
   */
  record Anomaly(Metric metric, Strategy strategy) implements Rule {
    @Override
    public String code() {
      return "anomaly";
    }

    @Override
    public String expected() {
      return metric.code() + " " + strategy.expected();
    }
  }

  /** What an anomaly is told by. */
  enum Metric {
    ROWS,
    MEAN;

    /** Returns the name as suites spell it. */
    public String code() {
      return this == ROWS ? "rows" : "mean";
    }

    static Optional<Metric> ofCode(String code) {
      return List.of(values()).stream().filter(one -> one.code().equals(code)).findFirst();
    }
  }

  /** How far from the last versions is too far. */
  sealed interface Strategy {
    /** Returns the bound in words. */
    String expected();

    /** Returns how many published versions it needs. */
    int versions();
  }

  /** New value over the one of the last version. */
  record Change(OptionalDouble min, OptionalDouble max) implements Strategy {
    @Override
    public String expected() {
      return Bounds.text(min, max) + " times the last";
    }

    @Override
    public int versions() {
      return 1;
    }
  }

  /** Distance from the mean of all versions, in their standard deviations. */
  record Deviations(double factor, int versions) implements Strategy {
    @Override
    public String expected() {
      return "within %s deviations of the last versions".formatted(Bounds.number(factor));
    }
  }

  /** Returns the codes of every rule. */
  static Collection<String> codes() {
    return List.of(
        "complete",
        "unique",
        "between",
        "in_set",
        "matches",
        "length",
        "free_of",
        "references",
        "split_shares",
        "one_split",
        "unmoved",
        "anomaly");
  }
}
