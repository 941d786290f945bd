package org.radloom.gpuops.images;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.Lanes;

/**
 * Resizes on a device, bit for bit as {@link CpuImageResizer}: the same operations in double in the
 * same order, each rounded by itself. Chunks of new rows go through a few lanes, as {@link
 * CudaVolumeResampler}'s slices do; device memory is bounded by the chunk, of at least one row. The
 * window is a part of the same kernel, because a pixel's way to a device and back costs more than
 * the window does.
 *
 * <p>Costs: 4 bytes an old pixel to the device, twice through the host's memory on their way, and 4
 * back for a new one. A new pixel takes 9 operations if it is {@link #resize resized}; an old one
 * some 2 if it is shrunk. That is little for the way there and back, so the CPU is the better
 * choice for small pictures, and where most old pixels are not looked at.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaImageResizer implements ImageResizer {
  /** Of the old and of the new picture in a chunk: some 32 MB. */
  private static final int CHUNK_PIXELS = 4 << 20;

  /**
   * 512 x 512 new ones, which took the CPU 1.5 ms. An estimate, as the others are: nothing was
   * measured on a GPU.
   */
  private static final int WORTHWHILE_NEW = 1 << 18;

  /** 1024 x 1024 old ones, which took the CPU 2.1 ms. */
  private static final int WORTHWHILE_OLD = 1 << 20;

  /** Old pixels for a new one, beyond which most are sent for nothing. */
  private static final int MOST_UNSEEN = 8;

  // Buffers.
  private static final int FROM = 0;
  private static final int TO = 1;
  private static final int TABLES = 2;

  private final int chunkPixels;
  private final Lanes<KernelLane> lanes;

  /**
   * Makes one; memory is taken with the first picture.
   *
   * @param threads how many work on a picture, > 0
   */
  public CudaImageResizer(Device device, int threads) {
    this(device, threads, CHUNK_PIXELS);
  }

  CudaImageResizer(Device device, int threads, int chunkPixels) {
    this.chunkPixels = chunkPixels;
    this.lanes = new Lanes<>(threads, () -> new KernelLane(device, "images"));
  }

  /** Returns whether a device is likely to be sooner done than the CPU. */
  public static boolean isResizingWorthwhile(Image image, int width, int height) {
    long pixels = (long) width * height;
    return pixels >= WORTHWHILE_NEW && image.pixels().length / MOST_UNSEEN <= pixels;
  }

  /** Returns whether a device is likely to be sooner done than the CPU. */
  public static boolean isShrinkingWorthwhile(Image image) {
    return image.pixels().length >= WORTHWHILE_OLD;
  }

  @Override
  public Image resize(Image image, int width, int height, @Nullable IntensityWindow window) {
    Image.requireSize(width, height);
    Axis across = new Axis(image.width(), width, image.width() / (double) width);
    Axis down = new Axis(image.height(), height, image.height() / (double) height);
    return byRows(
        image,
        width,
        height,
        (lane, to, first, rows) -> {
          List<Object> arguments =
              new ArrayList<>(send(lane, image, down.before[first], down.after[first + rows - 1]));
          int table = TABLES;
          for (Axis axis : List.of(across, down)) {
            arguments.add(lane.send(table++, axis.before));
            arguments.add(lane.send(table++, axis.after));
            arguments.add(lane.send(table++, axis.share));
          }
          launch(lane, "resize_bilinear", arguments, width, first, rows, window, to);
        });
  }

  @Override
  public Image shrink(Image image, int width, int height, @Nullable IntensityWindow window) {
    CpuImageResizer.requireSmaller(image, width, height);
    if (width == image.width() && height == image.height() && window == null) {
      return image;
    }
    double wide = (double) image.width() / width;
    double tall = (double) image.height() / height;
    return byRows(
        image,
        width,
        height,
        (lane, to, first, rows) -> {
          // The last row of an area begins before its end.
          double end = Math.min(image.height(), (first + rows - 1) * tall + tall);
          int last = (int) Math.ceil(end) - 1;
          List<Object> arguments = new ArrayList<>(send(lane, image, (int) (first * tall), last));
          arguments.add(wide);
          arguments.add(tall);
          launch(lane, "shrink_by_area", arguments, width, first, rows, window, to);
        });
  }

  /** What is done with some new rows. */
  private interface Rows {
    void compute(KernelLane lane, DeviceBuffer to, int first, int rows);
  }

  private Image byRows(Image image, int width, int height, Rows work) {
    float[] pixels = new float[width * height];
    double oldRows = Math.max(1, (double) image.height() / height);
    double each = Math.max(width, image.width() * oldRows);
    int most = (int) Math.max(1, Math.min(height, chunkPixels / each));
    lanes.forEachChunk(
        (height - 1) / most + 1,
        (lane, chunk) -> {
          int first = chunk * most;
          int rows = Math.min(most, height - first);
          DeviceBuffer to = lane.buffer(TO, (long) rows * width * Float.BYTES);
          work.compute(lane, to, first, rows);
          lane.receive(to, pixels, first * width, rows * width);
        });
    return new Image(width, height, pixels);
  }

  /** Queues a copy of old rows, and returns what says to a kernel where they are. */
  private static List<Object> send(KernelLane lane, Image image, int first, int last) {
    int width = image.width();
    DeviceBuffer from = lane.send(FROM, image.pixels(), first * width, (last - first + 1) * width);
    return List.of(from, width, image.height(), first);
  }

  private static void launch(
      KernelLane lane,
      String kernel,
      List<Object> arguments,
      int width,
      int first,
      int rows,
      @Nullable IntensityWindow window,
      DeviceBuffer to) {
    arguments.addAll(List.of(width, first, rows));
    arguments.add(window == null ? 0.0 : window.low());
    arguments.add(window == null ? 0.0 : window.width());
    arguments.add(to);
    lane.launch(kernel, (long) rows * width, arguments.toArray());
  }

  @Override
  public void close() {
    lanes.close();
  }
}
