package org.radloom.gpuops.perfusion;

/** How the residue function is got from a tissue curve and the arterial input. */
public enum Deconvolution {
  /** Maximum-likelihood expectation maximisation on the block-circulant matrix (Vonken 1999). */
  LUCY_RICHARDSON("lucy-richardson"),
  /** Block-circulant SVD with a fixed threshold (Wu 2003). */
  CSVD("csvd"),
  /** Block-circulant SVD, the threshold chosen by the oscillation index (Wu 2003). */
  OSVD("osvd"),
  /** SVD of the causal Toeplitz matrix with a fixed threshold (Ostergaard 1996). */
  SSVD("ssvd");

  private final String flag;

  Deconvolution(String flag) {
    this.flag = flag;
  }

  /** Returns its name on the command line and in results. */
  public String flag() {
    return flag;
  }
}
