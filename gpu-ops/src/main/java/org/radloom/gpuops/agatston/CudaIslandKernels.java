package org.radloom.gpuops.agatston;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.DeviceStream;
import org.radloom.gpuops.cuda.Kernel;

/** The kernels of agatston.cu for one kind of voxels. */
record CudaIslandKernels(Kernel find, Kernel join, Kernel number, Kernel measure, Kernel keep) {
  private static final int BLOCK_THREADS = 256;

  /**
   * The device's memory of a lane, as agatston.cu names and shapes it.
   *
   * @param labels {@link DeviceBuffer#NONE} where none were given
   * @param capacity of each list of candidates
   */
  record Memory(
      DeviceBuffer values,
      DeviceBuffer labels,
      DeviceBuffer parents,
      DeviceBuffer candidates,
      int capacity,
      DeviceBuffer islands,
      DeviceBuffer kept,
      int keptCapacity,
      DeviceBuffer counts) {}

  /** Returns those of 16-bit voxels. */
  static CudaIslandKernels ofStored(Device device) {
    return of(device, "short");
  }

  /** Returns those of float voxels. */
  static CudaIslandKernels ofReal(Device device) {
    return of(device, "float");
  }

  private static CudaIslandKernels of(Device device, String kind) {
    return new CudaIslandKernels(
        device.kernel("agatston", "find_candidates_" + kind),
        device.kernel("agatston", "join_neighbours_" + kind),
        device.kernel("agatston", "number_islands"),
        device.kernel("agatston", "measure_islands_" + kind),
        device.kernel("agatston", "keep_islands"));
  }

  /**
   * Queues all that is to be done with a chunk whose voxels are on the device.
   *
   * @param blocks a multiple of the lists
   */
  void queue(DeviceStream stream, int blocks, CudaIslandChunk chunk, Memory memory) {
    int nx = chunk.space().nx();
    int sliceVoxels = chunk.space().sliceVoxels();
    Object threshold = chunk.threshold();
    stream.clear(memory.counts(), memory.counts().bytes());
    stream.launch(
        find,
        blocks,
        BLOCK_THREADS,
        0,
        memory.values(),
        memory.labels(),
        nx,
        sliceVoxels,
        threshold,
        chunk.voxels(),
        memory.parents(),
        memory.candidates(),
        memory.capacity(),
        memory.counts());
    stream.launch(
        join,
        blocks,
        BLOCK_THREADS,
        0,
        memory.values(),
        memory.labels(),
        nx,
        sliceVoxels,
        threshold,
        chunk.query().connectivity().neighbours(),
        memory.parents(),
        memory.candidates(),
        memory.capacity(),
        memory.counts());
    stream.launch(
        number,
        blocks,
        BLOCK_THREADS,
        0,
        memory.parents(),
        memory.candidates(),
        memory.capacity(),
        memory.islands(),
        memory.counts());
    stream.launch(
        measure,
        blocks,
        BLOCK_THREADS,
        0,
        memory.values(),
        memory.labels(),
        nx,
        sliceVoxels,
        threshold,
        memory.parents(),
        memory.candidates(),
        memory.capacity(),
        memory.islands(),
        memory.counts());
    stream.launch(
        keep,
        blocks,
        BLOCK_THREADS,
        0,
        memory.parents(),
        memory.candidates(),
        memory.capacity(),
        memory.islands(),
        chunk.query().minVoxels(),
        memory.kept(),
        memory.keptCapacity(),
        memory.counts());
  }
}
