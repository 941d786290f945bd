package org.radloom.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions, on the GPU where one is wanted and works. */
final class SessionFactory {
  private static final Logger LOG = LoggerFactory.getLogger(SessionFactory.class);

  private SessionFactory() {}

  record Opened(OrtSession session, String backend) {}

  static Opened open(Path file, ModelOptions options) throws OrtException {
    boolean wanted = options.backend() != BackendChoice.CPU;
    if (wanted && OnnxCuda.isAvailable()) {
      try {
        return new Opened(onCuda(file, options), "cuda");
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
      return new Opened(create(file, settings), "cpu");
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
