package org.radloom.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.radloom.models.ModelOptions;

/**
 * The sessions of this process: one for each model and way of opening it, however many threads ask
 * it, since a session holds all weights and serves threads side by side. Closed with its last
 * lease.
 */
final class SharedSessions {
  private static final Map<Key, Shared> OPEN = new HashMap<>();

  private SharedSessions() {}

  private record Key(String sha256, ModelOptions options) {}

  private static final class Shared {
    final SessionFactory.Opened opened;
    int leases;

    Shared(SessionFactory.Opened opened) {
      this.opened = opened;
    }
  }

  /** Returns a lease of the session of a model, which is opened if it is the first. */
  static Lease open(Path file, String sha256, ModelOptions options) throws OrtException {
    Key key = new Key(sha256, options);
    synchronized (OPEN) {
      Shared shared = OPEN.get(key);
      if (shared == null) {
        shared = new Shared(SessionFactory.open(file, options));
        OPEN.put(key, shared);
      }
      try {
        Lease lease = new Lease(key, shared);
        shared.leases++;
        return lease;
      } catch (OrtException e) {
        release(key, shared);
        throw e;
      }
    }
  }

  /** Returns how many sessions are open. */
  static int count() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }

  private static void release(Key key, Shared shared) {
    if (shared.leases > 0) {
      return;
    }
    OPEN.remove(key);
    try {
      shared.opened.session().close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session could not be closed", e);
    }
  }

  /** The use of a session until it is closed. */
  static final class Lease implements AutoCloseable {
    private final Key key;
    private final Shared shared;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private boolean closed;

    private Lease(Key key, Shared shared) throws OrtException {
      this.key = key;
      this.shared = shared;
      this.inputs = shared.opened.session().getInputInfo();
      this.outputs = shared.opened.session().getOutputInfo();
    }

    OrtEnvironment environment() {
      return OrtEnvironment.getEnvironment();
    }

    OrtSession session() {
      if (closed) {
        throw new IllegalStateException("the model is closed");
      }
      return shared.opened.session();
    }

    String backend() {
      return shared.opened.backend();
    }

    Map<String, NodeInfo> inputs() {
      return inputs;
    }

    /** Returns the type of an input, which was seen to be a tensor. */
    OnnxJavaType inputType(String name) {
      return ((TensorInfo) Objects.requireNonNull(inputs.get(name)).getInfo()).type;
    }

    Map<String, NodeInfo> outputs() {
      return outputs;
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        if (!closed) {
          closed = true;
          shared.leases--;
          release(key, shared);
        }
      }
    }
  }
}
