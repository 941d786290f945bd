package org.radloom.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.Version;
import org.radloom.files.Digests;

/**
 * What a run of a command tells an audit trail: that it began, what it was told to do, which keys
 * it used, and how it ended. Safe to use from several threads.
 */
public final class RunAudit implements AutoCloseable {
  private final AuditTrail trail;
  private final String command;
  private final Map<String, String> about;
  private final long began = System.nanoTime();
  private boolean ended;
  private @Nullable Thread atExit;

  private RunAudit(AuditTrail trail, String command, Map<String, String> about) {
    this.trail = trail;
    this.command = command;
    this.about = Map.copyOf(about);
  }

  /**
   * Returns one that has told nothing yet.
   *
   * @param trail closed with this
   * @param command name of the command
   * @param about the dataset and the version, as far as there is one, for every event
   */
  public static RunAudit of(AuditTrail trail, String command, Map<String, String> about) {
    return new RunAudit(trail, command, about);
  }

  /** Tells that the run began. */
  public void started() throws IOException {
    record(Action.RUN_STARTED, Map.of("codeVersion", Version.ofThisJar().toString()));
  }

  /** Tells of the options that decide what is made. */
  public void config(Map<String, String> options) throws IOException {
    ObjectNode json = AuditDetails.of(Action.CONFIG, Map.of("options", new TreeMap<>(options)));
    String sha256 = Digests.sha256Hex(CanonicalJson.bytes(json.path("options")));
    record(Action.CONFIG, Map.of("sha256", sha256, "options", options));
  }

  /** Tells which secrets are used, by their ids. */
  public void keysUsed(Map<String, String> ids) throws IOException {
    record(Action.KEY_USED, Map.of("keyIds", ids));
  }

  /** Tells that a secret is used. */
  public void keyUsed(String purpose, String id) throws IOException {
    record(Action.KEY_USED, Map.of("purpose", purpose, "keyId", id));
  }

  /** Tells of anything else. */
  public synchronized void record(Action action, Map<String, ?> details) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(details);
    about.forEach(
        (name, value) -> {
          if (action.details().contains(name)) {
            all.put(name, value);
          }
        });
    if (action.details().contains("command")) {
      all.put("command", command);
    }
    trail.record(action, all);
  }

  /**
   * Tells how the run ended, unless that has been told.
   *
   * @param outcome for example {@code done}
   */
  public synchronized void ended(String outcome, Map<String, ?> details) throws IOException {
    if (ended) {
      return;
    }
    Map<String, Object> all = new LinkedHashMap<>(details);
    all.put("outcome", outcome);
    all.put("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
    record(Action.RUN_ENDED, all);
    ended = true;
  }

  /** Tells that the run failed, and by which kind of failure; never its message. */
  public void failed(Throwable failure) {
    try {
      ended("failed", Map.of("failure", failure.getClass().getSimpleName()));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Makes sure that a run without an end of its own has one in the trail when the process is asked
   * to end: {@code stopped}. A process that is killed outright says nothing more.
   *
   * @param details what is known then
   */
  public synchronized void endWithProcess(Supplier<? extends Map<String, ?>> details) {
    if (!trail.isKept()) {
      return;
    }
    Thread hook = new Thread(() -> stop(details), "end-audit");
    Runtime.getRuntime().addShutdownHook(hook);
    atExit = hook;
  }

  private synchronized void stop(Supplier<? extends Map<String, ?>> details) {
    if (ended) {
      return;
    }
    try {
      ended("stopped", details.get());
      trail.close();
    } catch (IOException e) {
      // Nobody is left to tell; the trail shows a run without an end.
      return;
    }
  }

  /** Returns the newest event, to be noted elsewhere; nothing if no trail is kept. */
  public Optional<AuditHead> head() throws IOException {
    return trail.head();
  }

  @Override
  public synchronized void close() throws IOException {
    Thread hook = atExit;
    atExit = null;
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is ending, and the hook finds that all is told.
      }
    }
    trail.close();
  }
}
