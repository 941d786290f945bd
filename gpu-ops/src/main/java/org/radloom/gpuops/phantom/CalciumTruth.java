package org.radloom.gpuops.phantom;

import java.util.List;
import java.util.stream.Stream;
import org.radloom.gpuops.agatston.ArteryScore;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.phantom.CalciumPlaque.Disc;
import org.radloom.gpuops.volume.Space;

/**
 * What plaques score, from the list of them and the score's definition alone: no voxel is looked
 * at, and nothing is shared with the scorer that is tested against it.
 */
final class CalciumTruth {
  private static final double LEAST_AREA_MM2 = 1 - 1e-6;

  private CalciumTruth() {}

  /** Returns the scores of the plaques together; no mass. */
  static ArteryScore of(List<CalciumPlaque> plaques, Connectivity connectivity, Space space) {
    List<Spot> spots =
        plaques.stream()
            .flatMap(plaque -> spots(plaque, connectivity))
            .filter(spot -> spot.voxels * space.dyMm() * space.dxMm() >= LEAST_AREA_MM2)
            .toList();
    long voxels = spots.stream().mapToLong(Spot::voxels).sum();
    long weighted = spots.stream().mapToLong(spot -> (long) spot.voxels * spot.weight()).sum();
    return new ArteryScore(
        weighted * space.dyMm() * space.dxMm() * space.incrementMm() / 3,
        voxels * space.dyMm() * space.dxMm() * space.incrementMm(),
        null,
        spots.size(),
        voxels);
  }

  private static Stream<Spot> spots(CalciumPlaque plaque, Connectivity connectivity) {
    Stream<Spot> discs = plaque.discs().stream().map(Spot::of);
    return switch (connectivity) {
      case FOUR -> discs;
      case EIGHT -> discs.reduce(Spot::and).stream();
    };
  }

  private record Spot(int voxels, int peakHu) {
    static Spot of(Disc disc) {
      return new Spot(disc.voxels(), disc.peakHu());
    }

    Spot and(Spot other) {
      return new Spot(voxels + other.voxels, Math.max(peakHu, other.peakHu));
    }

    /** Returns 1 for 130 to 199 HU, 2 for 200 to 299, 3 for 300 to 399, 4 from 400. */
    int weight() {
      return Math.max(1, Math.min(4, peakHu / 100));
    }
  }
}
