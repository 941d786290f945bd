package org.radloom.gpuops.images;

final class CpuLargestComponentTest extends LargestComponentContract {
  @Override
  LargestComponent newLargest() {
    return new CpuLargestComponent();
  }
}
