package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

final class CheckpointsTest {
  private final FlinkPipelineOptions flink =
      PipelineOptionsFactory.create().as(FlinkPipelineOptions.class);

  @Test
  void theRingHoldsWhatCanBeWaitingBeforeAndAfterARestore() {
    Checkpoints.set(flink);

    // As many as can begin within the timeout, before and after; one that is complete but not
    // said to be so; and the one being filled.
    long waiting = flink.getCheckpointTimeoutMillis() / flink.getCheckpointingInterval();
    assertThat(flink.getNumConcurrentCheckpoints() + 1L).isGreaterThanOrEqualTo(2 * waiting + 2);
  }

  @Test
  void keepsCheckpointsOfAStreamThatIsCancelled() {
    Checkpoints.set(flink);

    assertThat(flink.isExternalizedCheckpointsEnabled()).isTrue();
    assertThat(flink.getRetainExternalizedCheckpointsOnCancellation()).isTrue();
  }

  @Test
  void leavesWhatTheUserSet() {
    flink.setCheckpointingInterval(30_000L);
    flink.setCheckpointTimeoutMillis(90_000L);
    flink.setNumConcurrentCheckpoints(50);

    Checkpoints.set(flink);

    assertThat(flink.getCheckpointingInterval()).isEqualTo(30_000);
    assertThat(flink.getCheckpointTimeoutMillis()).isEqualTo(90_000);
    assertThat(flink.getNumConcurrentCheckpoints()).isEqualTo(50);
  }

  @Test
  void aShortIntervalHasATimeoutOfAMinuteAllTheSame() {
    flink.setCheckpointingInterval(500L);

    Checkpoints.set(flink);

    assertThat(flink.getCheckpointTimeoutMillis()).isEqualTo(60_000);
  }
}
