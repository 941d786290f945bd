package org.radloom.lineage;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.UsageException;
import org.radloom.commandline.Version;

/**
 * Where a job tells what it read and made. Telling never makes a job fail: what could not be told
 * is said once, on the error stream.
 *
 * <pre>{@code
 * LineageRun run = Lineage.to(options.getLineage(), err).start("export.chest", inputs);
 * try {
 *   ...
 *   run.complete(outputs);
 * } catch (Throwable failure) {
 *   run.fail(failure);
 *   throw failure;
 * }
 * }</pre>
 */
public final class Lineage {
  private final @Nullable LineageSink sink;
  private final PrintStream err;
  private boolean complained;

  private Lineage(@Nullable LineageSink sink, PrintStream err) {
    this.sink = sink;
    this.err = err;
  }

  /** Returns a lineage that tells nobody. */
  public static Lineage off(PrintStream err) {
    return new Lineage(null, err);
  }

  /**
   * Returns the lineage that {@code --lineage} asks for.
   *
   * @param target a file, or the address of a server, {@code http://} or {@code https://}; nothing
   *     or blank for none
   * @param err where a failure is said
   * @throws UsageException if it is an address that cannot be used
   */
  public static Lineage to(@Nullable String target, PrintStream err) throws UsageException {
    if (target == null || target.isBlank()) {
      return off(err);
    }
    String lower = target.toLowerCase(Locale.ROOT);
    if (lower.startsWith("http://") || lower.startsWith("https://")) {
      return new Lineage(new LineageServer(address(target)), err);
    }
    if (target.contains("://")) {
      throw new UsageException("--lineage must be a file, or begin with http:// or https://");
    }
    return new Lineage(new LineageFile(Path.of(target)), err);
  }

  private static URI address(String target) throws UsageException {
    try {
      URI address = new URI(target);
      if (address.getHost() == null || address.getUserInfo() != null) {
        // Flags are seen by everybody on the machine.
        throw new UsageException("--lineage must name a host, and no user or password");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new UsageException("--lineage is not an address");
    }
  }

  /** Tells that a job begins to read these, and returns its run. */
  public LineageRun start(String job, List<LineageDataset> inputs) {
    LineageEvents events = new LineageEvents(Version.ofThisJar(), UUID.randomUUID(), job, inputs);
    send(events.start());
    return new LineageRun(this, events);
  }

  void send(String event) {
    if (sink == null) {
      return;
    }
    try {
      sink.send(event);
    } catch (IOException e) {
      if (!complained) {
        complained = true;
        err.printf("radloom: could not tell of the run's lineage, and goes on (%s)%n", reason(e));
      }
    }
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    return message == null ? kind : kind + ": " + message;
  }
}
