package org.radloom.volumemaps.study;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.VoxelIndex;

/**
 * What a run was told, checked.
 *
 * @param input folder of the volumes
 * @param output folder of the results
 * @param run folder of the run, see {@link org.radloom.volumemaps.output.RunFolder}
 * @param backend what computes
 * @param concurrentStudies how many studies a process may have in work at a time, > 0; they share
 *     its cores
 * @param agatston options of calcium scores
 * @param perfusion options of perfusion maps
 * @param aif where to take the arterial input in every perfusion study; null for each its own
 * @param volumes whether the CT goes beside the result
 * @param again what to do about results that are there already
 */
public record MapsSettings(
    String input,
    String output,
    String run,
    BackendChoice backend,
    int concurrentStudies,
    AgatstonOptions agatston,
    PerfusionOptions perfusion,
    @Nullable VoxelIndex aif,
    Volumes volumes,
    Again again)
    implements Serializable {

  /** Whether the CT goes beside the result. */
  public enum Volumes {
    /** The CT and its labels, or the series and the mean of its frames before the bolus. */
    COPIED,
    /** The result alone. */
    LEFT
  }

  /** What to do about a result of the same input and options. */
  public enum Again {
    /** Keep it. */
    SKIP,
    /** Compute it again. */
    COMPUTE
  }

  /** Returns the folder of the volumes. */
  public Path inputFolder() {
    return Path.of(input);
  }

  /** Returns the folder of the results. */
  public Path outputFolder() {
    return Path.of(output);
  }

  /** Returns the folder of the run. */
  public Path runFolder() {
    return Path.of(run);
  }
}
