package org.radloom.gpuops.perfusion;

/** Deconvolves a block of tissue curves in single precision. Not thread-safe. */
sealed interface BlockDeconvolver
    permits CirculantDeconvolver, ToeplitzDeconvolver, LucyRichardsonDeconvolver {

  /** What all threads of a study share: the plan's operator in single precision. */
  interface Shared {
    /** Returns one for a thread, with memory for blocks of so many voxels. */
    BlockDeconvolver forThread(int voxels);
  }

  /**
   * Writes the largest value of each residue function and its lag, the first of equals.
   *
   * @param curves {@code [frame][voxel]} made by {@link BlockMatrix#block}, HU above the baseline
   * @param voxels how many of each row
   * @param peak {@code [voxel]} 1/s; not finite or not above 0 where there is no honest number
   * @param lag {@code [voxel]} 0 to {@link DeconvolutionOperator#lags} - 1
   */
  void peaks(float[][] curves, int voxels, float[] peak, int[] lag);

  /** Returns what threads share. */
  static Shared share(DeconvolutionPlan plan) {
    DeconvolutionOperator operator = plan.operator();
    if (operator instanceof CirculantInverse inverse) {
      return CirculantDeconvolver.share(inverse, plan.grid().frames());
    } else if (operator instanceof ToeplitzInverse inverse) {
      return ToeplitzDeconvolver.share(inverse, plan.grid().frames());
    } else {
      return LucyRichardsonDeconvolver.share((LucyRichardson) operator, plan.grid());
    }
  }
}
