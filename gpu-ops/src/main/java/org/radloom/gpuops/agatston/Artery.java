package org.radloom.gpuops.agatston;

import java.util.Optional;

/** The coronary arteries of a calcium score, with their values in a label volume. */
public enum Artery {
  /** Left main. */
  LM(1),
  /** Left anterior descending. */
  LAD(2),
  /** Left circumflex. */
  LCX(3),
  /** Right coronary artery. */
  RCA(4);

  private final int label;

  Artery(int label) {
    this.label = label;
  }

  /** Returns its value in a label volume, 1 to 4. */
  public int label() {
    return label;
  }

  /** Returns the artery with this label, if there is one. */
  public static Optional<Artery> ofLabel(int label) {
    return label >= 1 && label <= values().length
        ? Optional.of(values()[label - 1])
        : Optional.empty();
  }
}
