package org.radloom.models.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelVersion;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/** A model in a session of ONNX Runtime. */
final class OnnxModel implements Model {
  private final ModelVersion version;
  private final OnnxSession session;
  private final Set<String> outputs = new LinkedHashSet<>();

  OnnxModel(ModelVersion version, OnnxSession session) {
    this.version = version;
    this.session = session;
    version.description().outputs().forEach(output -> outputs.add(output.name()));
  }

  @Override
  public ModelDescription metadata() {
    return version.description();
  }

  @Override
  public String sha256() {
    return version.sha256();
  }

  @Override
  public String backend() {
    return session.backend();
  }

  @Override
  public List<Tensor> predict(List<Tensor> batch) throws PredictionException {
    Map<String, KeptTensor> inputs = new LinkedHashMap<>();
    try {
      for (int i = 0; i < batch.size(); i++) {
        String name = metadata().inputs().get(i).name();
        inputs.put(name, session.keep(name, batch.get(i)));
      }
      try (KeptAnswer answer = session.run(inputs, outputs)) {
        List<Tensor> tensors = new ArrayList<>();
        for (String name : outputs) {
          tensors.add(answer.tensor(name));
        }
        return tensors;
      }
    } finally {
      inputs.values().forEach(KeptTensor::close);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
