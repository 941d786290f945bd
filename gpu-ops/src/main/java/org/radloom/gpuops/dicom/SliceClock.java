package org.radloom.gpuops.dicom;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Says when each slice of a series was taken, in microseconds from a moment of its own.
 *
 * <p>It reads the first of these that every slice has and that is not the same for all (then it
 * speaks of the series, not of the slices): AcquisitionDateTime; AcquisitionTime; ContentTime;
 * TemporalPositionIdentifier times TemporalResolution. A time goes with its date if the dates
 * differ. If they do not, or are missing, and the times span more than half a day, midnight came
 * between, and the early ones are of the next day.
 */
final class SliceClock {
  /** Far longer than any series takes; keeps sums of times exact. */
  private static final double LONGEST_MICROS = 1e12;

  private final IdentityHashMap<SliceHeader, Long> micros = new IdentityHashMap<>();

  private SliceClock(List<SliceHeader> slices, long[] micros) {
    for (int i = 0; i < micros.length; i++) {
      this.micros.put(slices.get(i), micros[i]);
    }
  }

  /** Returns the clock of these slices, or empty if their headers hold none. */
  static Optional<SliceClock> of(List<SliceHeader> slices) {
    List<SliceTimes> times = slices.stream().map(SliceHeader::times).toList();
    return tellingApart(read(times, t -> DicomTime.ofDateTime(t.acquisitionDateTime())))
        .or(() -> ofDay(times, SliceTimes::acquisitionDate, SliceTimes::acquisitionTime))
        .or(() -> ofDay(times, SliceTimes::contentDate, SliceTimes::contentTime))
        .or(() -> tellingApart(read(times, SliceClock::byNumber)))
        .map(micros -> new SliceClock(slices, micros));
  }

  /** Returns when the slice, one of those given, was taken. */
  long micros(SliceHeader slice) {
    return micros.getOrDefault(slice, 0L);
  }

  private static Optional<long[]> ofDay(
      List<SliceTimes> times,
      Function<SliceTimes, String> date,
      Function<SliceTimes, String> timeOfDay) {
    Optional<long[]> ofDay = read(times, t -> DicomTime.ofTime(timeOfDay.apply(t)));
    if (ofDay.isEmpty()) {
      return ofDay;
    }
    Optional<long[]> days = tellingApart(read(times, t -> DicomTime.ofDate(date.apply(t))));
    long[] micros = ofDay.get();
    if (days.isPresent()) {
      Arrays.setAll(micros, i -> micros[i] + days.get()[i]);
    } else {
      passMidnight(micros);
    }
    return tellingApart(Optional.of(micros));
  }

  private static void passMidnight(long[] micros) {
    long latest = Arrays.stream(micros).max().orElse(0);
    Arrays.setAll(
        micros,
        i ->
            micros[i] < latest - DicomTime.MICROS_PER_DAY / 2
                ? micros[i] + DicomTime.MICROS_PER_DAY
                : micros[i]);
  }

  private static OptionalLong byNumber(SliceTimes times) {
    if (times.temporalPosition().isEmpty() || times.temporalResolutionMs().isEmpty()) {
      return OptionalLong.empty();
    }
    double micros =
        times.temporalPosition().getAsDouble() * times.temporalResolutionMs().getAsDouble() * 1000;
    return Math.abs(micros) <= LONGEST_MICROS
        ? OptionalLong.of(Math.round(micros))
        : OptionalLong.empty();
  }

  /** Returns one number a slice, or empty if any slice has none. */
  private static Optional<long[]> read(
      List<SliceTimes> times, Function<SliceTimes, OptionalLong> source) {
    long[] micros = new long[times.size()];
    for (int i = 0; i < micros.length; i++) {
      OptionalLong here = source.apply(times.get(i));
      if (here.isEmpty()) {
        return Optional.empty();
      }
      micros[i] = here.getAsLong();
    }
    return Optional.of(micros);
  }

  private static Optional<long[]> tellingApart(Optional<long[]> micros) {
    return micros.filter(all -> Arrays.stream(all).distinct().count() > 1);
  }
}
