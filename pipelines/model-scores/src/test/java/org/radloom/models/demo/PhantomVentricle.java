package org.radloom.models.demo;

import java.util.List;
import org.radloom.gpuops.images.CpuLargestComponent;
import org.radloom.gpuops.images.CpuVolumeResampler;
import org.radloom.gpuops.images.LargestComponent;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.models.Model;
import org.radloom.models.Normalisation;
import org.radloom.models.Tensor;
import org.radloom.scoring.sample.ContrastHeart;

/**
 * The ventricle that a segmenter finds in a phantom heart: 0.5 or more on the model's grid, the
 * largest part, back on the phantom's grid.
 *
 * @param dice coefficient with the voxels whose middle lies in the ellipsoid
 * @param ml its volume
 */
record PhantomVentricle(double dice, double ml) {

  static PhantomVentricle of(Model model, ContrastHeart heart) throws Exception {
    Space space = ContrastHeart.SPACE;
    Labels found;
    try (CpuVolumeResampler resampler = new CpuVolumeResampler(1);
        CpuLargestComponent largest = new CpuLargestComponent()) {
      Volume grid = resampler.resample(heart.volume(), 1.5, 1.5, 1.5);
      Normalisation normalisation = model.metadata().normalisation();
      Tensor input = Tensor.zeros(1, 1, grid.space().nz(), grid.space().ny(), grid.space().nx());
      for (int i = 0; i < input.values().length; i++) {
        input.values()[i] = normalisation.apply(grid.voxels().hu(i));
      }
      float[] probability = model.predict(List.of(input)).get(0).values();
      byte[] labels = new byte[probability.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = (byte) (probability[i] >= 0.5f ? 1 : 0);
      }
      found =
          resampler.resample(
              largest.keep(new Labels(grid.space(), labels), 1, LargestComponent.Connectivity.SIX),
              space);
    }
    int both = 0;
    int truth = 0;
    int marked = 0;
    for (int i = 0; i < space.voxels(); i++) {
      boolean inside = isInside(heart, space, i);
      boolean label = found.values()[i] != 0;
      both += inside && label ? 1 : 0;
      truth += inside ? 1 : 0;
      marked += label ? 1 : 0;
    }
    double voxelMl = space.dxMm() * space.dyMm() * space.incrementMm() / 1000;
    return new PhantomVentricle(2.0 * both / (truth + marked), marked * voxelMl);
  }

  private static boolean isInside(ContrastHeart heart, Space space, int index) {
    double x = (index % space.nx() - (space.nx() - 1) / 2.0) * space.dxMm();
    double y = (index / space.nx() % space.ny() - (space.ny() - 1) / 2.0) * space.dyMm();
    int slice = index / space.sliceVoxels();
    double z = (slice - (space.nz() - 1) / 2.0) * space.incrementMm();
    return (x * x + y * y) / (heart.acrossMm() * heart.acrossMm())
            + z * z / (heart.alongMm() * heart.alongMm())
        <= 1;
  }
}
