package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.List;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.GrowingBuffer;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.cuda.Staging;
import org.radloom.gpuops.volume.Voxels;

/** The stream and memory in which one thread resamples, one chunk of new slices after another. */
final class CudaResampleLane implements Lanes.Lane {
  private static final String MODULE = "images";
  private static final int STAGING_BYTES = 16 << 20;
  private static final int BLOCK_THREADS = 256;
  private static final int MOST_BLOCKS = 1 << 16;

  private final Device device;
  private final Staging staging;
  private final GrowingBuffer source;
  private final GrowingBuffer target;
  private final List<GrowingBuffer> tables = new ArrayList<>();

  CudaResampleLane(Device device) {
    this.device = device;
    this.staging = new Staging(device, STAGING_BYTES);
    this.source = new GrowingBuffer(device);
    this.target = new GrowingBuffer(device);
  }

  /** Writes new slices {@code [first, first + slices)}, trilinear. */
  void trilinear(Voxels voxels, ResampleGrid grid, int first, int slices, float[] values) {
    int fromSlice = grid.from().sliceVoxels();
    int firstFrom = grid.z().before[first];
    int from = firstFrom * fromSlice;
    int count = (grid.z().after[first + slices - 1] + 1) * fromSlice - from;
    List<Object> arguments = new ArrayList<>();
    if (voxels instanceof Voxels.Stored stored) {
      DeviceBuffer to = source.atLeast((long) count * Short.BYTES);
      staging.send(stored.stored(), from, count, to, 0);
      arguments.addAll(List.of(to, DeviceBuffer.NONE, stored.slope(), stored.intercept()));
    } else if (voxels instanceof Voxels.Real real) {
      DeviceBuffer to = source.atLeast((long) count * Float.BYTES);
      staging.send(real.values(), from, count, to, 0);
      arguments.addAll(List.of(DeviceBuffer.NONE, to, 1.0, 0.0));
    }
    arguments.add(grid.from().nx());
    arguments.add(grid.from().ny());
    int table = 0;
    for (Axis axis : List.of(grid.x(), grid.y(), grid.z())) {
      arguments.add(table(table++, axis.before));
      arguments.add(table(table++, axis.after));
      arguments.add(table(table++, axis.share));
    }
    int all = slices * grid.to().sliceVoxels();
    launch("resample_trilinear", grid, firstFrom, first, slices, all, Float.BYTES, arguments);
    int start = first * grid.to().sliceVoxels();
    int most = STAGING_BYTES / Float.BYTES;
    for (int done = 0; done < all; done += most) {
      int piece = Math.min(most, all - done);
      staging
          .receive(target.atLeast(0), (long) done * Float.BYTES, piece * Float.BYTES)
          .asFloatBuffer()
          .get(values, start + done, piece);
    }
  }

  /** Writes new slices {@code [first, first + slices)}, each voxel the nearest. */
  void nearest(byte[] labels, ResampleGrid grid, int first, int slices, byte[] values) {
    int fromSlice = grid.from().sliceVoxels();
    int firstFrom = grid.z().nearest[first];
    int from = firstFrom * fromSlice;
    int count = (grid.z().nearest[first + slices - 1] + 1) * fromSlice - from;
    DeviceBuffer to = source.atLeast(count);
    staging.send(labels, from, count, to, 0);
    List<Object> arguments = new ArrayList<>(List.of(to, grid.from().nx(), grid.from().ny()));
    int table = 0;
    for (Axis axis : List.of(grid.x(), grid.y(), grid.z())) {
      arguments.add(table(table++, axis.nearest));
    }
    int all = slices * grid.to().sliceVoxels();
    launch("resample_nearest", grid, firstFrom, first, slices, all, Byte.BYTES, arguments);
    int start = first * grid.to().sliceVoxels();
    for (int done = 0; done < all; done += STAGING_BYTES) {
      int piece = Math.min(STAGING_BYTES, all - done);
      staging.receive(target.atLeast(0), done, piece).get(values, start + done, piece);
    }
  }

  private void launch(
      String kernel,
      ResampleGrid grid,
      int firstFrom,
      int first,
      int slices,
      int all,
      int bytesEach,
      List<Object> arguments) {
    arguments.addAll(
        List.of(
            grid.to().nx(),
            grid.to().ny(),
            firstFrom,
            first,
            slices,
            target.atLeast((long) all * bytesEach)));
    int blocks = Math.min(MOST_BLOCKS, (all - 1) / BLOCK_THREADS + 1);
    staging.stream()
        .launch(device.kernel(MODULE, kernel), blocks, BLOCK_THREADS, 0, arguments.toArray());
  }

  private DeviceBuffer table(int index, int[] numbers) {
    DeviceBuffer to = table(index).atLeast((long) numbers.length * Integer.BYTES);
    staging.send(numbers, 0, numbers.length, to, 0);
    return to;
  }

  private DeviceBuffer table(int index, double[] numbers) {
    DeviceBuffer to = table(index).atLeast((long) numbers.length * Double.BYTES);
    staging.send(numbers, 0, numbers.length, to, 0);
    return to;
  }

  private GrowingBuffer table(int index) {
    while (tables.size() <= index) {
      tables.add(new GrowingBuffer(device));
    }
    return tables.get(index);
  }

  @Override
  public void close() {
    staging.close();
    source.close();
    target.close();
    tables.forEach(GrowingBuffer::close);
  }
}
