package org.radloom.speech;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.models.onnx.KeptAnswer;
import org.radloom.models.onnx.KeptTensor;
import org.radloom.models.onnx.OnnxSession;

/** A decoder that keeps nothing: all tokens so far go through it for each new one. */
final class PlainDecoder implements WhisperDecoder {
  private final String model;
  private final OnnxSession session;

  /** A decoder in a session, which it closes. */
  PlainDecoder(String model, OnnxSession session) {
    this.model = model;
    this.session = session;
  }

  @Override
  public SpeechDecoder listen(Tensor encoded) throws PredictionException {
    return new Window(session.keep(WhisperFolder.ENCODED, encoded));
  }

  @Override
  public String backend() {
    return session.backend();
  }

  @Override
  public boolean isCached() {
    return false;
  }

  @Override
  public void close() {
    session.close();
  }

  private final class Window implements SpeechDecoder {
    private final KeptTensor encoded;

    Window(KeptTensor encoded) {
      this.encoded = encoded;
    }

    @Override
    public List<float[]> logits(List<Integer> tokens, int from) throws PredictionException {
      try (KeptTensor ids = session.keep(WhisperFolder.IDS, TokenTensors.of(tokens));
          KeptAnswer answer =
              session.run(
                  Map.of(WhisperFolder.IDS, ids, WhisperFolder.ENCODED, encoded),
                  Set.of(WhisperFolder.LOGITS))) {
        Tensor logits = answer.tensor(WhisperFolder.LOGITS);
        return TokenTensors.logits(model, logits, tokens.size(), from);
      }
    }

    @Override
    public void close() {
      encoded.close();
    }
  }
}
