package org.radloom.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * Segments of a window and where the next one begins, as the reference has it (openai/whisper,
 * {@code transcribe.py}): between pairs of timestamps lie segments; what follows the last pair is
 * heard again in the next window, unless a single timestamp says that nothing does.
 *
 * @param segments in order; without those that have no text or no length
 * @param advance frames of 10 ms to the next window, from 1
 */
record WindowSegments(List<SpokenSegment> segments, int advance) {
  private static final int FRAMES_PER_TIMESTAMP = 2;
  private static final double FRAME_SECONDS = 0.01;

  /** Copies the list. */
  WindowSegments {
    segments = List.copyOf(segments);
  }

  /**
   * Cuts a window.
   *
   * @param seek frames of 10 ms before the window
   * @param frames of the recording in the window, from 1 to 3000
   */
  static WindowSegments of(DecodedWindow window, WhisperTokens tokens, long seek, int frames) {
    Cutter cutter = new Cutter(window, tokens, seek);
    List<Integer> all = window.tokens();
    int count = all.size();
    boolean single =
        count >= 2
            && !tokens.isTimestamp(all.get(count - 2))
            && tokens.isTimestamp(all.get(count - 1));
    List<Integer> ends = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      if (tokens.isTimestamp(all.get(i - 1)) && tokens.isTimestamp(all.get(i))) {
        ends.add(i);
      }
    }
    if (ends.isEmpty()) {
      return cutter.whole(frames);
    }
    if (single) {
      ends.add(count);
    }
    int from = 0;
    for (int to : ends) {
      cutter.add(
          tokens.steps(all.get(from)) * WhisperTokens.TIMESTAMP_SECONDS,
          tokens.steps(all.get(to - 1)) * WhisperTokens.TIMESTAMP_SECONDS,
          all.subList(from, to));
      from = to;
    }
    int heard = tokens.steps(all.get(from - 1)) * FRAMES_PER_TIMESTAMP;
    return cutter.done(single ? frames : Math.max(1, heard));
  }

  private static final class Cutter {
    private final List<SpokenSegment> segments = new ArrayList<>();
    private final DecodedWindow window;
    private final WhisperTokens tokens;
    private final long seek;
    private final double ratio;

    Cutter(DecodedWindow window, WhisperTokens tokens, long seek) {
      this.window = window;
      this.tokens = tokens;
      this.seek = seek;
      this.ratio = CompressionRatio.of(tokens.text(window.tokens()).strip());
    }

    void add(double start, double end, List<Integer> part) {
      String text = tokens.text(part).strip();
      if (text.isEmpty() || !(start < end)) {
        return;
      }
      int pieces = (int) part.stream().filter(token -> token < tokens.end()).count();
      segments.add(
          new SpokenSegment(
              seconds(start),
              seconds(end),
              text,
              window.avgLogprob(),
              window.noSpeechProb(),
              ratio,
              window.temperature(),
              pieces));
    }

    /** Returns the time in the recording, in whole hundredths, as frames and timestamps are. */
    private double seconds(double inWindow) {
      return (seek + Math.round(inWindow / FRAME_SECONDS)) / 100.0;
    }

    WindowSegments whole(int frames) {
      double end = frames * FRAME_SECONDS;
      for (int i = window.tokens().size() - 1; i >= 0; i--) {
        int token = window.tokens().get(i);
        if (tokens.isTimestamp(token)) {
          int steps = tokens.steps(token);
          end = steps > 0 ? steps * WhisperTokens.TIMESTAMP_SECONDS : end;
          break;
        }
      }
      add(0, end, window.tokens());
      return done(frames);
    }

    WindowSegments done(int advance) {
      return new WindowSegments(segments, advance);
    }
  }
}
