package org.radloom.speech;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.models.onnx.KeptAnswer;
import org.radloom.models.onnx.KeptTensor;
import org.radloom.models.onnx.OnnxSession;

/**
 * A window of speech with the keys and values of the tokens so far. Tokens that go on from them are
 * heard one by one; the prompt is kept, so that another try goes back to it for nothing.
 */
final class CachedWindow implements SpeechDecoder {
  private final CachedDecoder decoder;
  private final KeptTensor encoded;
  private List<Integer> prompt = List.of();
  private List<float[]> promptLogits = List.of();
  private @Nullable KeptAnswer begun;
  private List<Integer> heard = List.of();
  private @Nullable KeptAnswer latest;

  CachedWindow(CachedDecoder decoder, Tensor encoded) throws PredictionException {
    this.decoder = decoder;
    this.encoded = decoder.first().keep(WhisperFolder.ENCODED, encoded);
  }

  @Override
  public List<float[]> logits(List<Integer> tokens, int from) throws PredictionException {
    if (begun == null || from < heard.size() || !startsWith(tokens, heard)) {
      return begin(tokens, from);
    }
    List<float[]> logits = new ArrayList<>();
    for (int place = heard.size(); place < tokens.size(); place++) {
      float[] behind = goOn(tokens.get(place), place, begun, latest == null ? begun : latest);
      if (place >= from) {
        logits.add(behind);
      }
    }
    heard = List.copyOf(tokens);
    return logits;
  }

  private static boolean startsWith(List<Integer> tokens, List<Integer> start) {
    return tokens.size() >= start.size() && tokens.subList(0, start.size()).equals(start);
  }

  private List<float[]> begin(List<Integer> tokens, int from) throws PredictionException {
    if (latest != null) {
      latest.close();
      latest = null;
    }
    if (begun == null || !tokens.equals(prompt)) {
      if (begun != null) {
        begun.close();
        begun = null;
      }
      begun = first(tokens);
      prompt = List.copyOf(tokens);
      promptLogits =
          TokenTensors.logits(
              decoder.model(), begun.tensor(WhisperFolder.LOGITS), tokens.size(), 0);
    }
    heard = prompt;
    return promptLogits.subList(from, promptLogits.size());
  }

  private KeptAnswer first(List<Integer> tokens) throws PredictionException {
    try (Inputs inputs = new Inputs(decoder.first())) {
      inputs.lend(WhisperFolder.ENCODED, encoded);
      inputs.keep(WhisperFolder.IDS, TokenTensors.of(tokens));
      inputs.keepIfAsked(DecoderCache.SWITCH, new Tensor(new int[] {1}, new float[] {0}));
      inputs.keepIfAsked(DecoderCache.POSITIONS, positions(0, tokens.size()));
      Set<String> outputs = outputs(true);
      for (Map.Entry<String, List<Integer>> past : decoder.cache().inputs().entrySet()) {
        // The branch that begins does not look at them; the file wants something all the same.
        inputs.keepIfAsked(
            past.getKey(), Tensor.zeros(1, past.getValue().get(1), 1, past.getValue().get(3)));
      }
      return decoder.first().run(inputs.all, outputs);
    }
  }

  private float[] goOn(int token, int place, KeptAnswer sound, KeptAnswer text)
      throws PredictionException {
    KeptAnswer answer;
    try (Inputs inputs = new Inputs(decoder.next())) {
      inputs.keep(WhisperFolder.IDS, TokenTensors.of(List.of(token)));
      inputs.keepIfAsked(DecoderCache.SWITCH, new Tensor(new int[] {1}, new float[] {1}));
      inputs.keepIfAsked(DecoderCache.POSITIONS, positions(place, 1));
      if (decoder.next().inputs().containsKey(WhisperFolder.ENCODED)) {
        inputs.lend(WhisperFolder.ENCODED, encoded);
      }
      for (String past : decoder.cache().inputs().keySet()) {
        KeptAnswer from = DecoderCache.grows(past) ? text : sound;
        inputs.lend(past, from.kept(DecoderCache.present(past)));
      }
      answer = decoder.next().run(inputs.all, outputs(false));
    }
    try {
      List<float[]> logits =
          TokenTensors.logits(decoder.model(), answer.tensor(WhisperFolder.LOGITS), 1, 0);
      if (latest != null) {
        latest.close();
      }
      latest = answer;
      return logits.get(0);
    } catch (PredictionException e) {
      answer.close();
      throw e;
    }
  }

  private static Tensor positions(int from, int count) {
    float[] positions = new float[count];
    for (int i = 0; i < count; i++) {
      positions[i] = from + i;
    }
    return new Tensor(new int[] {count}, positions);
  }

  private Set<String> outputs(boolean all) {
    Set<String> outputs = new HashSet<>(Set.of(WhisperFolder.LOGITS));
    for (String past : decoder.cache().inputs().keySet()) {
      if (all || DecoderCache.grows(past)) {
        outputs.add(DecoderCache.present(past));
      }
    }
    return outputs;
  }

  @Override
  public void close() {
    encoded.close();
    if (begun != null) {
      begun.close();
    }
    if (latest != null) {
      latest.close();
    }
  }

  /** Inputs of one step; closes those that were made for it. */
  private static final class Inputs implements AutoCloseable {
    final Map<String, KeptTensor> all = new HashMap<>();
    private final List<KeptTensor> own = new ArrayList<>();
    private final OnnxSession session;

    Inputs(OnnxSession session) {
      this.session = session;
    }

    void lend(String name, KeptTensor tensor) {
      all.put(name, tensor);
    }

    void keep(String name, Tensor tensor) throws PredictionException {
      KeptTensor kept = session.keep(name, tensor);
      own.add(kept);
      all.put(name, kept);
    }

    void keepIfAsked(String name, Tensor tensor) throws PredictionException {
      if (session.inputs().containsKey(name)) {
        keep(name, tensor);
      }
    }

    @Override
    public void close() {
      own.forEach(KeptTensor::close);
    }
  }
}
