package org.radloom.trainingdata.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.radloom.trainingdata.gate.GateResult.Status;

/**
 * Runs the gate on a version and waits for it. The gate is another Java process of about 1 GB; it
 * is ended if this one ends first. It is not given this process's environment, which may hold
 * secrets.
 */
public final class GateProcess {
  /** How long a gate may take unless another time is given. */
  public static final Duration TIMEOUT = Duration.ofHours(1);

  private static final Set<String> HANDED_DOWN =
      Set.of("PATH", "LANG", "LC_ALL", "TMPDIR", "RADLOOM_DEBUG");
  private static final int MAX_LINES = 10_000;
  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final Duration TO_CLEAN_UP = Duration.ofSeconds(10);

  private GateProcess() {}

  /**
   * Refuses where there is no gate to run.
   *
   * @throws IOException if it is not built, saying how
   */
  public static void requireBuilt() throws IOException {
    GateInstallation.find();
  }

  /** Checks a version within {@link #TIMEOUT}; see the other method of this name. */
  public static GateResult check(
      Path version, @Nullable Path previous, Path history, Path checksOut, PrintStream err)
      throws IOException, InterruptedException {
    return check(version, previous, history, checksOut, err, TIMEOUT);
  }

  /**
   * Checks a version, and prints what is wrong with it.
   *
   * @param version folder of the version, published or staged; it is not changed
   * @param previous folder of the version before, or null
   * @param history metrics of published versions; read if it is there
   * @param checksOut where the results go, as JSON; replaced
   * @param err for the checks that failed, and the sum
   * @param timeout after which the gate could not run
   * @throws IOException if the gate is not built, or cannot be started
   */
  public static GateResult check(
      Path version,
      @Nullable Path previous,
      Path history,
      Path checksOut,
      PrintStream err,
      Duration timeout)
      throws IOException, InterruptedException {
    Files.deleteIfExists(checksOut);
    List<String> words = new ArrayList<>(GateInstallation.find().command());
    words.add("verify");
    words.add(version.toAbsolutePath().toString());
    words.add("--history=" + history.toAbsolutePath());
    words.add("--checks=" + checksOut.toAbsolutePath());
    if (previous != null) {
      words.add("--previous=" + previous.toAbsolutePath());
    }
    GateResult result = run(words, timeout);
    if (result.status() != Status.COULD_NOT_RUN && !Files.isRegularFile(checksOut)) {
      result = new GateResult(Status.COULD_NOT_RUN, List.of("the gate left no results"));
    }
    worthSaying(result).forEach(err::println);
    return result;
  }

  /**
   * Adds the metrics of a version to the history, once it is published.
   *
   * @param checks its results, as {@link #check} wrote them; it must have passed
   * @param versionName name of the version
   * @param history replaced as a whole; made if it is not there
   * @throws IOException if that was not possible
   */
  public static void record(Path checks, String versionName, Path history)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(GateInstallation.find().command());
    words.add("record");
    words.add(checks.toAbsolutePath().toString());
    words.add(versionName);
    words.add(history.toAbsolutePath().toString());
    GateResult result = run(words, TIMEOUT);
    if (result.status() != Status.PASS) {
      throw new IOException("the metrics were not recorded: " + result.summary());
    }
  }

  /** All of it where the gate could not run; else what is not fine, and the sum at the end. */
  private static List<String> worthSaying(GateResult result) {
    if (result.status() == Status.COULD_NOT_RUN) {
      return result.lines();
    }
    List<String> lines =
        result.lines().stream()
            .filter(line -> !line.endsWith(" pass") && !line.endsWith(" -"))
            .toList();
    boolean headOfNothing = lines.size() == 2 && lines.get(0).endsWith(" STATUS");
    return headOfNothing ? lines.subList(1, 2) : lines;
  }

  private static GateResult run(List<String> words, Duration timeout)
      throws IOException, InterruptedException {
    return converse(
        builder(words).redirectErrorStream(true),
        process -> {
          List<String> lines = Collections.synchronizedList(new ArrayList<>());
          Thread reader = new Thread(() -> read(process, lines), "read-gate");
          reader.setDaemon(true);
          reader.start();
          if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return new GateResult(
                Status.COULD_NOT_RUN,
                List.of("the gate took longer than %d s".formatted(timeout.toSeconds())));
          }
          reader.join(TO_CLEAN_UP.toMillis());
          return new GateResult(status(process.exitValue()), List.copyOf(lines));
        });
  }

  /** What is done while a gate runs. */
  @FunctionalInterface
  interface Conversation<T> {
    /** Does it, and returns what came of it. */
    T with(Process gate) throws IOException, InterruptedException;
  }

  /** Starts a gate, which ends with the conversation or with this process, whichever is first. */
  static <T> T converse(ProcessBuilder builder, Conversation<T> conversation)
      throws IOException, InterruptedException {
    Process process = builder.start();
    Thread atExit = new Thread(process::destroy, "end-gate");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      process.getOutputStream().close();
      return conversation.with(process);
    } finally {
      end(process);
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // This process is ending, and the hook ends the gate.
      }
    }
  }

  /** Returns how the gate is started: without this process's environment. */
  static ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(HANDED_DOWN);
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  private static Status status(int exitCode) {
    return switch (exitCode) {
      case PASSED -> Status.PASS;
      case FAILED -> Status.FAIL;
      default -> Status.COULD_NOT_RUN;
    };
  }

  private static void read(Process process, List<String> lines) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (lines.size() < MAX_LINES) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      lines.add("what the gate printed could not be read to its end");
    }
  }

  /** Asks it to end, which deletes its temporary files, and then makes it end. */
  private static void end(Process process) throws InterruptedException {
    if (process.isAlive()) {
      process.destroy();
      if (!process.waitFor(TO_CLEAN_UP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
