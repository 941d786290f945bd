package org.radloom.volumemaps.job;

import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where a job runs, and how much of it at a time. */
public final class JobPlace {
  private JobPlace() {}

  /** Returns whether its tasks run in this process. */
  public static boolean isHere(PipelineOptions options) {
    return options.getRunner() != FlinkRunner.class
        || options.as(FlinkPipelineOptions.class).getFlinkMaster().startsWith("[");
  }

  /** Returns how many tasks run at a time. */
  public static int parallelTasks(PipelineOptions options) {
    return options.getRunner() == FlinkRunner.class
        ? options.as(FlinkPipelineOptions.class).getParallelism()
        : Runtime.getRuntime().availableProcessors();
  }
}
