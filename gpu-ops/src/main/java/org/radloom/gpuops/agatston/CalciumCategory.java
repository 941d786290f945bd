package org.radloom.gpuops.agatston;

/**
 * How much calcium, by the total Agatston score: 0; (0, 10]; (10, 100]; (100, 400]; above 400. The
 * ranges lie on real numbers, so a score of 10.2 is mild.
 */
public enum CalciumCategory {
  /** No calcium. */
  NONE("0", "none", 0),
  /** Above 0, at most 10. */
  MINIMAL("1-10", "minimal", 10),
  /** Above 10, at most 100. */
  MILD("11-100", "mild", 100),
  /** Above 100, at most 400. */
  MODERATE("101-400", "moderate", 400),
  /** Above 400. */
  SEVERE(">400", "severe", Double.POSITIVE_INFINITY);

  private final String label;
  private final String word;
  private final double most;

  CalciumCategory(String label, String word, double most) {
    this.label = label;
    this.word = word;
    this.most = most;
  }

  /** Returns the customary range, for example {@code 11-100}. */
  public String label() {
    return label;
  }

  /** Returns it as a plain word, for example {@code mild}. */
  public String word() {
    return word;
  }

  /** Returns the category of a total Agatston score, >= 0. */
  public static CalciumCategory of(double agatston) {
    if (!(agatston >= 0)) {
      throw new IllegalArgumentException("agatston must be >= 0, but was: " + agatston);
    }
    for (CalciumCategory category : values()) {
      if (agatston <= category.most) {
        return category;
      }
    }
    throw new AssertionError(agatston);
  }
}
