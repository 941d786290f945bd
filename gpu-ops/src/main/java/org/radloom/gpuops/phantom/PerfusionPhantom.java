package org.radloom.gpuops.phantom;

import java.util.Map;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Voxels;

/**
 * A head through which a bolus passes, with known maps: skull, brain, an artery in front and a vein
 * at the back. No voxel is shared between tissues.
 *
 * <p>The artery measures the inflow too small by {@link #VEIN_TO_ARTERY}, as thin arteries do; the
 * vein measures the whole area. Tissue curves follow in closed form from the whole inflow.
 *
 * @param series frames with the brain's mask; 16-bit at 0.1 HU, or float
 * @param aifMask the artery
 * @param vofMask the vein
 * @param regions {@link PerfusionTissue#label} of each voxel, 0 outside tissue
 * @param tissues the tissues by label
 * @param truth 0 outside tissue; tmax is the delay, which an exponential residue's maximum has;
 *     time to peak is that of the frames without noise
 */
public record PerfusionPhantom(
    PerfusionSeries series,
    Labels aifMask,
    Labels vofMask,
    Labels regions,
    Map<Integer, PerfusionTissue> tissues,
    PerfusionMaps truth) {

  /** Area under the vein's curve over that of the artery's. */
  public static final double VEIN_TO_ARTERY = 1.25;

  /** When the bolus arrives in the artery, s. */
  public static final double ARRIVAL_SECONDS = 8;

  private static final PerfusionBolus ARTERY = new PerfusionBolus(ARRIVAL_SECONDS, 5, 240);
  private static final PerfusionBolus INFLOW =
      new PerfusionBolus(ARRIVAL_SECONDS, 5, 240 * VEIN_TO_ARTERY);
  private static final double VEIN_DELAY_SECONDS = 4;
  private static final double VEIN_TRANSIT_SECONDS = 3;
  private static final double HU_STEP = 0.1;

  /** Makes one whose 16-bit voxels are rounded to 0.1 HU. */
  public static PerfusionPhantom stored(PerfusionPhantomOptions options) {
    return PerfusionHead.of(options).phantom(PerfusionPhantom::rounded);
  }

  /** Makes one whose voxels are floats. */
  public static PerfusionPhantom unrounded(PerfusionPhantomOptions options) {
    return PerfusionHead.of(options).phantom(Voxels.Real::new);
  }

  private static Voxels rounded(float[] hu) {
    short[] stored = new short[hu.length];
    for (int i = 0; i < hu.length; i++) {
      stored[i] = (short) Math.round(hu[i] / HU_STEP);
    }
    return new Voxels.Stored(stored, HU_STEP, 0);
  }

  static double arteryHu(double seconds) {
    return ARTERY.hu(seconds);
  }

  static double veinHu(double seconds) {
    return INFLOW.throughExponential(seconds - VEIN_DELAY_SECONDS, VEIN_TRANSIT_SECONDS)
        / VEIN_TRANSIT_SECONDS;
  }

  static double tissueHu(PerfusionTissue tissue, double seconds) {
    return tissue.enhancementHu(INFLOW, seconds);
  }
}
