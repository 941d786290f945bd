package org.radloom.gpuops.backend;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.agatston.CpuIslandFinder;
import org.radloom.gpuops.agatston.CudaIslandFinder;
import org.radloom.gpuops.cuda.Cuda;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.images.CpuBoxSuppressor;
import org.radloom.gpuops.images.CpuHeatmapBoxes;
import org.radloom.gpuops.images.CpuImageResizer;
import org.radloom.gpuops.images.CpuLargestComponent;
import org.radloom.gpuops.images.CpuVolumeResampler;
import org.radloom.gpuops.images.CudaBoxSuppressor;
import org.radloom.gpuops.images.CudaHeatmapBoxes;
import org.radloom.gpuops.images.CudaImageResizer;
import org.radloom.gpuops.images.CudaLargestComponent;
import org.radloom.gpuops.images.CudaVolumeResampler;
import org.radloom.gpuops.perfusion.CpuPerfusionMapper;
import org.radloom.gpuops.perfusion.CudaPerfusionMapper;

/**
 * The machine that computes, chosen once for a process.
 *
 * <p>Where the user left the choice open and the device fails at a study, out of memory for
 * example, the CPU does that study again and a warning says so; the next one is tried on the
 * device. Where the user insisted on CUDA, the study fails with {@link
 * org.radloom.gpuops.cuda.DeviceException}.
 *
 * <p>What is done to images may be so small that the CPU is done before a device has begun. Where
 * the choice was left open, the CPU does it: each {@code isWorthwhile} says from where on a device
 * is asked.
 */
public final class Backend {
  /** As {@link #name} and as the results say it. */
  static final String CUDA = "cuda";

  /** As {@link #name} and as the results say it. */
  static final String CPU = "cpu";

  /** More would only wait for the same bus. */
  private static final int MOST_LANES = 4;

  private final BackendChoice choice;
  private final @Nullable Device device;

  Backend(BackendChoice choice, @Nullable Device device) {
    this.choice = choice;
    this.device = device;
  }

  /**
   * Returns the machine for a choice. The first call that wants a GPU looks for one, and logs in
   * one line which it is or why there is none.
   *
   * @throws BackendUnavailableException if it must be CUDA and there is no device
   */
  public static Backend select(BackendChoice choice) throws BackendUnavailableException {
    if (choice == BackendChoice.CPU) {
      return new Backend(choice, null);
    }
    if (choice == BackendChoice.CUDA && !Cuda.isAvailable()) {
      throw new BackendUnavailableException(
          "--backend=cuda needs a CUDA device, but there is none (%s); use --backend=auto or cpu"
              .formatted(Cuda.unavailableReason()));
    }
    return new Backend(choice, Cuda.device().orElse(null));
  }

  /** Returns {@code cuda} or {@code cpu}. */
  public String name() {
    return device == null ? CPU : CUDA;
  }

  /** Returns the device's name, or for example {@code 2 cores}. */
  public String device() {
    return device == null
        ? "%d cores".formatted(Runtime.getRuntime().availableProcessors())
        : device.name();
  }

  /**
   * Makes a finder for one worker thread.
   *
   * @param threads how many may work on a volume, > 0
   */
  public BackendIslandFinder newIslandFinder(int threads) {
    return new BackendIslandFinder(
        device == null ? null : new CudaIslandFinder(device, lanes(threads)),
        new CpuIslandFinder(threads),
        choice);
  }

  /**
   * Makes a mapper for one worker thread.
   *
   * @param threads how many may work on a study, > 0
   */
  public BackendPerfusionMapper newPerfusionMapper(int threads) {
    return new BackendPerfusionMapper(
        device == null ? null : new CudaPerfusionMapper(device, lanes(threads)),
        new CpuPerfusionMapper(threads),
        choice);
  }

  /**
   * Makes a resampler for one worker thread.
   *
   * @param threads how many may work on a volume, > 0
   */
  public BackendVolumeResampler newVolumeResampler(int threads) {
    return new BackendVolumeResampler(
        device == null ? null : new CudaVolumeResampler(device, lanes(threads)),
        new CpuVolumeResampler(threads),
        choice);
  }

  /**
   * Makes a resizer of pictures for one worker thread.
   *
   * @param threads how many may work on a picture, > 0
   */
  public BackendImageResizer newImageResizer(int threads) {
    return new BackendImageResizer(
        device == null ? null : new CudaImageResizer(device, lanes(threads)),
        new CpuImageResizer(),
        choice);
  }

  /** Makes what keeps the largest component, for one worker thread. */
  public BackendLargestComponent newLargestComponent() {
    return new BackendLargestComponent(
        device == null ? null : new CudaLargestComponent(device),
        new CpuLargestComponent(),
        choice);
  }

  /** Makes a finder of the boxes of a heatmap for one worker thread. */
  public BackendHeatmapBoxes newHeatmapBoxes() {
    return new BackendHeatmapBoxes(
        device == null ? null : new CudaHeatmapBoxes(device), new CpuHeatmapBoxes(), choice);
  }

  /** Makes a suppressor of boxes for one worker thread. */
  public BackendBoxSuppressor newBoxSuppressor() {
    return new BackendBoxSuppressor(
        device == null ? null : new CudaBoxSuppressor(device), new CpuBoxSuppressor(), choice);
  }

  /** As many lanes can be filled at a time as there are threads; one more waits for the device. */
  private static int lanes(int threads) {
    return Math.min(threads + 1, MOST_LANES);
  }
}
