package org.radloom.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.models.TensorSpec;

/**
 * Whisper as a model of one question, for checks and comparisons: log-mel bands in; out comes what
 * the encoder makes of them, and the logits behind the prompt and one token more.
 */
final class PromptedWhisper implements Model {
  private final WhisperModel whisper;
  private final ModelDescription metadata;
  private final String sha256;
  private final List<Integer> prompt = new ArrayList<>();

  /** Asks a model, which it closes. */
  PromptedWhisper(WhisperModel whisper, ModelVersion version) throws ModelRefusedException {
    this.whisper = whisper;
    this.metadata = description(version.description(), whisper.mels());
    this.sha256 = version.sha256();
    for (int token : whisper.prompt(whisper.tokens().anyLanguage())) {
      prompt.add(token);
    }
  }

  private static ModelDescription description(ModelDescription all, int mels) {
    List<TensorSpec> inputs = new ArrayList<>(all.inputs());
    inputs.removeIf(input -> !input.name().equals(WhisperFolder.FEATURES));
    TensorSpec features = inputs.get(0);
    List<TensorSpec> outputs = new ArrayList<>(all.outputs());
    outputs.removeIf(output -> !output.name().equals(WhisperFolder.HIDDEN));
    all.outputs().stream()
        .filter(output -> output.name().equals(WhisperFolder.LOGITS))
        .forEach(outputs::add);
    return new ModelDescription(
        all.name(),
        all.version(),
        all.task(),
        all.engine(),
        all.classes(),
        List.of(
            new TensorSpec(
                features.name(),
                List.of(1, mels, LogMel.FRAMES),
                features.axes(),
                features.units())),
        outputs,
        all.normalisation(),
        null,
        all.opset(),
        new TreeMap<>(all.sha256()),
        all.licence(),
        all.intendedUse(),
        1,
        all.quantizedFrom(),
        null);
  }

  @Override
  public ModelDescription metadata() {
    return metadata;
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String backend() {
    return whisper.backend();
  }

  @Override
  public List<Tensor> predict(List<Tensor> batch) throws PredictionException {
    Tensor encoded = whisper.encode(batch.get(0));
    try (SpeechDecoder decoder = whisper.listen(encoded)) {
      List<float[]> logits = new ArrayList<>(decoder.logits(prompt, 0));
      List<Integer> more = new ArrayList<>(prompt);
      more.add(whisper.tokens().firstTimestamp());
      logits.addAll(decoder.logits(more, prompt.size()));
      int width = logits.get(0).length;
      float[] values = new float[logits.size() * width];
      for (int i = 0; i < logits.size(); i++) {
        System.arraycopy(logits.get(i), 0, values, i * width, width);
      }
      return List.of(encoded, new Tensor(new int[] {1, logits.size(), width}, values));
    }
  }

  @Override
  public void close() {
    whisper.close();
  }
}
