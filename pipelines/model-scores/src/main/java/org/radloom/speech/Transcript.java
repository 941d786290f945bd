package org.radloom.speech;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was heard in a recording.
 *
 * @param seconds how long the recording is
 * @param language that is spoken, as Whisper spells it
 * @param segments in order
 */
public record Transcript(double seconds, String language, List<SpokenSegment> segments) {

  /** Copies the list. */
  public Transcript {
    segments = List.copyOf(segments);
  }

  /** Returns the texts of the segments with blanks between. */
  public String text() {
    return segments.stream().map(SpokenSegment::text).collect(Collectors.joining(" "));
  }

  /**
   * Returns the geometric mean of the tokens' probabilities, 0 to 1: each segment by its tokens;
   * nothing if nothing was heard.
   */
  public OptionalDouble confidence() {
    double sum = 0;
    long tokens = 0;
    for (SpokenSegment segment : segments) {
      sum += segment.avgLogprob() * segment.tokens();
      tokens += segment.tokens();
    }
    return tokens == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.exp(sum / tokens));
  }

  /** Returns the length and no text, which may be a patient's. */
  @Override
  public String toString() {
    return "Transcript[%s s, %d segments]".formatted(seconds, segments.size());
  }
}
