package org.radloom.gpuops.cuda;

/** Memory of a device, freed by {@link #close()}. */
public interface DeviceBuffer extends AutoCloseable {
  /** No memory: what a kernel gets to see is a null pointer. */
  DeviceBuffer NONE =
      new DeviceBuffer() {
        @Override
        public long bytes() {
          return 0;
        }

        @Override
        public void close() {}
      };

  /** Returns its size, bytes. */
  long bytes();

  @Override
  void close();
}
