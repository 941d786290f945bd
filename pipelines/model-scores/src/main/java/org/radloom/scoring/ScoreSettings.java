package org.radloom.scoring;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelOptions;

/**
 * What a run was told, checked.
 *
 * @param models folder of the models
 * @param input folder of the images
 * @param output folder of the results
 * @param run folder of the run
 * @param chosen the model of each op, {@code NAME/VERSION}; none where there is none
 * @param backend what computes
 * @param timeout of one batch
 * @param concurrentStudies how many studies are in work at a time, > 0
 * @param minConfidence least confidence of a lesion, above 0, to 1
 * @param at the time that events say; null for the time of each image file
 * @param maxPixels of an image
 * @param maxVoxels of a volume
 * @param copyVolumes whether the volumes of a heart are put beside the result
 * @param force whether what is there already is computed again
 */
record ScoreSettings(
    String models,
    String input,
    String output,
    String run,
    SortedMap<ScoreOp, String> chosen,
    BackendChoice backend,
    Duration timeout,
    int concurrentStudies,
    double minConfidence,
    @Nullable Instant at,
    long maxPixels,
    long maxVoxels,
    boolean copyVolumes,
    boolean force)
    implements Serializable {

  /** Copies the map. */
  ScoreSettings {
    chosen = Collections.unmodifiableSortedMap(new TreeMap<>(chosen));
  }

  /** Returns how models are opened. */
  ModelOptions modelOptions() {
    return ModelOptions.defaults().on(backend).withTimeout(timeout);
  }

  Path inputFolder() {
    return Path.of(input);
  }

  Path outputFolder() {
    return Path.of(output);
  }

  Path runFolder() {
    return Path.of(run);
  }
}
