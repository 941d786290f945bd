package org.radloom.localcluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a local cluster is to be.
 *
 * @param folder everything it writes goes below it; absolute
 * @param taskManagers how many, 1 to 16
 * @param slotsEach slots of each TaskManager, 1 to 16
 * @param flinkOptions Flink options that go over those of flink-conf/standalone, by their full
 *     names
 */
public record ClusterSettings(
    Path folder, int taskManagers, int slotsEach, Map<String, String> flinkOptions) {
  static final int MAX = 16;

  /** Checks the numbers. */
  public ClusterSettings {
    folder = folder.toAbsolutePath().normalize();
    check("taskManagers", taskManagers);
    check("slotsEach", slotsEach);
    flinkOptions = Map.copyOf(flinkOptions);
  }

  private static void check(String name, int value) {
    if (value < 1 || value > MAX) {
      throw new IllegalArgumentException(
          "%s must be from 1 to %d, but was: %d".formatted(name, MAX, value));
    }
  }

  /** Returns two TaskManagers of one slot each, in the folder. */
  public static ClusterSettings in(Path folder) {
    return new ClusterSettings(folder, 2, 1, Map.of());
  }

  /** Returns the same with so many TaskManagers; one more than jobs need is a spare. */
  public ClusterSettings withTaskManagers(int count) {
    return new ClusterSettings(folder, count, slotsEach, flinkOptions);
  }

  /** Returns the same with so many slots in each TaskManager. */
  public ClusterSettings withSlotsEach(int count) {
    return new ClusterSettings(folder, taskManagers, count, flinkOptions);
  }

  /** Returns the same with a Flink option, for example {@code heartbeat.timeout}. */
  public ClusterSettings withFlinkOption(String name, String value) {
    Map<String, String> options = new LinkedHashMap<>(flinkOptions);
    options.put(name, value);
    return new ClusterSettings(folder, taskManagers, slotsEach, options);
  }
}
