package org.radloom.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/** Tokens as a decoder takes them, and logits as it gives them. */
final class TokenTensors {
  private TokenTensors() {}

  /** Returns a batch of one. */
  static Tensor of(List<Integer> tokens) {
    float[] ids = new float[tokens.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = tokens.get(i);
    }
    return new Tensor(new int[] {1, ids.length}, ids);
  }

  /**
   * Returns the logits behind each token from a place on.
   *
   * @param model how a failure names it
   * @param answer of the decoder
   * @param tokens that were asked about
   */
  static List<float[]> logits(String model, Tensor answer, int tokens, int from)
      throws PredictionException {
    int[] shape = answer.shape();
    if (shape.length != 3 || shape[0] != 1 || shape[1] != tokens) {
      throw new PredictionException(
          "%s: the output %s must be [1, %d, tokens], but was: %s"
              .formatted(model, WhisperFolder.LOGITS, tokens, Arrays.toString(shape)),
          null);
    }
    List<float[]> logits = new ArrayList<>();
    for (int i = from; i < tokens; i++) {
      logits.add(Arrays.copyOfRange(answer.values(), i * shape[2], (i + 1) * shape[2]));
    }
    return logits;
  }
}
