package org.radloom.localcluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What another process needs to find a cluster: one JSON file in its folder, replaced whole.
 *
 * @param format {@link #FORMAT}
 * @param slotsEach slots of each TaskManager
 * @param flinkOptions Flink options that go over those of the file
 * @param ports every port
 * @param processes by name, in the order of their start; also those that are down
 */
record ClusterState(
    String format,
    int slotsEach,
    Map<String, String> flinkOptions,
    ClusterPorts ports,
    Map<String, ProcessId> processes) {
  static final String FORMAT = "radloom-cluster/1";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  ClusterState {
    flinkOptions = Map.copyOf(flinkOptions);
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
  }

  /** Returns the same with the process under the name. */
  ClusterState with(String name, ProcessId process) {
    Map<String, ProcessId> changed = new LinkedHashMap<>(processes);
    changed.put(name, process);
    return new ClusterState(format, slotsEach, flinkOptions, ports, changed);
  }

  /** Returns the same with no processes. */
  ClusterState withoutProcesses() {
    return new ClusterState(format, slotsEach, flinkOptions, ports, Map.of());
  }

  /** Returns whether any of the processes runs. */
  boolean anyIsAlive() {
    return processes.values().stream().anyMatch(ProcessId::isAlive);
  }

  /** Replaces the file. */
  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, JSON.writeValueAsBytes(this));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Returns what the file says, or nothing if there is none.
   *
   * @throws IOException if it is not such a file
   */
  static Optional<ClusterState> read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      ClusterState state = JSON.readValue(bytes, ClusterState.class);
      if (FORMAT.equals(state.format())) {
        return Optional.of(state);
      }
    } catch (JsonProcessingException e) {
      throw new IOException("%s is not the state of a cluster".formatted(file), e);
    }
    throw new IOException("%s is not of the format %s".formatted(file, FORMAT));
  }
}
