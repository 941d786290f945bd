package org.radloom.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process of this machine, told apart from a later one with the same number by when it started.
 *
 * @param pid its number
 * @param started when it started: clock ticks since the machine's start where there is a /proc,
 *     which no change of the clock moves; else milliseconds since 1970
 */
record ProcessId(long pid, long started) {
  private static final long UNKNOWN = -1;

  /** Of the fields after the name in /proc/PID/stat: the state, and the start. */
  private static final int STATE = 0;

  private static final int START = 19;

  /** Returns the id of a process that was just started. */
  static ProcessId of(Process process) {
    return new ProcessId(process.pid(), started(process.pid()));
  }

  /** Returns whether it runs still. One that only waits to be buried does not. */
  boolean isAlive() {
    return started != UNKNOWN && started(pid) == started;
  }

  /** Asks it to end, as {@code kill} does. Does nothing if it has ended. */
  void terminate() {
    handle().ifPresent(ProcessHandle::destroy);
  }

  /** Ends it without a word, as {@code kill -9} does. Does nothing if it has ended. */
  void kill() {
    handle().ifPresent(ProcessHandle::destroyForcibly);
  }

  private Optional<ProcessHandle> handle() {
    return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
  }

  private static long started(long pid) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    if (Files.isDirectory(Path.of("/proc/self"))) {
      try {
        return startedTicks(Files.readString(stat));
      } catch (IOException e) {
        return UNKNOWN;
      }
    }
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().startInstant())
        .map(instant -> instant.toEpochMilli())
        .orElse(UNKNOWN);
  }

  /** Returns the start in a line of /proc/PID/stat, or {@link #UNKNOWN} for a dead process. */
  static long startedTicks(String stat) {
    // The name, in brackets, may hold blanks and brackets itself.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
    return dead ? UNKNOWN : Long.parseLong(fields[START]);
  }
}
