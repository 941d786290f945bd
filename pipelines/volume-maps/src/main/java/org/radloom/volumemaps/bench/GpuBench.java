package org.radloom.volumemaps.bench;

import java.util.Optional;
import org.radloom.gpuops.agatston.Agatston;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.agatston.CudaIslandFinder;
import org.radloom.gpuops.cuda.Cuda;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.DeviceStream;
import org.radloom.gpuops.cuda.PinnedBuffer;
import org.radloom.gpuops.perfusion.CudaPerfusionMapper;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/** The same work on the GPU of this machine. */
final class GpuBench {
  /** Lanes that keep copies and kernels overlapped. */
  private static final int LANES = 3;

  private static final int REPEATS = 10;
  private static final int PIECE_BYTES = 64 << 20;

  private final Device device;

  private GpuBench(Device device) {
    this.device = device;
  }

  /** Returns the bench of this machine's GPU, or empty if it has none. */
  static Optional<GpuBench> ofThisMachine() {
    return Cuda.device().map(GpuBench::new);
  }

  /** Returns the name of the GPU. */
  String device() {
    return device.name();
  }

  /**
   * How long it took, s; NaN where it was not run.
   *
   * @param kernels alone, by the device's clock: the data lie on the device already
   * @param copy of the input from pinned host memory, and nothing else
   * @param endToEnd from arrays of the host to the result on the host
   */
  record Seconds(double kernels, double copy, double endToEnd) {
    static final Seconds NOT_RUN = new Seconds(Double.NaN, Double.NaN, Double.NaN);
  }

  Seconds agatston(Volume volume, Labels arteries) throws Exception {
    AgatstonOptions options = AgatstonOptions.DEFAULTS;
    long bytes = (long) volume.voxels().length() * (Short.BYTES + Byte.BYTES);
    try (var finder = new CudaIslandFinder(device, LANES)) {
      double endToEnd =
          Stopwatch.median(() -> Agatston.score(finder, volume, arteries, 120.0, options));
      double kernels =
          finder.secondsOnDevice(
              volume,
              arteries,
              options.thresholdHu(),
              options.connectivity(),
              options.minVoxels(),
              REPEATS);
      return new Seconds(kernels, copySeconds(bytes), endToEnd);
    }
  }

  Seconds perfusion(PerfusionSeries series, double[] inflow, PerfusionOptions options)
      throws Exception {
    long bytes = (long) series.volume().voxels().length() * Short.BYTES;
    try (var mapper = new CudaPerfusionMapper(device, LANES)) {
      double endToEnd = Stopwatch.median(() -> mapper.map(series, inflow, options));
      double kernels = mapper.secondsOnDevice(series, inflow, options, REPEATS);
      return new Seconds(kernels, copySeconds(bytes), endToEnd);
    }
  }

  /** Returns how long the bytes take from pinned memory, the same piece again and again. */
  private double copySeconds(long bytes) throws Exception {
    try (DeviceBuffer to = device.allocate(PIECE_BYTES);
        PinnedBuffer from = device.allocatePinned(PIECE_BYTES);
        DeviceStream stream = device.newStream()) {
      return Stopwatch.median(
          () -> {
            for (long left = bytes; left > 0; left -= PIECE_BYTES) {
              stream.copyIn(to, 0, from, 0, Math.min(left, PIECE_BYTES));
            }
            stream.synchronize();
            return stream;
          });
    }
  }
}
