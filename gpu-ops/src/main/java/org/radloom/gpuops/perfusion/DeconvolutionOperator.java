package org.radloom.gpuops.perfusion;

/**
 * What turns the tissue curve of a voxel into its residue function times its flow, 1/s, one value a
 * lag. It is the same for every voxel of a study.
 */
public sealed interface DeconvolutionOperator
    permits CirculantInverse, ToeplitzInverse, LucyRichardson {

  /**
   * Returns how many lags the residue function has: twice the samples where it is circulant, so
   * that its second half are negative delays, else as many as there are samples.
   */
  int lags();
}
