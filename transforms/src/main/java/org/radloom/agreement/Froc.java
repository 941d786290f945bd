package org.radloom.agreement;

import java.util.List;
import org.radloom.statistics.ScoredOutcomes;

/**
 * Free-response receiver operating characteristic: the share of lesions found at a number of false
 * positives per image (Bunch et al. 1977; the rates are those of LUNA16, Setio et al. 2017).
 *
 * <p>A sensitivity is the highest that any threshold reaches with no more false positives than
 * that; nothing is interpolated between thresholds, so each is one that the detector can be run at.
 *
 * @param sensitivities at {@link #RATES}, 0 to 1, or NaN where there are no lesions or no images
 */
public record Froc(List<Double> sensitivities) {
  /** False positives per image: 1/8, 1/4, 1/2, 1, 2, 4 and 8. */
  public static final List<Double> RATES = List.of(0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0);

  /** Keeps the sensitivities. */
  public Froc {
    sensitivities = List.copyOf(sensitivities);
  }

  /** Returns the sensitivities of a detector over a number of images, those without lesions too. */
  public static Froc of(DetectionOutcomes outcomes, long images) {
    return new Froc(RATES.stream().map(rate -> sensitivity(outcomes, images, rate)).toList());
  }

  private static double sensitivity(DetectionOutcomes outcomes, long images, double rate) {
    if (images == 0 || outcomes.truths() == 0) {
      return Double.NaN;
    }
    long matched = 0;
    long falseOnes = 0;
    for (ScoredOutcomes.Step step : outcomes.found().descending()) {
      falseOnes += step.negatives();
      // Rates are eighths, so the product is exact.
      if (falseOnes > rate * images) {
        break;
      }
      matched += step.positives();
    }
    return matched / (double) outcomes.truths();
  }

  /** Returns the sensitivity at one of {@link #RATES}. */
  public double at(double rate) {
    int index = RATES.indexOf(rate);
    if (index < 0) {
      throw new IllegalArgumentException(
          "rate must be one of %s, but was: %s".formatted(RATES, rate));
    }
    return sensitivities.get(index);
  }

  /** Returns the mean over the rates, 0 to 1, or NaN where there are no lesions or no images. */
  public double mean() {
    return sensitivities.stream().mapToDouble(Double::doubleValue).sum() / RATES.size();
  }
}
