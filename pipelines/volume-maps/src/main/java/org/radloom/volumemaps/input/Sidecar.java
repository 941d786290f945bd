package org.radloom.volumemaps.input;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.perfusion.VoxelIndex;

/**
 * What the JSON file beside a volume says about it. The patient's id is not among it: whatever is
 * not here can't leak.
 *
 * @param op what to compute
 * @param study name of the study, safe as the name of a folder
 * @param kvp tube voltage, kV; null if the sidecar does not say
 * @param frameTimesSeconds when each frame was taken, strictly increasing; null if not said
 * @param baselineFrames how many of the first frames come before the bolus, > 0; null if not said
 * @param aifVoxel where to take the arterial input; null if not said
 * @param files label volumes that {@code op} can use, by what they are, paths relative to the
 *     sidecar
 */
public record Sidecar(
    Op op,
    String study,
    @Nullable Double kvp,
    @Nullable List<Double> frameTimesSeconds,
    @Nullable Integer baselineFrames,
    @Nullable VoxelIndex aifVoxel,
    SortedMap<Companion, String> files)
    implements Serializable {
  /** Copies the lists. */
  public Sidecar {
    frameTimesSeconds = frameTimesSeconds == null ? null : List.copyOf(frameTimesSeconds);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
