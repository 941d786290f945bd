package org.radloom.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.PredictionException;
import org.radloom.models.Refusal;
import org.radloom.models.Tensor;

/** A Whisper model that is open: an encoder of sounds, and a decoder of tokens. */
public final class WhisperModel implements AutoCloseable {
  private final ModelVersion version;
  private final Model encoder;
  private final Model decoder;
  private final WhisperFiles files;
  private final int mels;

  WhisperModel(ModelVersion version, Model encoder, Model decoder, WhisperFiles files, int mels) {
    this.version = version;
    this.encoder = encoder;
    this.decoder = decoder;
    this.files = files;
    this.mels = mels;
  }

  /** Returns what its {@code model.json} says. */
  public ModelDescription metadata() {
    return version.description();
  }

  /** Returns the SHA-256 that stands for its files in events. */
  public String sha256() {
    return version.sha256();
  }

  /** Returns what computes, for example {@code cpu}. */
  public String backend() {
    return decoder.backend();
  }

  int mels() {
    return mels;
  }

  WhisperTokens tokens() {
    return files.tokens();
  }

  /**
   * Returns how windows are decoded.
   *
   * @param language as Whisper spells it; a model of one language is not asked
   * @throws ModelRefusedException if it does not know the language
   */
  GreedyDecoding decoding(String language) throws ModelRefusedException {
    try {
      int[] prompt =
          files.multilingual() ? files.tokens().prompt(language) : files.tokens().prompt();
      return new GreedyDecoding(files.tokens(), files.rules(), prompt);
    } catch (WhisperTokens.MissingTokenException e) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION,
          version.id(),
          "its vocabulary",
          String.valueOf(e.getMessage()),
          "no such token",
          e);
    }
  }

  /** Returns the decoder of a window, 30 s of log-mel bands. */
  SpeechDecoder hear(float[] bands) throws PredictionException {
    Tensor features = new Tensor(new int[] {1, mels, LogMel.FRAMES}, bands);
    Tensor encoded = encoder.predict(List.of(features)).get(0);
    return (tokens, from) -> logits(encoded, tokens, from);
  }

  private List<float[]> logits(Tensor encoded, List<Integer> tokens, int from)
      throws PredictionException {
    float[] ids = new float[tokens.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens.get(i);
    }
    Tensor answer =
        decoder.predict(List.of(new Tensor(new int[] {1, ids.length}, ids), encoded)).get(0);
    int[] shape = answer.shape();
    if (shape.length != 3 || shape[0] != 1 || shape[1] != ids.length) {
      throw new PredictionException(
          "%s: the output %s must be [1, %d, tokens], but was: %s"
              .formatted(version.id(), WhisperFolder.LOGITS, ids.length, Arrays.toString(shape)),
          null);
    }
    List<float[]> logits = new ArrayList<>();
    for (int i = from; i < ids.length; i++) {
      logits.add(Arrays.copyOfRange(answer.values(), i * shape[2], (i + 1) * shape[2]));
    }
    return logits;
  }

  /** Gives back what it holds. Closing again does nothing. */
  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
