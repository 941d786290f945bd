package org.radloom.localcluster;

import java.time.Duration;
import java.util.Optional;

/**
 * The checkpoints of a job, since its JobManager started it.
 *
 * @param completed how many were completed
 * @param failed how many were not
 * @param restored how often the job went back to one
 * @param latest the newest completed one
 * @param latestRestored the one that the job last went back to
 */
public record FlinkCheckpoints(
    long completed,
    long failed,
    long restored,
    Optional<Checkpoint> latest,
    Optional<Checkpoint> latestRestored) {

  /**
   * One checkpoint.
   *
   * @param id its number in the job
   * @param address where it lies, as {@code --savepointPath} takes it
   * @param stateBytes size of the whole state; 0 of one gone back to
   * @param writtenBytes what was written for it: less than the state where it is incremental
   * @param duration from its trigger to its completion
   */
  public record Checkpoint(
      long id, String address, long stateBytes, long writtenBytes, Duration duration) {}
}
