package org.radloom.gpuops.backend;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.CudaImageResizer;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.ImageResizer;
import org.radloom.gpuops.images.IntensityWindow;

/**
 * Resizes on the backend's machine, or on the CPU after that failed or where {@link
 * CudaImageResizer} says that it is sooner there; the same pictures.
 */
public final class BackendImageResizer implements ImageResizer {
  private final DeviceThenCpu<ImageResizer> machines;

  BackendImageResizer(@Nullable ImageResizer cuda, ImageResizer cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public Image resize(Image image, int width, int height, @Nullable IntensityWindow window) {
    return machines.<Image, RuntimeException>run(
        CudaImageResizer.isResizingWorthwhile(image, width, height),
        resizer -> resizer.resize(image, width, height, window));
  }

  @Override
  public Image shrink(Image image, int width, int height, @Nullable IntensityWindow window) {
    return machines.<Image, RuntimeException>run(
        CudaImageResizer.isShrinkingWorthwhile(image),
        resizer -> resizer.shrink(image, width, height, window));
  }

  /** Returns what did the latest one: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(ImageResizer::close);
  }
}
