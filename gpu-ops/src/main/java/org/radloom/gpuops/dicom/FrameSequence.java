package org.radloom.gpuops.dicom;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The slices of a stack, frame by frame in the order they were taken.
 *
 * @param frames of each the slices, ascending along the normal
 * @param timesSeconds of each the mean over its slices, from 0, strictly increasing
 */
record FrameSequence(List<List<SliceHeader>> frames, List<Double> timesSeconds) {
  /** How much longer than usual, in shares of the shortest step, a frame's slices may take. */
  private static final double LONGER_SHARE = 0.25;

  private static final double MICROS_PER_SECOND = 1e6;

  /**
   * Sorts the slices of each position by time; the first of each are frame 1, and so on.
   *
   * <p>Equal counts do not prove that no slice is missing: two positions may each lack another one.
   * Then slices of two frames stand in one; so frames must follow one another without overlap, and
   * none may take longer than the others by more than a quarter of the shortest step.
   *
   * @throws UnreadableVolumeException if two slices are the same, times can't be had, or slices are
   *     missing
   */
  static FrameSequence of(SliceStack stack) throws UnreadableVolumeException {
    List<List<SliceHeader>> positions = stack.positions();
    refuseCopies(positions);
    if (positions.stream().allMatch(position -> position.size() == 1)) {
      List<SliceHeader> frame = positions.stream().map(position -> position.get(0)).toList();
      return new FrameSequence(List.of(frame), List.of(0.0));
    }
    List<SliceHeader> all = positions.stream().flatMap(List::stream).toList();
    SliceClock clock = SliceClock.of(all).orElse(null);
    if (clock == null) {
      throw noTimes(positions);
    }
    List<List<SliceHeader>> sorted = new ArrayList<>();
    for (List<SliceHeader> position : positions) {
      sorted.add(inOrder(position, clock));
    }
    checkCounts(sorted);
    List<List<SliceHeader>> frames = new ArrayList<>();
    for (int k = 0; k < sorted.get(0).size(); k++) {
      int frame = k;
      frames.add(sorted.stream().map(position -> position.get(frame)).toList());
    }
    return new FrameSequence(List.copyOf(frames), times(frames, clock));
  }

  private static void refuseCopies(List<List<SliceHeader>> positions)
      throws UnreadableVolumeException {
    for (List<SliceHeader> position : positions) {
      Set<String> seen = new HashSet<>();
      for (SliceHeader slice : position) {
        if (!slice.instanceUid().isEmpty() && !seen.add(slice.instanceUid())) {
          throw duplicate(slice);
        }
      }
    }
  }

  private static UnreadableVolumeException noTimes(List<List<SliceHeader>> positions) {
    int frames = positions.get(0).size();
    for (List<SliceHeader> position : positions) {
      if (position.size() != frames) {
        return duplicate(position.get(position.size() - 1));
      }
    }
    return new UnreadableVolumeException(
        "no_frame_times",
        "slices of %d frames must say when they were taken, but do not (file %s)"
            .formatted(frames, positions.get(0).get(0).fileName()));
  }

  private static List<SliceHeader> inOrder(List<SliceHeader> position, SliceClock clock)
      throws UnreadableVolumeException {
    List<SliceHeader> sorted = new ArrayList<>(position);
    sorted.sort(Comparator.comparingLong(clock::micros));
    for (int k = 1; k < sorted.size(); k++) {
      if (clock.micros(sorted.get(k)) == clock.micros(sorted.get(k - 1))) {
        throw duplicate(sorted.get(k));
      }
    }
    return sorted;
  }

  private static void checkCounts(List<List<SliceHeader>> positions)
      throws UnreadableVolumeException {
    int frames = positions.stream().mapToInt(List::size).max().orElse(0);
    for (List<SliceHeader> position : positions) {
      if (position.size() != frames) {
        throw new UnreadableVolumeException(
            "uneven_frames",
            "each position must have %d slices, but this one has %d (file %s)"
                .formatted(frames, position.size(), position.get(0).fileName()));
      }
    }
  }

  /** When the slices of a frame were taken, microseconds. */
  private record Span(double mean, long earliest, long latest) {
    static Span of(List<SliceHeader> frame, SliceClock clock, long origin) {
      LongSummaryStatistics micros =
          frame.stream().mapToLong(slice -> clock.micros(slice) - origin).summaryStatistics();
      return new Span(micros.getAverage(), micros.getMin(), micros.getMax());
    }

    long duration() {
      return latest - earliest;
    }
  }

  private static List<Double> times(List<List<SliceHeader>> frames, SliceClock clock)
      throws UnreadableVolumeException {
    long origin = clock.micros(frames.get(0).get(0));
    List<Span> spans = frames.stream().map(frame -> Span.of(frame, clock, origin)).toList();
    double shortestStep = Double.POSITIVE_INFINITY;
    for (int k = 1; k < spans.size(); k++) {
      shortestStep = Math.min(shortestStep, spans.get(k).mean - spans.get(k - 1).mean);
    }
    long[] durations = spans.stream().mapToLong(Span::duration).sorted().toArray();
    double longest = durations[(durations.length - 1) / 2] + LONGER_SHARE * shortestStep;
    for (int k = 0; k < spans.size(); k++) {
      boolean overlaps = k > 0 && spans.get(k - 1).latest > spans.get(k).earliest;
      if (overlaps || spans.get(k).duration() > longest) {
        throw new UnreadableVolumeException(
            "uneven_frames",
            "the slices of frame %d of %d must be taken together, but are not (file %s)"
                .formatted(k + 1, spans.size(), frames.get(k).get(0).fileName()));
      }
    }
    double first = spans.get(0).mean;
    return spans.stream().map(span -> (span.mean - first) / MICROS_PER_SECOND).toList();
  }

  private static UnreadableVolumeException duplicate(SliceHeader slice) {
    return new UnreadableVolumeException(
        "duplicate_slices",
        "a slice must come once, but this one comes twice (file %s)".formatted(slice.fileName()));
  }
}
