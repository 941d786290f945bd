package org.radloom.speech;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/**
 * Transcribes recordings with a Whisper model, window by window; only one window is in memory. Each
 * window is heard by itself: no text of the one before is given to it. Not for threads side by
 * side.
 */
public final class Transcriber {
  /** Windows for each 30 s of a recording: a model that advances less than 2 s is stopped. */
  private static final int MOST_WINDOWS_EACH = 16;

  /** Stands for the language that the model hears in the first window. */
  public static final String AUTO = "auto";

  private static final double FRAME_SECONDS = 0.01;

  private final WhisperModel model;
  private final String language;
  private final LogMel logMel;
  private final LongSupplier clock;

  /**
   * Makes one.
   *
   * @param model that is open, and stays so
   * @param language that is spoken, as Whisper spells it, for example {@code en}, or {@link #AUTO}
   * @throws ModelRefusedException if the model does not know the language
   */
  public Transcriber(WhisperModel model, String language) throws ModelRefusedException {
    this(model, language, System::nanoTime);
  }

  Transcriber(WhisperModel model, String language, LongSupplier clock)
      throws ModelRefusedException {
    this.model = model;
    this.language =
        language.equals(AUTO) && !model.isMultilingual() ? WhisperTokens.ENGLISH : language;
    this.logMel = new LogMel(model.mels());
    this.clock = clock;
    // Tells now what would fail in every recording.
    model.prompt(this.language.equals(AUTO) ? model.tokens().anyLanguage() : this.language);
  }

  /** Hears how far a recording is. */
  public interface Listener {
    /** So many seconds are done of so many. */
    void heard(double seconds, double of);
  }

  /** Returns what is heard in a WAV file. */
  public Transcript transcribe(Path audio) throws AudioRefusedException, ModelRefusedException {
    return transcribe(audio, (seconds, of) -> {});
  }

  /**
   * Returns what is heard in a WAV file.
   *
   * @param listener told behind each window
   */
  public Transcript transcribe(Path audio, Listener listener)
      throws AudioRefusedException, ModelRefusedException {
    try (WavFile wav = WavFile.open(audio)) {
      return transcribe(wav, listener);
    } catch (IOException e) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it cannot be read", e);
    } catch (PredictionException e) {
      throw new AudioRefusedException(AudioRefusal.MODEL_FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  private Transcript transcribe(WavFile wav, Listener listener)
      throws AudioRefusedException, ModelRefusedException, PredictionException {
    Resampler resampler = new Resampler(wav.rate());
    long frames = resampler.length(wav.frames()) / LogMel.HOP;
    if (frames == 0) {
      throw new AudioRefusedException(AudioRefusal.EMPTY_AUDIO, "it is shorter than 10 ms");
    }
    long mostWindows = MOST_WINDOWS_EACH * (frames / LogMel.FRAMES + 1);
    TimeLimit limit = new TimeLimit(clock, wav.seconds());
    List<SpokenSegment> segments = new ArrayList<>();
    String spoken = language;
    long seek = 0;
    for (long window = 0; seek < frames; window++) {
      if (window == mostWindows) {
        throw new AudioRefusedException(
            AudioRefusal.MODEL_FAILED, "the model hardly advances in it");
      }
      DecodedWindow decoded;
      try (SpeechDecoder decoder = limit.over(listen(wav, resampler, seek))) {
        if (spoken.equals(AUTO)) {
          spoken = SpokenLanguage.of(decoder, model.tokens());
        }
        decoded = model.decoding(spoken).decode(decoder, seek);
      }
      int inWindow = (int) Math.min(LogMel.FRAMES, frames - seek);
      WindowSegments heard = WindowSegments.of(decoded, model.tokens(), seek, inWindow);
      for (SpokenSegment segment : heard.segments()) {
        segments.add(within(segment, wav.seconds()));
      }
      seek += heard.advance();
      listener.heard(Math.min(wav.seconds(), seek * FRAME_SECONDS), wav.seconds());
    }
    return new Transcript(wav.seconds(), spoken, segments);
  }

  private SpeechDecoder listen(WavFile wav, Resampler resampler, long seek)
      throws AudioRefusedException, PredictionException {
    float[] samples = resampler.read(wav, seek * LogMel.HOP, LogMel.SAMPLES);
    int[] shape = {1, model.mels(), LogMel.FRAMES};
    return model.listen(model.encode(new Tensor(shape, logMel.of(samples))));
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
        segment.temperature(),
        segment.tokens());
  }
}
