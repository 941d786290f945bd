package org.radloom.gpuops.images;

final class CpuBoxSuppressorTest extends BoxSuppressorContract {
  @Override
  BoxSuppressor newSuppressor() {
    return new CpuBoxSuppressor();
  }
}
