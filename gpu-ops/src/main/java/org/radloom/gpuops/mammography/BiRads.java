package org.radloom.gpuops.mammography;

/**
 * The BI-RADS assessment that follows from the confidence of a detector. A policy, not a
 * measurement: the categories are those of the ACR's atlas, the bounds are this project's.
 */
public enum BiRads {
  /** Highest confidence below 0.30. */
  NORMAL(1, "normal"),
  /** From 0.30 to below 0.60. */
  BENIGN(2, "benign"),
  /** From 0.60 to below 0.75. */
  PROBABLY_BENIGN(3, "probably benign"),
  /** From 0.75 to 0.90, both included. */
  SUSPICIOUS(4, "suspicious"),
  /** Above 0.90. */
  HIGHLY_SUGGESTIVE(5, "highly suggestive of malignancy");

  private static final double BENIGN_FROM = 0.30;
  private static final double PROBABLY_BENIGN_FROM = 0.60;
  private static final double SUSPICIOUS_FROM = 0.75;
  private static final double SUSPICIOUS_UP_TO = 0.90;

  private final int category;
  private final String words;

  BiRads(int category, String words) {
    this.category = category;
    this.words = words;
  }

  /**
   * Returns the assessment of an examination.
   *
   * @param highest confidence of any lesion, 0 to 1; 0 if there is none
   */
  public static BiRads ofConfidence(double highest) {
    if (!(highest >= 0 && highest <= 1)) {
      throw new IllegalArgumentException("highest must be 0 to 1, but was: " + highest);
    }
    if (highest < BENIGN_FROM) {
      return NORMAL;
    } else if (highest < PROBABLY_BENIGN_FROM) {
      return BENIGN;
    } else if (highest < SUSPICIOUS_FROM) {
      return PROBABLY_BENIGN;
    }
    return highest <= SUSPICIOUS_UP_TO ? SUSPICIOUS : HIGHLY_SUGGESTIVE;
  }

  /** Returns the number of the category, 1 to 5. */
  public int category() {
    return category;
  }

  /** Returns what the category is called. */
  public String words() {
    return words;
  }
}
