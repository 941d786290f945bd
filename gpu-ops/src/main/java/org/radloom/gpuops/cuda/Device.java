package org.radloom.gpuops.cuda;

/**
 * A machine beside the CPU with its own memory, which runs kernels.
 *
 * <p>Any thread may call it; what it hands out is used by one thread at a time. Everything fails
 * with {@link DeviceException}.
 */
public interface Device extends AutoCloseable {

  /** Returns what the maker calls it, for example {@code NVIDIA H100 PCIe}. */
  String name();

  /** Returns how many multiprocessors it has, > 0. */
  int multiprocessors();

  /** Returns the largest shared memory of a block, bytes. */
  int sharedBytesPerBlock();

  /**
   * Returns a kernel.
   *
   * @param module name of the .cu file, without its ending
   * @param name of the {@code extern "C"} function
   */
  Kernel kernel(String module, String name);

  /** Allocates memory of the device, uninitialised. */
  DeviceBuffer allocate(long bytes);

  /** Allocates memory of the host that the device copies from and to without a detour. */
  PinnedBuffer allocatePinned(int bytes);

  /** Makes a queue of work. */
  DeviceStream newStream();

  @Override
  void close();
}
