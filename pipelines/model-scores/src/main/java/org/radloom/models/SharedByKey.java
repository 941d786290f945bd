package org.radloom.models;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Things that are open once in this process, however many use them: opened for the first, closed
 * after the last. While one is opened, others wait.
 *
 * @param <K> what tells them apart
 * @param <V> the things
 */
public final class SharedByKey<K, V> {
  private final Map<K, Shared<V>> open = new HashMap<>();
  private final Consumer<V> close;

  /** Shares things that are closed so. */
  public SharedByKey(Consumer<V> close) {
    this.close = close;
  }

  private static final class Shared<V> {
    final V value;
    int leases;

    Shared(V value) {
      this.value = value;
    }
  }

  /**
   * Opens a thing.
   *
   * @param <V> the thing
   * @param <E> how it fails
   */
  public interface Opener<V, E extends Exception> {
    /** Returns it, open. */
    V open() throws E;
  }

  /** Returns a lease of the thing with a key, which is opened if nobody uses it. */
  public <E extends Exception> Lease acquire(K key, Opener<V, E> opener) throws E {
    synchronized (open) {
      Shared<V> shared = open.get(key);
      if (shared == null) {
        shared = new Shared<>(opener.open());
        open.put(key, shared);
      }
      shared.leases++;
      return new Lease(key, shared);
    }
  }

  /** Returns how many are open. */
  public int count() {
    synchronized (open) {
      return open.size();
    }
  }

  /** The use of a thing until it is closed. */
  public final class Lease implements AutoCloseable {
    private final K key;
    private final Shared<V> shared;
    private boolean closed;

    private Lease(K key, Shared<V> shared) {
      this.key = key;
      this.shared = shared;
    }

    /** Returns the thing. */
    public V value() {
      synchronized (open) {
        if (closed) {
          throw new IllegalStateException("the model is closed");
        }
        return shared.value;
      }
    }

    /** Ends the use. Closing again does nothing. */
    @Override
    public void close() {
      synchronized (open) {
        if (!closed) {
          closed = true;
          shared.leases--;
          if (shared.leases == 0) {
            open.remove(key);
            close.accept(shared.value);
          }
        }
      }
    }
  }
}
