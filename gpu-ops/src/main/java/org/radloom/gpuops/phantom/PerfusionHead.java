package org.radloom.gpuops.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Draws the phantom's head and lets the bolus run through it. */
final class PerfusionHead {
  private static final double FIELD_MM = 220;
  private static final double INCREMENT_MM = 5;

  /** Half axes of the scalp in fields, and of what lies inside it in half axes of the scalp. */
  private static final double HALF_WIDTH = 0.40;

  private static final double HALF_HEIGHT = 0.47;
  private static final double SKULL_OUTSIDE = 0.97;
  private static final double SKULL_INSIDE = 0.90;
  private static final double BRAIN = 0.88;

  private static final double AIR_HU = -1000;
  private static final double SCALP_HU = -20;
  private static final double BONE_HU = 900;
  private static final double FLUID_HU = 6;
  private static final double BLOOD_HU = 45;

  /** Centres (y) and radii of the vessels, in half axes of the brain. */
  private static final double ARTERY_Y = -0.72;

  private static final double ARTERY_RADIUS = 0.065;
  private static final double VEIN_Y = 0.87;
  private static final double VEIN_RADIUS = 0.085;

  private final PerfusionPhantomOptions options;
  private final Space space;
  private final float[] restHu;
  private final byte[] brain;
  private final byte[] artery;
  private final byte[] vein;
  private final byte[] regions;
  private final Map<Integer, PerfusionTissue> tissues = new TreeMap<>();

  private PerfusionHead(PerfusionPhantomOptions options) {
    this.options = options;
    space =
        Space.of(
            options.nx(),
            options.ny(),
            options.nz(),
            FIELD_MM / options.nx(),
            FIELD_MM / options.ny(),
            INCREMENT_MM);
    restHu = new float[space.voxels()];
    brain = new byte[restHu.length];
    artery = new byte[restHu.length];
    vein = new byte[restHu.length];
    regions = new byte[restHu.length];
  }

  static PerfusionHead of(PerfusionPhantomOptions options) {
    PerfusionHead head = new PerfusionHead(options);
    int voxel = 0;
    for (int z = 0; z < options.nz(); z++) {
      for (int y = 0; y < options.ny(); y++) {
        for (int x = 0; x < options.nx(); x++) {
          head.draw(
              voxel++,
              ((x + 0.5) / options.nx() - 0.5) / HALF_WIDTH,
              ((y + 0.5) / options.ny() - 0.5) / HALF_HEIGHT,
              z);
        }
      }
    }
    return head;
  }

  /** Returns the phantom with its HU in the form wanted. */
  PerfusionPhantom phantom(Function<float[], Voxels> form) {
    List<Double> times = options.frameTimesSeconds();
    float[] hu = new float[Math.multiplyExact(restHu.length, times.size())];
    Random noise = new Random(options.seed());
    for (int frame = 0; frame < times.size(); frame++) {
      float[] byLabel = tissueHu(times.get(frame));
      float arteryHu = (float) PerfusionPhantom.arteryHu(times.get(frame));
      float veinHu = (float) PerfusionPhantom.veinHu(times.get(frame));
      for (int i = 0; i < restHu.length; i++) {
        float enhancement =
            artery[i] != 0
                ? arteryHu
                : vein[i] != 0 ? veinHu : byLabel[Byte.toUnsignedInt(regions[i])];
        double jitter = options.noiseHu() > 0 ? options.noiseHu() * noise.nextGaussian() : 0;
        hu[frame * restHu.length + i] = (float) (restHu[i] + enhancement + jitter);
      }
    }
    int baselineFrames =
        (int) times.stream().filter(t -> t <= PerfusionPhantom.ARRIVAL_SECONDS).count();
    PerfusionSeries series =
        new PerfusionSeries(
            new Volume(space, times.size(), form.apply(hu)),
            times,
            baselineFrames,
            new Labels(space, brain));
    return new PerfusionPhantom(
        series,
        new Labels(space, artery),
        new Labels(space, vein),
        new Labels(space, regions),
        Map.copyOf(tissues),
        truth());
  }

  private void draw(int voxel, double x, double y, int slice) {
    double radius = Math.hypot(x, y);
    if (radius >= BRAIN) {
      restHu[voxel] =
          (float)
              (radius >= 1
                  ? AIR_HU
                  : radius >= SKULL_OUTSIDE
                      ? SCALP_HU
                      : radius >= SKULL_INSIDE ? BONE_HU : FLUID_HU);
      return;
    }
    brain[voxel] = 1;
    double inX = x / BRAIN;
    double inY = y / BRAIN;
    if (Math.hypot(inX, inY - ARTERY_Y) < ARTERY_RADIUS) {
      artery[voxel] = 1;
      restHu[voxel] = (float) BLOOD_HU;
    } else if (Math.hypot(inX, inY - VEIN_Y) < VEIN_RADIUS) {
      vein[voxel] = 1;
      restHu[voxel] = (float) BLOOD_HU;
    } else {
      fill(voxel, options.anatomy().tissue(inX, inY, slice));
    }
  }

  private void fill(int voxel, @Nullable PerfusionTissue tissue) {
    if (tissue == null) {
      restHu[voxel] = (float) FLUID_HU;
      return;
    }
    tissues.putIfAbsent(tissue.label(), tissue);
    regions[voxel] = (byte) tissue.label();
    restHu[voxel] = (float) tissue.restHu();
  }

  private float[] tissueHu(double seconds) {
    float[] byLabel = new float[256];
    tissues.forEach(
        (label, tissue) -> byLabel[label] = (float) PerfusionPhantom.tissueHu(tissue, seconds));
    return byLabel;
  }

  private PerfusionMaps truth() {
    float[] peakSeconds = new float[256];
    tissues.forEach((label, tissue) -> peakSeconds[label] = timeToPeak(tissue));
    PerfusionMaps truth = PerfusionMaps.zeros(restHu.length);
    for (int i = 0; i < restHu.length; i++) {
      int label = Byte.toUnsignedInt(regions[i]);
      PerfusionTissue tissue = tissues.get(label);
      if (tissue != null) {
        truth.cbf()[i] = (float) tissue.cbf();
        truth.cbv()[i] = (float) tissue.cbv();
        truth.mtt()[i] = (float) tissue.mttSeconds();
        truth.tmax()[i] = (float) tissue.delaySeconds();
        truth.ttp()[i] = peakSeconds[label];
      }
    }
    return truth;
  }

  private float timeToPeak(PerfusionTissue tissue) {
    List<Double> times = options.frameTimesSeconds();
    double[] hu = times.stream().mapToDouble(t -> PerfusionPhantom.tissueHu(tissue, t)).toArray();
    double peak = Arrays.stream(hu).max().orElseThrow();
    int frame = 0;
    while (hu[frame] < peak) {
      frame++;
    }
    return (float) (times.get(frame) - times.get(0));
  }
}
