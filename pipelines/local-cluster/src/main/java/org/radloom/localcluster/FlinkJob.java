package org.radloom.localcluster;

import java.util.Set;

/**
 * A job of a Flink cluster at one moment.
 *
 * @param id 32 hexadecimal digits
 * @param name as it was submitted
 * @param state Flink's word, for example {@code RUNNING}; a job without slots says so too
 * @param tasks parallel tasks of all its operators
 * @param runningTasks those of them that run
 */
public record FlinkJob(String id, String name, String state, int tasks, int runningTasks) {
  private static final Set<String> ENDED = Set.of("FINISHED", "FAILED", "CANCELED", "SUSPENDED");

  /** Returns whether it runs with all of its tasks. */
  public boolean isRunning() {
    return state.equals("RUNNING") && tasks > 0 && runningTasks == tasks;
  }

  /** Returns whether it will do nothing more. */
  public boolean hasEnded() {
    return ENDED.contains(state);
  }

  @Override
  public String toString() {
    return hasEnded()
        ? "job %s is %s".formatted(id, state)
        : "job %s is %s with %d of %d tasks".formatted(id, state, runningTasks, tasks);
  }
}
