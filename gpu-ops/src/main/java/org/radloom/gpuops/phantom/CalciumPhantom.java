package org.radloom.gpuops.phantom;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.radloom.gpuops.agatston.Artery;
import org.radloom.gpuops.agatston.ArteryScore;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;

/**
 * A chest with known calcium in four labelled arteries.
 *
 * <p>Its plaques have peaks in all four weight classes and on both sides of each boundary, voxels
 * of exactly 130 HU, one lesion too small to count and one pair that connectivity 4 divides and 8
 * joins. Bone and a spot in the aorta are dense too but not labelled, so a score without the labels
 * is another. Noise never lifts soft tissue to 130 HU and leaves plaques alone.
 *
 * <p>The spacings of {@link #standard} are short binary fractions and its increment is 3 mm, so its
 * scores are exact; those of other grids are what one multiplication from left to right gives.
 *
 * @param volume 16-bit values, slope 1, intercept -1024 HU; {@code u, v, w} of the anatomy along x,
 *     y and z
 * @param arteries labels as in {@link Artery#label}
 * @param ofFour what it scores under connectivity 4, with 130 HU and 1 mm2
 * @param ofEight what it scores under connectivity 8
 */
public record CalciumPhantom(Volume volume, Labels arteries, Truth ofFour, Truth ofEight) {

  /**
   * Known scores.
   *
   * @param total of all arteries; no mass
   * @param arteries of each of the four; no mass
   */
  public record Truth(ArteryScore total, Map<Artery, ArteryScore> arteries) {
    /** Copies the map. */
    public Truth {
      arteries = Map.copyOf(arteries);
    }
  }

  private static final int LEAST_SIDE = 192;
  private static final int LEAST_SLICES = 24;
  private static final double STANDARD_SPACING_MM = 0.9375;
  private static final long STANDARD_SEED = 20_261_121;

  /** Returns 256 x 256 x 48 voxels of 0.9375 x 0.9375 mm, increment 3 mm. */
  public static CalciumPhantom standard() {
    return of(Space.of(256, 256, 48, STANDARD_SPACING_MM, STANDARD_SPACING_MM, 3), STANDARD_SEED);
  }

  /**
   * Returns one on another grid. The chest fills it; plaques keep their size in voxels.
   *
   * @param space at least 192 x 192 x 24 voxels
   * @param seed of the noise
   */
  public static CalciumPhantom of(Space space, long seed) {
    if (space.nx() < LEAST_SIDE || space.ny() < LEAST_SIDE || space.nz() < LEAST_SLICES) {
      throw new IllegalArgumentException(
          "the grid must be at least %d x %d x %d, but is: %s"
              .formatted(LEAST_SIDE, LEAST_SIDE, LEAST_SLICES, space.shape()));
    }
    List<CalciumPlaque> plaques = CalciumPlaques.in(space);
    var painter = new CalciumPainter(space);
    painter.paintChest(seed);
    for (int slice = 0; slice < space.nz(); slice++) {
      for (Artery artery : Artery.values()) {
        if (CalciumPlaques.isCut(space, artery, slice)) {
          painter.paintArtery(artery, slice);
        }
      }
    }
    plaques.forEach(painter::paint);
    return new CalciumPhantom(
        painter.volume(),
        painter.labels(),
        truth(plaques, Connectivity.FOUR, space),
        truth(plaques, Connectivity.EIGHT, space));
  }

  /** Returns what it scores under a connectivity. */
  public Truth truth(Connectivity connectivity) {
    return switch (connectivity) {
      case FOUR -> ofFour;
      case EIGHT -> ofEight;
    };
  }

  private static Truth truth(List<CalciumPlaque> plaques, Connectivity connectivity, Space space) {
    Map<Artery, ArteryScore> arteries = new EnumMap<>(Artery.class);
    for (Artery artery : Artery.values()) {
      List<CalciumPlaque> own = plaques.stream().filter(p -> p.artery() == artery).toList();
      arteries.put(artery, CalciumTruth.of(own, connectivity, space));
    }
    return new Truth(CalciumTruth.of(plaques, connectivity, space), arteries);
  }
}
