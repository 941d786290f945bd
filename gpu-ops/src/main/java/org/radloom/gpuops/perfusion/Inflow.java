package org.radloom.gpuops.perfusion;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/**
 * What flows into the tissue of a study: its arterial input, and how much it is scaled up because
 * the artery is too thin to be measured whole.
 *
 * <p>An arterial input is refused as {@code no_bolus} unless its peak is at least 5 HU and at least
 * 5 standard deviations of its own baseline frames, and the area under it is above 0.
 */
public final class Inflow {
  private static final double LEAST_PEAK_HU = 5;

  private final Source source;
  private final @Nullable VoxelIndex voxel;
  private final double[] aif;
  private final double @Nullable [] vof;
  private final double scale;

  private Inflow(
      Source source,
      @Nullable VoxelIndex voxel,
      double[] aif,
      double @Nullable [] vof,
      double scale) {
    this.source = source;
    this.voxel = voxel;
    this.aif = aif;
    this.vof = vof;
    this.scale = scale;
  }

  /** Where the arterial input was measured. */
  public enum Source {
    /** Mean over the artery mask. */
    MASK,
    /** In the voxel that looks most like an artery. */
    AUTOMATIC,
    /** In the voxel that the user named. */
    CHOSEN
  }

  /**
   * Returns the inflow of a study: of the voxel chosen if there is one, else of the artery mask if
   * there is one, else of the voxel that looks most like an artery.
   *
   * @param aifMask the artery, or null
   * @param vofMask a vein that is thick enough to be measured whole, or null
   * @param chosen the user's voxel, or null
   * @throws UnusableInflowException if there is no arterial input, or a mask or voxel doesn't fit
   */
  public static Inflow of(
      PerfusionSeries series,
      @Nullable Labels aifMask,
      @Nullable Labels vofMask,
      @Nullable VoxelIndex chosen)
      throws UnusableInflowException {
    double samples = SampleGrid.samplesNeeded(series.frameTimesSeconds());
    if (!(samples <= SampleGrid.MAX_SAMPLES)) {
      throw new UnusableInflowException(
          "too_many_frames",
          "frames must fill at most %d of their smallest steps, but was: %.0f"
              .formatted(SampleGrid.MAX_SAMPLES, samples));
    }
    checkMask("aif", aifMask, series);
    checkMask("vof", vofMask, series);
    if (chosen != null) {
      return scaled(
          series, Source.CHOSEN, chosen, RegionCurves.at(series, index(series, chosen)), vofMask);
    }
    if (aifMask != null) {
      return scaled(series, Source.MASK, null, RegionCurves.inside(series, aifMask), vofMask);
    }
    int found = ArterySearch.voxelOf(series);
    if (found < 0) {
      throw new UnusableInflowException(
          "no_artery", "no voxel looks like an artery; give an AIF mask or a voxel");
    }
    Space space = series.volume().space();
    VoxelIndex voxel =
        new VoxelIndex(
            found % space.nx(), found / space.nx() % space.ny(), found / space.sliceVoxels());
    return scaled(series, Source.AUTOMATIC, voxel, RegionCurves.at(series, found), vofMask);
  }

  /** Returns where the arterial input was measured. */
  public Source source() {
    return source;
  }

  /** Returns the voxel found or chosen; null with a mask. */
  public @Nullable VoxelIndex voxel() {
    return voxel;
  }

  /** Returns the arterial input as measured, HU above its baseline, one value a frame. */
  public double[] aif() {
    return aif.clone();
  }

  /** Returns the venous output, HU above its baseline, one value a frame; null without a mask. */
  public double @Nullable [] vof() {
    return vof == null ? null : vof.clone();
  }

  /** Returns {@code max(1, area(VOF) / area(AIF))}; 1 without a vein. */
  public double scale() {
    return scale;
  }

  /** Returns the arterial input times the scale: what a mapper takes. */
  public double[] scaled() {
    return Arrays.stream(aif).map(hu -> scale * hu).toArray();
  }

  private static Inflow scaled(
      PerfusionSeries series,
      Source source,
      @Nullable VoxelIndex voxel,
      double[] aif,
      @Nullable Labels vofMask)
      throws UnusableInflowException {
    double[] trapezoid = DeconvolutionPlan.trapezoidSeconds(series.frameTimesSeconds());
    double area = DeconvolutionPlan.area(trapezoid, aif);
    Bolus bolus = Bolus.of(series.frameTimesSeconds(), aif);
    double leastPeakHu =
        Math.max(LEAST_PEAK_HU, Bolus.LEAST_PEAK_DEVIATIONS * bolus.noiseHu(aif, series));
    if (!(bolus.peakHu() >= leastPeakHu) || !(area > 0) || !Double.isFinite(area)) {
      throw new UnusableInflowException(
          "no_bolus",
          "the arterial input must peak at >= %.1f HU with an area > 0, but peaks at %.1f HU, area %.1f HU s"
              .formatted(leastPeakHu, bolus.peakHu(), area));
    }
    if (vofMask == null) {
      return new Inflow(source, voxel, aif, null, 1);
    }
    double[] vof = RegionCurves.inside(series, vofMask);
    double scale = Math.max(1, DeconvolutionPlan.area(trapezoid, vof) / area);
    if (!Double.isFinite(scale * bolus.peakHu())) {
      throw new UnusableInflowException(
          "no_bolus", "the scaled arterial input must be finite, but is not");
    }
    return new Inflow(source, voxel, aif, vof, scale);
  }

  private static int index(PerfusionSeries series, VoxelIndex at) throws UnusableInflowException {
    Space space = series.volume().space();
    boolean inside =
        at.x() >= 0
            && at.x() < space.nx()
            && at.y() >= 0
            && at.y() < space.ny()
            && at.z() >= 0
            && at.z() < space.nz();
    if (!inside) {
      throw new UnusableInflowException(
          "aif_voxel_outside",
          "the AIF voxel must lie in %s, but was: %d, %d, %d"
              .formatted(space.shape(), at.x(), at.y(), at.z()));
    }
    return (at.z() * space.ny() + at.y()) * space.nx() + at.x();
  }

  private static void checkMask(String name, @Nullable Labels mask, PerfusionSeries series)
      throws UnusableInflowException {
    if (mask == null) {
      return;
    }
    Space space = series.volume().space();
    if (!mask.space().hasShapeOf(space)) {
      throw new UnusableInflowException(
          name + "_mask_shape",
          "the %s mask must be %s, but is: %s"
              .formatted(name.toUpperCase(Locale.ROOT), space.shape(), mask.space().shape()));
    }
    if (mask.marked() == 0) {
      throw new UnusableInflowException(
          "empty_%s_mask".formatted(name),
          "the %s mask must mark a voxel, but marks none".formatted(name.toUpperCase(Locale.ROOT)));
    }
  }
}
