package org.radloom.models.onnx;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelOptions;
import org.radloom.models.SharedByKey;

/**
 * The sessions of this process: one for each model file and way of opening it, since a session
 * holds all weights and serves threads side by side.
 */
final class SharedSessions {
  private static final SharedByKey<Key, OpenSession> OPEN = new SharedByKey<>(OpenSession::close);

  private SharedSessions() {}

  record Key(String sha256, BackendChoice backend, int threads, ModelOptions.Memory memory) {}

  /** Returns a lease of the session of a model, which is opened if it is the first. */
  static SharedByKey<Key, OpenSession>.Lease open(Path file, String sha256, ModelOptions options)
      throws OrtException {
    Key key = new Key(sha256, options.backend(), options.threads(), options.memory());
    return OPEN.acquire(key, () -> OpenSession.of(file, options));
  }

  /** Returns how many sessions are open. */
  static int count() {
    return OPEN.count();
  }
}
