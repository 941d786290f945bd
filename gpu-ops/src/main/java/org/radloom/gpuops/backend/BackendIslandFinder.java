package org.radloom.gpuops.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.agatston.Island;
import org.radloom.gpuops.agatston.IslandFinder;
import org.radloom.gpuops.agatston.TooManyIslandsException;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds islands on the backend's machine, or on the CPU after that failed; the same islands. */
public final class BackendIslandFinder implements IslandFinder {
  private static final Logger LOG = LoggerFactory.getLogger(BackendIslandFinder.class);

  private final @Nullable IslandFinder cuda;
  private final IslandFinder cpu;
  private final BackendChoice choice;
  private String ranOn;

  BackendIslandFinder(@Nullable IslandFinder cuda, IslandFinder cpu, BackendChoice choice) {
    this.cuda = cuda;
    this.cpu = cpu;
    this.choice = choice;
    this.ranOn = cuda == null ? Backend.CPU : Backend.CUDA;
  }

  @Override
  public List<Island> find(
      Volume volume,
      @Nullable Labels labels,
      double thresholdHu,
      Connectivity connectivity,
      int minVoxels)
      throws TooManyIslandsException {
    if (cuda != null) {
      try {
        ranOn = Backend.CUDA;
        return cuda.find(volume, labels, thresholdHu, connectivity, minVoxels);
      } catch (DeviceException e) {
        if (choice == BackendChoice.CUDA) {
          throw e;
        }
        LOG.warn("The CPU does this volume, because the device failed: {}", e.getMessage());
      }
    }
    ranOn = Backend.CPU;
    return cpu.find(volume, labels, thresholdHu, connectivity, minVoxels);
  }

  /** Returns what did the latest volume: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return ranOn;
  }

  @Override
  public void close() {
    try (cpu) {
      if (cuda != null) {
        cuda.close();
      }
    } catch (DeviceException e) {
      LOG.warn("The device did not take its memory back: {}", e.getMessage());
    }
  }
}
