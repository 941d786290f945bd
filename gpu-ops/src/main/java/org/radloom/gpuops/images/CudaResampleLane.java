package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.List;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.volume.Voxels;

/** The lane in which one thread resamples, one chunk of new slices after another. */
final class CudaResampleLane implements Lanes.Lane {
  // Buffers.
  private static final int SOURCE = 0;
  private static final int TARGET = 1;
  private static final int TABLES = 2;

  private final KernelLane lane;

  CudaResampleLane(Device device) {
    this.lane = new KernelLane(device, "images");
  }

  /** Writes new slices {@code [first, first + slices)}, trilinear. */
  void trilinear(Voxels voxels, ResampleGrid grid, int first, int slices, float[] values) {
    int fromSlice = grid.from().sliceVoxels();
    int firstFrom = grid.z().before[first];
    int from = firstFrom * fromSlice;
    int count = (grid.z().after[first + slices - 1] + 1) * fromSlice - from;
    List<Object> arguments = new ArrayList<>();
    if (voxels instanceof Voxels.Stored stored) {
      DeviceBuffer to = lane.send(SOURCE, stored.stored(), from, count);
      arguments.addAll(List.of(to, DeviceBuffer.NONE, stored.slope(), stored.intercept()));
    } else if (voxels instanceof Voxels.Real real) {
      DeviceBuffer to = lane.send(SOURCE, real.values(), from, count);
      arguments.addAll(List.of(DeviceBuffer.NONE, to, 1.0, 0.0));
    }
    arguments.add(grid.from().nx());
    arguments.add(grid.from().ny());
    int table = TABLES;
    for (Axis axis : List.of(grid.x(), grid.y(), grid.z())) {
      arguments.add(lane.send(table++, axis.before));
      arguments.add(lane.send(table++, axis.after));
      arguments.add(lane.send(table++, axis.share));
    }
    int all = slices * grid.to().sliceVoxels();
    DeviceBuffer target = lane.buffer(TARGET, (long) all * Float.BYTES);
    launch("resample_trilinear", grid, firstFrom, first, slices, target, arguments);
    lane.receive(target, values, first * grid.to().sliceVoxels(), all);
  }

  /** Writes new slices {@code [first, first + slices)}, each voxel the nearest. */
  void nearest(byte[] labels, ResampleGrid grid, int first, int slices, byte[] values) {
    int fromSlice = grid.from().sliceVoxels();
    int firstFrom = grid.z().nearest[first];
    int from = firstFrom * fromSlice;
    int count = (grid.z().nearest[first + slices - 1] + 1) * fromSlice - from;
    DeviceBuffer source = lane.send(SOURCE, labels, from, count);
    List<Object> arguments = new ArrayList<>(List.of(source, grid.from().nx(), grid.from().ny()));
    int table = TABLES;
    for (Axis axis : List.of(grid.x(), grid.y(), grid.z())) {
      arguments.add(lane.send(table++, axis.nearest));
    }
    int all = slices * grid.to().sliceVoxels();
    DeviceBuffer target = lane.buffer(TARGET, all);
    launch("resample_nearest", grid, firstFrom, first, slices, target, arguments);
    lane.receive(target, values, first * grid.to().sliceVoxels(), all);
  }

  private void launch(
      String kernel,
      ResampleGrid grid,
      int firstFrom,
      int first,
      int slices,
      DeviceBuffer target,
      List<Object> arguments) {
    arguments.addAll(List.of(grid.to().nx(), grid.to().ny(), firstFrom, first, slices, target));
    lane.launch(kernel, (long) slices * grid.to().sliceVoxels(), arguments.toArray());
  }

  @Override
  public void close() {
    lane.close();
  }
}
