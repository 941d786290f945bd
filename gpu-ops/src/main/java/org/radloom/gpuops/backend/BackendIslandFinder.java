package org.radloom.gpuops.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.agatston.Island;
import org.radloom.gpuops.agatston.IslandFinder;
import org.radloom.gpuops.agatston.TooManyIslandsException;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/** Finds islands on the backend's machine, or on the CPU after that failed; the same islands. */
public final class BackendIslandFinder implements IslandFinder {
  private final DeviceThenCpu<IslandFinder> machines;

  BackendIslandFinder(@Nullable IslandFinder cuda, IslandFinder cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public List<Island> find(
      Volume volume,
      @Nullable Labels labels,
      double thresholdHu,
      Connectivity connectivity,
      int minVoxels)
      throws TooManyIslandsException {
    return machines.<List<Island>, TooManyIslandsException>run(
        finder -> finder.find(volume, labels, thresholdHu, connectivity, minVoxels));
  }

  /** Returns what did the latest volume: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(IslandFinder::close);
  }
}
