package org.radloom.gpuops.perfusion;

/**
 * The maps of one study, each {@code [nz][ny][nx]}, x fastest; 0 outside the mask and wherever no
 * honest number could be had; never NaN or infinite.
 *
 * @param cbf cerebral blood flow, ml/100 g/min (ml/100 ml/min where kH = rho = 1)
 * @param cbv cerebral blood volume, ml/100 g
 * @param mtt mean transit time, s
 * @param ttp time of the largest enhancement after the first frame, s
 * @param tmax time of the residue function's largest value, s; negative where tissue leads
 */
@SuppressWarnings("ArrayRecordComponent") // As large as the volume: neither compared nor copied.
public record PerfusionMaps(float[] cbf, float[] cbv, float[] mtt, float[] ttp, float[] tmax) {
  /** Returns maps of {@code voxels} voxels, all 0. */
  public static PerfusionMaps zeros(int voxels) {
    return new PerfusionMaps(
        new float[voxels],
        new float[voxels],
        new float[voxels],
        new float[voxels],
        new float[voxels]);
  }
}
