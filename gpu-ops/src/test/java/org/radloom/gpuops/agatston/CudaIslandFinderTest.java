package org.radloom.gpuops.agatston;

import org.junit.jupiter.api.condition.EnabledIf;
import org.radloom.gpuops.cuda.Cuda;

/** The kernels on a GPU. */
@EnabledIf("org.radloom.gpuops.cuda.Cuda#isAvailable")
final class CudaIslandFinderTest extends IslandFinderContract {
  @Override
  IslandFinder newFinder() {
    return new CudaIslandFinder(Cuda.device().orElseThrow(), 2);
  }
}
