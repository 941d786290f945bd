package org.radloom.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether ONNX Runtime can use a GPU: its GPU jar is on the class path, and its CUDA libraries
 * load. Asked once; the answer stands until the process ends, and is logged in one line.
 */
final class OnnxCuda {
  static final int DEVICE = 0;

  private static final Logger LOG = LoggerFactory.getLogger(OnnxCuda.class);

  private OnnxCuda() {}

  static boolean isAvailable() {
    return Found.REASON.isEmpty();
  }

  /** Returns in one line why there is none, or an empty text if there is one. */
  static String unavailableReason() {
    return Found.REASON;
  }

  /** Holds the answer: the class loader lets one thread ask, and the others wait. */
  private static final class Found {
    static final String REASON = log(probe());
  }

  private static String log(String reason) {
    if (reason.isEmpty()) {
      LOG.info("ONNX Runtime: CUDA, device {}", DEVICE);
    } else {
      LOG.info("ONNX Runtime: no CUDA, so the CPU computes: {}", reason);
    }
    return reason;
  }

  // Whatever goes wrong here, from a missing library to an old driver, means "no GPU", never the
  // end of the program.
  private static String probe() {
    try {
      OrtEnvironment.getEnvironment();
      if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
        return "onnxruntime_gpu is not on the class path";
      }
      try (SessionOptions options = new SessionOptions()) {
        options.addCUDA(DEVICE);
      }
      return "";
    } catch (Throwable e) {
      return line(e);
    }
  }

  static String line(Throwable e) {
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return "%s: %s".formatted(e.getClass().getSimpleName(), message);
  }
}
