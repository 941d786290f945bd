package org.radloom.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session and what it says of itself.
 *
 * @param session which any number of threads may use
 * @param backend where it computes, {@code cpu} or {@code cuda}
 * @param inputs by name
 * @param outputs by name
 */
record OpenSession(
    OrtSession session,
    String backend,
    Map<String, NodeInfo> inputs,
    Map<String, NodeInfo> outputs) {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSession.class);

  /** Opens a session, on the GPU where one is wanted and works. */
  static OpenSession of(Path file, ModelOptions options) throws OrtException {
    boolean wanted = options.backend() != BackendChoice.CPU;
    if (wanted && OnnxCuda.isAvailable()) {
      try {
        return describe(onCuda(file, options), "cuda");
      } catch (OrtException | LinkageError e) {
        if (options.backend() == BackendChoice.CUDA) {
          throw e;
        }
        LOG.warn("The GPU does not take this model, so the CPU computes: {}", OnnxCuda.line(e));
      }
    } else if (options.backend() == BackendChoice.CUDA) {
      throw new IllegalStateException("no CUDA: " + OnnxCuda.unavailableReason());
    }
    try (SessionOptions settings = settings(options)) {
      return describe(create(file, settings), "cpu");
    }
  }

  private static OpenSession describe(OrtSession session, String backend) throws OrtException {
    try {
      return new OpenSession(session, backend, session.getInputInfo(), session.getOutputInfo());
    } catch (OrtException e) {
      session.close();
      throw e;
    }
  }

  /** Returns the type of an input, which was seen to be a tensor. */
  OnnxJavaType inputType(String name) {
    return ((TensorInfo) Objects.requireNonNull(inputs.get(name)).getInfo()).type;
  }

  void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session could not be closed", e);
    }
  }

  private static OrtSession onCuda(Path file, ModelOptions options) throws OrtException {
    try (SessionOptions settings = settings(options)) {
      settings.addCUDA(OnnxCuda.DEVICE);
      return create(file, settings);
    }
  }

  private static OrtSession create(Path file, SessionOptions settings) throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(file.toString(), settings);
  }

  private static SessionOptions settings(ModelOptions options) throws OrtException {
    SessionOptions settings = new SessionOptions();
    settings.setIntraOpNumThreads(options.threads());
    settings.setInterOpNumThreads(1);
    boolean kept = options.memory() == ModelOptions.Memory.KEPT;
    // The arena keeps the most that was ever used, and patterns a plan for each size of input.
    settings.setCPUArenaAllocator(kept);
    settings.setMemoryPatternOptimization(kept);
    // Idle threads would spin on cores that other workers need.
    settings.addConfigEntry("session.intra_op.allow_spinning", "0");
    return settings;
  }
}
