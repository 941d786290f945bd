package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.radloom.trainingdata.CommandLine;

/** Calls of {@code radloom ingest} that watch a folder, in a hurry. */
final class Ingest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Map<String, String> flags = new LinkedHashMap<>();

  Ingest(Path folder) throws IOException {
    Path keys = folder.resolve("test.keys");
    if (!Files.exists(keys)) {
      assertThat(CommandLine.run(List.of("keys", "new", keys.toString())).code()).isZero();
    }
    with("source", folder + "/in/*");
    with("output", folder + "/out");
    with("keyFile", keys.toString());
    with("pollEvery", "200ms");
    with("batchWait", "300ms");
    with("checkpointingInterval", "500");
    with("parallelism", "2");
  }

  Ingest with(String flag, String value) {
    flags.put(flag, value);
    return this;
  }

  Ingest without(String flag) {
    flags.remove(flag);
    return this;
  }

  /** Returns the command line. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("ingest"));
    flags.forEach((flag, value) -> words.add("--" + flag + "=" + value));
    return words;
  }

  /** Runs what is expected to end by itself. */
  CommandLine run() {
    return CommandLine.run(words());
  }

  /** Starts it in this process. */
  IngestCommand.Running start() throws Exception {
    List<String> words = words();
    return IngestCommand.start(IngestCommand.options(words.subList(1, words.size())), System.err);
  }

  /** Starts it in a process of its own. */
  Process startChild(Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("--add-opens") || argument.startsWith("-X")) {
        command.add(argument);
      }
    }
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(CommandLine.class.getName());
    command.addAll(words());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Cancels a stream of this process and waits until it has ended. */
  static void stop(IngestCommand.Running running) throws Exception {
    try {
      running.result().cancel();
    } catch (RuntimeException e) {
      // Beam cancels, then asks for the state of a job whose cluster may be gone by then. Whether
      // the stream has ended is seen below.
      System.err.println("after cancelling: " + e);
    }
    await("the end of the stream", () -> hasEnded(running));
  }

  private static boolean hasEnded(IngestCommand.Running running) {
    try {
      return running.result().getState().isTerminal();
    } catch (IllegalStateException e) {
      // Flink's cluster inside this process is gone with its only job.
      return true;
    } catch (RuntimeException e) {
      // It was going while it was asked.
      return false;
    }
  }

  /** Waits until something holds. */
  static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for: " + what).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
