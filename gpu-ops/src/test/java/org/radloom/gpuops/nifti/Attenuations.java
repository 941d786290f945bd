package org.radloom.gpuops.nifti;

import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** All of a volume's HU at once, for comparing. */
final class Attenuations {
  private Attenuations() {}

  static double[] hus(Volume volume) {
    Voxels voxels = volume.voxels();
    double[] hus = new double[voxels.length()];
    for (int i = 0; i < hus.length; i++) {
      hus[i] = voxels.hu(i);
    }
    return hus;
  }
}
