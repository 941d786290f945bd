package org.radloom.gpuops.agatston;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/**
 * The Agatston calcium score, with the volume and mass scores.
 *
 * <p>A lesion is an island of one artery in one slice that is large enough. Its weight follows from
 * its peak: 1 below 200 HU, 2 below 300, 3 below 400, else 4. The score of an artery is {@code
 * SUM(voxels * weight) * dy * dx * increment / 3 mm}, the increment being the distance between
 * slice positions, so that overlapping slices do not count twice. The volume score is the lesions'
 * volume, the mass score their attenuations added up, times the voxel volume and the calibration.
 *
 * <p>Sources: Agatston 1990, doi 10.1016/0735-1097(90)90282-T; van Praagh 2021, doi
 * 10.1002/mp.14912, for other increments; Hecht 2018 for CAC-DRS.
 */
public final class Agatston {
  private static final double STANDARD_KVP = 120;

  /** Attenuations that add up to less than this, HU, can't overflow 1/65536 HU in 64 bits. */
  private static final double MOST_SUM_HU = 0x1p46;

  private Agatston() {}

  /**
   * Scores a volume.
   *
   * @param finder finds the islands; stays open
   * @param volume one frame, slices along the third axis
   * @param labels each voxel's artery as in {@link Artery#label}, 0 for none; or null for an
   *     unmasked score
   * @param kvp tube voltage, kV, finite and > 0, or null if not known
   * @param options what counts as calcium
   * @throws TooManyIslandsException if there are more lesions than any patient has
   * @throws IllegalArgumentException if the volume has several frames, the labels another shape, an
   *     island a label that is no artery, or a score would not be finite
   */
  public static CalciumScore score(
      IslandFinder finder,
      Volume volume,
      @Nullable Labels labels,
      @Nullable Double kvp,
      AgatstonOptions options)
      throws TooManyIslandsException {
    if (kvp != null && !(kvp > 0 && Double.isFinite(kvp))) {
      throw new IllegalArgumentException("kvp must be finite and > 0, but was: " + kvp);
    }
    CalciumGrid grid = CalciumGrid.of(volume.space());
    int minVoxels = Math.max(options.minVoxels(), grid.leastVoxels(options.minAreaMm2()));
    List<Island> islands =
        finder.find(volume, labels, options.thresholdHu(), options.connectivity(), minVoxels);
    return score(islands, labels != null, grid, flags(labels, kvp, options), options);
  }

  private static CalciumScore score(
      List<Island> islands,
      boolean masked,
      CalciumGrid grid,
      Set<CalciumFlag> flags,
      AgatstonOptions options) {
    checkSums(islands, options);
    List<Lesion> lesions =
        islands.stream()
            .map(island -> lesion(island, masked ? artery(island) : null, grid))
            .toList();
    Map<Artery, ArteryScore> arteries = new EnumMap<>(Artery.class);
    for (Artery artery : Artery.values()) {
      var sum = CalciumSum.of(islands, island -> island.label() == artery.label());
      arteries.put(artery, sum.score(grid, options.massCalibration()));
    }
    var sum = CalciumSum.of(islands, island -> true);
    ArteryScore all = checkFinite(sum.score(grid, options.massCalibration()));
    return new CalciumScore(
        all,
        arteries,
        masked ? CalciumCategory.of(all.agatston()) : null,
        masked ? CacDrs.of(all.agatston(), affected(arteries)) : null,
        flags,
        lesions);
  }

  /** Returns the weight of a peak, HU; with a threshold other than 130 the lowest starts there. */
  static int weight(double peakHu) {
    if (peakHu < 200) {
      return 1;
    }
    if (peakHu < 300) {
      return 2;
    }
    return peakHu < 400 ? 3 : 4;
  }

  private static Artery artery(Island island) {
    return Artery.ofLabel(island.label())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "artery labels must be 0 to 4, but there is: " + island.label()));
  }

  private static Lesion lesion(Island island, @Nullable Artery artery, CalciumGrid grid) {
    int weight = weight(island.peakHu());
    return new Lesion(
        island.slice(),
        artery,
        island.voxels(),
        grid.areaMm2(island.voxels()),
        island.peakHu(),
        weight,
        grid.agatston((long) island.voxels() * weight),
        island.minX(),
        island.minY(),
        island.maxX(),
        island.maxY());
  }

  private static int affected(Map<Artery, ArteryScore> arteries) {
    return (int) arteries.values().stream().filter(score -> score.lesions() > 0).count();
  }

  private static Set<CalciumFlag> flags(
      @Nullable Labels labels, @Nullable Double kvp, AgatstonOptions options) {
    Set<CalciumFlag> flags = EnumSet.noneOf(CalciumFlag.class);
    if (labels == null) {
      flags.add(CalciumFlag.UNMASKED);
    }
    if (kvp == null) {
      flags.add(CalciumFlag.KVP_UNKNOWN);
    } else if (kvp != STANDARD_KVP) {
      flags.add(CalciumFlag.KVP_NOT_120);
    }
    if (options.thresholdHu() != AgatstonOptions.STANDARD_THRESHOLD_HU) {
      flags.add(CalciumFlag.THRESHOLD_NOT_130);
    }
    return flags;
  }

  /** Refuses a mass score of attenuations whose sum may have overflowed. */
  private static void checkSums(List<Island> islands, AgatstonOptions options) {
    if (options.massCalibration() == null) {
      return;
    }
    double most = 0;
    for (Island island : islands) {
      most += island.peakHu() * island.voxels();
    }
    if (!(most < MOST_SUM_HU)) {
      throw new IllegalArgumentException(
          "attenuations must add up to less than %s HU, but may reach: %s"
              .formatted(MOST_SUM_HU, most));
    }
  }

  private static ArteryScore checkFinite(ArteryScore score) {
    Double mass = score.massMg();
    if (!Double.isFinite(score.agatston())
        || !Double.isFinite(score.volumeMm3())
        || (mass != null && !Double.isFinite(mass))) {
      throw new IllegalArgumentException(
          "voxels must be small enough for a finite score, but it is: " + score);
    }
    return score;
  }
}
