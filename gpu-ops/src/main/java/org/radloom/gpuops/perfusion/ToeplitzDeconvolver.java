package org.radloom.gpuops.perfusion;

/** sSVD: one dense product. */
final class ToeplitzDeconvolver implements BlockDeconvolver {
  private final BlockMatrix inverse;
  private final float[][] residues;
  private final PeakFinder peakFinder;

  private ToeplitzDeconvolver(BlockMatrix inverse, int voxels) {
    this.inverse = inverse;
    residues = new float[inverse.rows()][voxels];
    peakFinder = new PeakFinder(inverse.rows(), voxels);
  }

  static Shared share(ToeplitzInverse operator, int frames) {
    BlockMatrix inverse =
        BlockMatrix.of(
            operator.lags(), frames, (lag, frame) -> operator.inverse()[lag * frames + frame]);
    return voxels -> new ToeplitzDeconvolver(inverse, voxels);
  }

  @Override
  public void peaks(float[][] curves, int voxels, float[] peak, int[] lag) {
    inverse.multiply(curves, residues, voxels);
    peakFinder.find(residues, residues.length, voxels, peak, lag);
  }
}
