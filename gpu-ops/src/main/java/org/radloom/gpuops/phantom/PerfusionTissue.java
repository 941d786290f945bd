package org.radloom.gpuops.phantom;

import org.radloom.gpuops.perfusion.PerfusionOptions;

/**
 * Tissue of known perfusion.
 *
 * @param label its region, 1 to 255
 * @param restHu without contrast, HU
 * @param cbv cerebral blood volume, ml/100 g
 * @param mttSeconds mean transit time, s, > 0
 * @param delaySeconds how much later than in the artery contrast arrives, s; may be negative
 * @param residue how contrast leaves it
 */
public record PerfusionTissue(
    int label, double restHu, double cbv, double mttSeconds, double delaySeconds, Residue residue) {

  /** How contrast leaves tissue. */
  public enum Residue {
    /** {@code exp(-t / MTT)}. */
    EXPONENTIAL,
    /** All of it after exactly MTT. */
    BOX
  }

  /** Returns its cerebral blood flow, ml/100 g/min. */
  public double cbf() {
    return 60 * cbv / mttSeconds;
  }

  /** Returns its enhancement, HU, with kH and rho of the default options. */
  double enhancementHu(PerfusionBolus inflow, double seconds) {
    double perGram = PerfusionOptions.DEFAULTS.kH() / PerfusionOptions.DEFAULTS.rho();
    double late = seconds - delaySeconds;
    double held =
        switch (residue) {
          case EXPONENTIAL -> inflow.throughExponential(late, mttSeconds);
          case BOX -> inflow.throughBox(late, mttSeconds);
        };
    return cbf() / (perGram * 6000) * held;
  }
}
