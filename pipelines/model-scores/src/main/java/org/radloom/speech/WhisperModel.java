package org.radloom.speech;

import java.util.List;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/** A Whisper model that is open: an encoder of sounds, and a decoder of tokens. */
public final class WhisperModel implements AutoCloseable {
  private final ModelVersion version;
  private final Model encoder;
  private final WhisperDecoder decoder;
  private final WhisperFiles files;
  private final int mels;

  WhisperModel(
      ModelVersion version, Model encoder, WhisperDecoder decoder, WhisperFiles files, int mels) {
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

  /** Returns whether the decoder keeps keys and values from token to token. */
  public boolean isCached() {
    return decoder.isCached();
  }

  int mels() {
    return mels;
  }

  WhisperTokens tokens() {
    return files.tokens();
  }

  /** Returns whether it is told the language. */
  boolean isMultilingual() {
    return files.multilingual();
  }

  /**
   * Returns how windows are decoded.
   *
   * @param language as Whisper spells it; a model of one language is not asked
   * @throws ModelRefusedException if it does not know the language
   */
  TemperatureFallback decoding(String language) throws ModelRefusedException {
    return new TemperatureFallback(
        new WindowDecoding(files.tokens(), files.rules(), prompt(language)), files.tokens());
  }

  /**
   * Returns what comes before the text.
   *
   * @throws ModelRefusedException if it does not know the language
   */
  int[] prompt(String language) throws ModelRefusedException {
    try {
      return files.multilingual() ? files.tokens().prompt(language) : files.tokens().prompt();
    } catch (WhisperTokens.MissingTokenException e) {
      throw WhisperFiles.refused(version, e);
    }
  }

  /** Returns what the encoder makes of a window, 30 s of log-mel bands. */
  Tensor encode(Tensor bands) throws PredictionException {
    return encoder.predict(List.of(bands)).get(0);
  }

  /** Returns the decoder of an encoded window. The caller closes it. */
  SpeechDecoder listen(Tensor encoded) throws PredictionException {
    return decoder.listen(encoded);
  }

  /** Gives back what it holds. Closing again does nothing. */
  @Override
  public void close() {
    encoder.close();
    decoder.close();
  }
}
