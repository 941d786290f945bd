package org.radloom.gpuops.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The slices of a series, sorted by where they lie along their normal.
 *
 * @param positions the slices at each position, one or more, ascending along the normal
 * @param origin centre of the first pixel of the first position
 * @param step from one position to the next; along the normal unless the gantry was tilted
 * @param incrementMm distance between neighbouring slice planes, > 0
 * @param incrementSource where the increment comes from
 */
record SliceStack(
    List<List<SliceHeader>> positions,
    Vector3 origin,
    Vector3 step,
    double incrementMm,
    IncrementSource incrementSource) {

  /** Up to this, mm, two slices lie at one position: headers often keep two decimals. */
  private static final double SAME_POSITION_MM = 0.01;

  /** Up to this share of the increment a slice may be off its place in an even stack. */
  private static final double EVEN_SHARE = 0.01;

  /**
   * Sorts slices of one grid.
   *
   * @throws UnreadableVolumeException if they are not evenly spaced on a line, or there is one
   *     position and no slice says how far its neighbours would be
   */
  static SliceStack of(List<SliceHeader> slices) throws UnreadableVolumeException {
    Vector3 normal = slices.get(0).grid().normal();
    List<List<SliceHeader>> positions = byPosition(slices, normal);
    Vector3 origin = positions.get(0).get(0).position();
    if (positions.size() == 1) {
      IncrementSource source = nominalSource(slices);
      double incrementMm = nominalMm(slices, source);
      SliceStack stack =
          new SliceStack(positions, origin, normal.times(incrementMm), incrementMm, source);
      stack.checkIsStraight();
      return stack;
    }
    checkDistances(positions, normal);
    Vector3 last = positions.get(positions.size() - 1).get(0).position();
    Vector3 step = last.minus(origin).times(1.0 / (positions.size() - 1));
    SliceStack stack =
        new SliceStack(positions, origin, step, step.dot(normal), IncrementSource.POSITIONS);
    stack.checkIsStraight();
    return stack;
  }

  private static List<List<SliceHeader>> byPosition(List<SliceHeader> slices, Vector3 normal) {
    List<SliceHeader> sorted = new ArrayList<>(slices);
    sorted.sort(
        Comparator.comparingDouble((SliceHeader slice) -> slice.position().dot(normal))
            .thenComparing(SliceHeader::fileName));
    List<List<SliceHeader>> positions = new ArrayList<>();
    double alongNormal = 0;
    for (SliceHeader slice : sorted) {
      double here = slice.position().dot(normal);
      if (positions.isEmpty() || here - alongNormal > SAME_POSITION_MM) {
        positions.add(new ArrayList<>());
        alongNormal = here;
      }
      positions.get(positions.size() - 1).add(slice);
    }
    return positions;
  }

  private static void checkDistances(List<List<SliceHeader>> positions, Vector3 normal)
      throws UnreadableVolumeException {
    double[] distances = new double[positions.size() - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] =
          positions
              .get(i + 1)
              .get(0)
              .position()
              .minus(positions.get(i).get(0).position())
              .dot(normal);
    }
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    double expected = sorted[(sorted.length - 1) / 2];
    for (int i = 0; i < distances.length; i++) {
      if (Math.abs(distances[i] - expected) > toleranceMm(expected)) {
        throw uneven(
            "slices must be %.3f mm apart, but this one is %.3f mm after the one before"
                .formatted(expected, distances[i]),
            positions.get(i + 1).get(0));
      }
    }
  }

  private void checkIsStraight() throws UnreadableVolumeException {
    for (int i = 0; i < positions.size(); i++) {
      Vector3 place = origin.plus(step.times(i));
      for (SliceHeader slice : positions.get(i)) {
        double offMm = slice.position().minus(place).length();
        if (offMm > toleranceMm(incrementMm)) {
          throw uneven(
              "slices must lie on a line within %.3f mm, but this one is %.3f mm off"
                  .formatted(toleranceMm(incrementMm), offMm),
              slice);
        }
      }
    }
  }

  private static double toleranceMm(double incrementMm) {
    return Math.max(SAME_POSITION_MM, EVEN_SHARE * incrementMm);
  }

  private static UnreadableVolumeException uneven(String message, SliceHeader slice) {
    return new UnreadableVolumeException(
        "uneven_slices", "%s (file %s)".formatted(message, slice.fileName()));
  }

  private static IncrementSource nominalSource(List<SliceHeader> slices)
      throws UnreadableVolumeException {
    SliceHeader first = slices.get(0);
    if (first.spacingBetweenSlicesMm().isPresent()) {
      return IncrementSource.SPACING_BETWEEN_SLICES;
    }
    if (first.sliceThicknessMm().isPresent()) {
      return IncrementSource.SLICE_THICKNESS;
    }
    throw new UnreadableVolumeException(
        "no_increment",
        "a lone slice must have SpacingBetweenSlices or SliceThickness, but has neither (file %s)"
            .formatted(first.fileName()));
  }

  private static double nominalMm(List<SliceHeader> slices, IncrementSource source)
      throws UnreadableVolumeException {
    Function<SliceHeader, OptionalDouble> mm =
        source == IncrementSource.SPACING_BETWEEN_SLICES
            ? SliceHeader::spacingBetweenSlicesMm
            : SliceHeader::sliceThicknessMm;
    OptionalDouble first = mm.apply(slices.get(0));
    for (SliceHeader slice : slices) {
      if (!mm.apply(slice).equals(first)) {
        throw new UnreadableVolumeException(
            "mixed_geometry",
            "frames of a lone slice must agree on its %s, but do not (file %s)"
                .formatted(source, slice.fileName()));
      }
    }
    return first.orElseThrow();
  }
}
