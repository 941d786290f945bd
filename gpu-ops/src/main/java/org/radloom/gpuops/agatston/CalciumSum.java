package org.radloom.gpuops.agatston;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lesions added up as whole numbers; only the finished sum is turned into scores.
 *
 * @param weightedVoxels each voxel counted as often as its lesion's weight says
 */
record CalciumSum(int lesions, long voxels, long weightedVoxels, long sumHu) {

  /** Adds up the islands that pass. */
  static CalciumSum of(List<Island> islands, Predicate<Island> counts) {
    int lesions = 0;
    long voxels = 0;
    long weightedVoxels = 0;
    long sumHu = 0;
    for (Island island : islands) {
      if (counts.test(island)) {
        lesions++;
        voxels += island.voxels();
        weightedVoxels += (long) island.voxels() * Agatston.weight(island.peakHu());
        sumHu += island.sumHu();
      }
    }
    return new CalciumSum(lesions, voxels, weightedVoxels, sumHu);
  }

  ArteryScore score(CalciumGrid grid, @Nullable Double massCalibration) {
    return new ArteryScore(
        grid.agatston(weightedVoxels),
        grid.volumeMm3(voxels),
        massCalibration == null ? null : grid.massMg(sumHu, massCalibration),
        lesions,
        voxels);
  }
}
