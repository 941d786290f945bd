package org.radloom.gpuops.agatston;

/**
 * The coronary artery calcium data and reporting system: A0 for no calcium, A1 below 100, A2 below
 * 300, A3 from 300, and behind N how many arteries have any.
 *
 * @see <a href="https://doi.org/10.1016/j.jcct.2018.03.008">Hecht 2018</a>
 */
final class CacDrs {
  private CacDrs() {}

  /** Returns for example {@code A2/N3}, of the total Agatston score and the arteries with any. */
  static String of(double agatston, int arteries) {
    return "A%d/N%d".formatted(grade(agatston), arteries);
  }

  private static int grade(double agatston) {
    if (agatston == 0) {
      return 0;
    }
    if (agatston < 100) {
      return 1;
    }
    return agatston < 300 ? 2 : 3;
  }
}
