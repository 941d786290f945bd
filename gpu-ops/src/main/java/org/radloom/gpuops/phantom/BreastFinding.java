package org.radloom.gpuops.phantom;

/**
 * Something that was put into the phantom.
 *
 * @param kind what it is
 * @param xMm its centre, from the left edge of the image
 * @param yMm its centre, from the upper edge of the image
 * @param radiusMm how far it reaches
 */
public record BreastFinding(Kind kind, double xMm, double yMm, double radiusMm) {

  /** What it is. */
  public enum Kind {
    /** Dense tissue with an edge; with spicules where it is large. */
    MASS,
    /** A cluster of bright specks. */
    CALCIFICATION
  }

  static BreastFinding mass(double xMm, double yMm, double radiusMm) {
    return new BreastFinding(Kind.MASS, xMm, yMm, radiusMm);
  }

  static BreastFinding calcifications(double xMm, double yMm, double radiusMm) {
    return new BreastFinding(Kind.CALCIFICATION, xMm, yMm, radiusMm);
  }
}
