package org.radloom.trainingdata.ingest;

import org.apache.beam.runners.flink.FlinkPipelineOptions;

/**
 * Settings of Flink's checkpoints under which Beam keeps its promise that input is stable.
 *
 * <p>Beam's Flink runner (2.70) holds input back in a ring of buffers, one more than checkpoints
 * may run at once, and moves on by one with every checkpoint that begins. A buffer that was
 * restored is one too many: with the usual two, what comes in while the first checkpoint after a
 * restore is running lands in the restored buffer, and goes out with it although no checkpoint
 * holds it. A failure before the next checkpoint then puts the batch together another way, and its
 * events are in the store twice. So the ring is made larger than what can be waiting: every
 * checkpoint that began before the restore or after it, within {@link #timeoutMillis}.
 */
final class Checkpoints {
  private static final long EVERY_MILLIS = 10_000;
  private static final int LONGEST_IN_INTERVALS = 8;

  /** Least buffers but one: as many checkpoints on either side of a restore, and some to spare. */
  private static final int RING = 2 * LONGEST_IN_INTERVALS + 4;

  private static final long LEAST_TIMEOUT_MILLIS = 60_000;

  private Checkpoints() {}

  /** Sets what the user has not set, and a ring that is large enough in any case. */
  static void set(FlinkPipelineOptions flink) {
    if (flink.getCheckpointingInterval() < 0) {
      flink.setCheckpointingInterval(EVERY_MILLIS);
    }
    if (flink.getCheckpointTimeoutMillis() < 0) {
      flink.setCheckpointTimeoutMillis(timeoutMillis(flink.getCheckpointingInterval()));
    }
    flink.setNumConcurrentCheckpoints(Math.max(RING, flink.getNumConcurrentCheckpoints()));
    // A checkpoint that failed would stay in the ring; a restart empties it.
    flink.setFailOnCheckpointingErrors(true);
    // Without both, Flink deletes the checkpoints of a job that is cancelled.
    flink.setExternalizedCheckpointsEnabled(true);
    flink.setRetainExternalizedCheckpointsOnCancellation(true);
  }

  /** Returns after how long a checkpoint has failed: 8 intervals, but at least a minute. */
  static long timeoutMillis(long intervalMillis) {
    return Math.max(LEAST_TIMEOUT_MILLIS, LONGEST_IN_INTERVALS * intervalMillis);
  }
}
