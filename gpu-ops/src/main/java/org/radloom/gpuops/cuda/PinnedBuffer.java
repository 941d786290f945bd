package org.radloom.gpuops.cuda;

import java.nio.ByteBuffer;

/** Memory of the host that stays where it is, freed by {@link #close()}. */
public interface PinnedBuffer extends AutoCloseable {
  /** Returns a view of all of it in native byte order; dead after {@link #close()}. */
  ByteBuffer view();

  @Override
  void close();
}
