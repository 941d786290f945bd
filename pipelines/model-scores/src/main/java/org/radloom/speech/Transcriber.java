package org.radloom.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;

/**
 * Transcribes recordings with a Whisper model, window by window; only one window is in memory. Each
 * window is heard by itself: no text of the one before is given to it. Not for threads side by
 * side.
 */
public final class Transcriber {
  /** Windows for each 30 s of a recording: a model that advances less than 2 s is stopped. */
  private static final int MOST_WINDOWS_EACH = 16;

  private final WhisperModel model;
  private final GreedyDecoding decoding;
  private final LogMel logMel;

  /**
   * Makes one.
   *
   * @param model that is open, and stays so
   * @param language that is spoken, as Whisper spells it, for example {@code en}
   * @throws ModelRefusedException if the model does not know the language
   */
  public Transcriber(WhisperModel model, String language) throws ModelRefusedException {
    this.model = model;
    this.decoding = model.decoding(language);
    this.logMel = new LogMel(model.mels());
  }

  /** Returns what is heard in a WAV file. */
  public Transcript transcribe(Path audio) throws AudioRefusedException {
    try (WavFile wav = WavFile.open(audio)) {
      return transcribe(wav);
    } catch (IOException e) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it cannot be read", e);
    }
  }

  private Transcript transcribe(WavFile wav) throws AudioRefusedException {
    Resampler resampler = new Resampler(wav.rate());
    long frames = resampler.length(wav.frames()) / LogMel.HOP;
    if (frames == 0) {
      throw new AudioRefusedException(AudioRefusal.EMPTY_AUDIO, "it is shorter than 10 ms");
    }
    long mostWindows = MOST_WINDOWS_EACH * (frames / LogMel.FRAMES + 1);
    List<SpokenSegment> segments = new ArrayList<>();
    long seek = 0;
    for (long window = 0; seek < frames; window++) {
      if (window == mostWindows) {
        throw new AudioRefusedException(
            AudioRefusal.MODEL_FAILED, "the model hardly advances in it");
      }
      int inWindow = (int) Math.min(LogMel.FRAMES, frames - seek);
      WindowSegments heard =
          WindowSegments.of(decode(wav, resampler, seek), model.tokens(), seek, inWindow);
      for (SpokenSegment segment : heard.segments()) {
        segments.add(within(segment, wav.seconds()));
      }
      seek += heard.advance();
    }
    return new Transcript(wav.seconds(), segments);
  }

  private DecodedWindow decode(WavFile wav, Resampler resampler, long seek)
      throws AudioRefusedException {
    float[] samples = resampler.read(wav, seek * LogMel.HOP, LogMel.SAMPLES);
    try {
      return decoding.decode(model.hear(logMel.of(samples)));
    } catch (PredictionException e) {
      throw new AudioRefusedException(AudioRefusal.MODEL_FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  /** A model may hear on in the silence that fills the last window. */
  private static SpokenSegment within(SpokenSegment segment, double seconds) {
    double end = Math.min(segment.end(), seconds);
    return new SpokenSegment(
        Math.min(segment.start(), end),
        end,
        segment.text(),
        segment.avgLogprob(),
        segment.noSpeechProb(),
        segment.compressionRatio(),
        segment.tokens());
  }
}
