package org.radloom.gpuops.perfusion;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.DeviceStream;
import org.radloom.gpuops.cuda.GrowingBuffer;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.cuda.Staging;
import org.radloom.gpuops.volume.Voxels;

/** The stream and memory in which one thread maps, one chunk of voxels after another. */
final class CudaPerfusionLane implements Lanes.Lane {
  /** As in perfusion.cu. */
  static final int BLOCK_THREADS = 64;

  private static final int MAPS = 5;
  private static final int STAGING_BYTES = 16 << 20;
  private static final int MOST_SCRATCH_BYTES = 256 << 20;
  private static final int SCRATCH_BLOCKS_A_MULTIPROCESSOR = 8;

  private final Device device;
  private final DeviceStream stream;
  private final Staging staging;
  private final GrowingBuffer values;
  private final GrowingBuffer mask;
  private final GrowingBuffer maps;
  private final GrowingBuffer scratch;
  private final List<GrowingBuffer> tables = new ArrayList<>();

  /** Whose tables are on the device. */
  private @Nullable DeconvolutionPlan prepared;

  private Tables preparedTables = new Tables(List.of(), List.of());

  /**
   * Arguments that are the same for each chunk, arrays replaced by the device's memory.
   *
   * @param times weights of the trapezoid rule and seconds of the frames
   * @param operator the operator's
   */
  private record Tables(List<Object> times, List<Object> operator) {}

  CudaPerfusionLane(Device device) {
    this.device = device;
    staging = new Staging(device, STAGING_BYTES);
    stream = staging.stream();
    values = new GrowingBuffer(device);
    mask = new GrowingBuffer(device);
    maps = new GrowingBuffer(device);
    scratch = new GrowingBuffer(device);
  }

  /** Writes the maps of {@code count} voxels. */
  void map(CudaPerfusionStudy study, int from, int count) {
    prepare(study);
    send(study, from, count);
    launch(study, count);
    receive(study.maps(), from, count);
  }

  @SuppressWarnings("ReferenceEquality") // The same study, not one of the same numbers.
  private void prepare(CudaPerfusionStudy study) {
    if (prepared == study.plan()) {
      return;
    }
    prepared = study.plan();
    int used = 0;
    List<Object> times = new ArrayList<>();
    for (Object argument : List.of(study.plan().trapezoidSeconds(), study.seconds())) {
      times.add(onDevice(argument, used++));
    }
    List<Object> operator = new ArrayList<>();
    for (Object argument : study.operator().arguments()) {
      operator.add(onDevice(argument, used++));
    }
    preparedTables = new Tables(times, operator);
  }

  /** Returns a number as it is, and for an array the memory of table {@code index} with it. */
  private Object onDevice(Object argument, int index) {
    while (tables.size() <= index) {
      tables.add(new GrowingBuffer(device));
    }
    GrowingBuffer table = tables.get(index);
    if (argument instanceof double[] numbers) {
      DeviceBuffer to = table.atLeast((long) numbers.length * Double.BYTES);
      staging.send(numbers, 0, numbers.length, to, 0);
      return to;
    } else if (argument instanceof float[] numbers) {
      DeviceBuffer to = table.atLeast((long) numbers.length * Float.BYTES);
      staging.send(numbers, 0, numbers.length, to, 0);
      return to;
    } else if (argument instanceof int[] numbers) {
      DeviceBuffer to = table.atLeast((long) numbers.length * Integer.BYTES);
      staging.send(numbers, 0, numbers.length, to, 0);
      return to;
    }
    return argument;
  }

  private void send(CudaPerfusionStudy study, int from, int count) {
    DeviceBuffer to = values.atLeast((long) count * study.frames() * study.bytesAVoxel());
    if (study.series().volume().voxels() instanceof Voxels.Stored stored) {
      staging.sendRows(stored.stored(), from, count, study.voxels(), study.frames(), to);
    } else if (study.series().volume().voxels() instanceof Voxels.Real real) {
      staging.sendRows(real.values(), from, count, study.voxels(), study.frames(), to);
    }
    if (study.series().mask() != null) {
      staging.send(study.series().mask().values(), from, count, mask.atLeast(count), 0);
    }
  }

  private void launch(CudaPerfusionStudy study, int count) {
    boolean isStored = study.series().volume().voxels() instanceof Voxels.Stored;
    int rows = study.operator().rows();
    long blockBytes = (long) rows * BLOCK_THREADS * Float.BYTES;
    boolean isShared = blockBytes <= device.sharedBytesPerBlock();
    int blocks = (count - 1) / BLOCK_THREADS + 1;
    if (!isShared) {
      long fitting = Math.max(1, MOST_SCRATCH_BYTES / blockBytes);
      int busy = SCRATCH_BLOCKS_A_MULTIPROCESSOR * device.multiprocessors();
      blocks = (int) Math.min(blocks, Math.min(fitting, busy));
    }
    List<Object> arguments = new ArrayList<>();
    arguments.add(isStored ? values.atLeast(0) : DeviceBuffer.NONE);
    arguments.add(isStored ? DeviceBuffer.NONE : values.atLeast(0));
    arguments.add(study.frames());
    arguments.add(count);
    arguments.add(study.series().mask() == null ? DeviceBuffer.NONE : mask.atLeast(0));
    arguments.add(study.series().baselineFrames());
    arguments.add(study.scale());
    arguments.addAll(preparedTables.times());
    arguments.add(study.plan().cbfPerResidue());
    arguments.add(study.plan().cbvPerArea());
    arguments.add(study.plan().grid().stepSeconds());
    arguments.add(study.plan().grid().samples());
    arguments.add(maps.atLeast((long) count * MAPS * Float.BYTES));
    arguments.add(isShared ? DeviceBuffer.NONE : scratch.atLeast(blocks * blockBytes));
    arguments.add(rows);
    arguments.addAll(preparedTables.operator());
    stream.launch(
        device.kernel("perfusion", study.operator().kernel()),
        blocks,
        BLOCK_THREADS,
        isShared ? (int) blockBytes : 0,
        arguments.toArray());
  }

  private void receive(PerfusionMaps to, int from, int count) {
    FloatBuffer mapped =
        staging.receive(maps.atLeast(0), 0, count * MAPS * Float.BYTES).asFloatBuffer();
    for (float[] map : List.of(to.cbf(), to.cbv(), to.mtt(), to.ttp(), to.tmax())) {
      mapped.get(map, from, count);
    }
  }

  /** Returns seconds on the device for mapping what lies there already: the best of some. */
  double secondsOnDevice(CudaPerfusionStudy study, int repeats) {
    prepare(study);
    send(study, 0, study.voxels());
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) {
      try (DeviceStream.Mark before = stream.mark()) {
        launch(study, study.voxels());
        try (DeviceStream.Mark after = stream.mark()) {
          staging.synchronize();
          best = Math.min(best, before.secondsUntil(after));
        }
      }
    }
    return best;
  }

  @Override
  public void close() {
    staging.close();
    values.close();
    mask.close();
    maps.close();
    scratch.close();
    tables.forEach(GrowingBuffer::close);
  }
}
