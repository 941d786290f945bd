package org.radloom.gpuops.images;

final class CpuImageResizerTest extends ImageResizerContract {
  @Override
  ImageResizer newResizer() {
    return new CpuImageResizer();
  }
}
