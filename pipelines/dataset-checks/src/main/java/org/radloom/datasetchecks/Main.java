package org.radloom.datasetchecks;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.deequ.EmbeddedSpark;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.ResultTable;
import org.radloom.datasetchecks.suite.Suite;
import org.radloom.datasetchecks.suite.SuiteException;
import org.radloom.datasetchecks.suite.SuiteReader;

/** {@code verify DIR}: checks a dataset version, published or about to be. */
public final class Main {
  /** The version is as it should be. */
  static final int PASS = 0;

  /** It is not. */
  static final int FAIL = 1;

  /** Nothing is known of it. */
  static final int COULD_NOT_RUN = 2;

  private static final String HELP =
      """
      usage: verify DIR [--suite=FILE] [--previous=DIR] [--history=FILE] [--record] [--checks=FILE]
             record CHECKS VERSION HISTORY

      ./radloom verify --help explains the flags. Exit codes: 0 pass, 1 fail, 2 could not run.
      """;

  private Main() {}

  /** Runs the gate, and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = run(List.of(args), System.out, System.err);
    System.out.flush();
    System.exit(code);
  }

  /** Runs the gate and returns its exit code. */
  static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(HELP);
      return PASS;
    }
    try {
      if (!args.isEmpty() && args.get(0).equals("record")) {
        Recording.run(args.subList(1, args.size()));
        return PASS;
      }
      if (args.isEmpty() || !args.get(0).equals("verify")) {
        throw new CannotRunException("expected verify DIR; see ./radloom verify --help");
      }
      return verify(VerifyOptions.parse(args.subList(1, args.size())), out);
    } catch (CannotRunException e) {
      err.println("radloom verify: could not run: " + oneLine(e.getMessage()));
    } catch (NoSuchFileException e) {
      err.println("radloom verify: could not run: no such file or folder: " + oneLine(e.getFile()));
    } catch (IOException e) {
      err.println("radloom verify: could not run: " + oneLine(e.getMessage()));
    } catch (UncheckedIOException e) {
      err.println(
          "radloom verify: could not run: "
              + oneLine(Objects.requireNonNull(e.getCause()).getMessage()));
    } catch (OutOfMemoryError e) {
      err.println("radloom verify: could not run: out of memory");
    } catch (Exception | LinkageError e) {
      // What Spark says may quote rows.
      Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
      err.println("radloom verify: could not run: Spark failed with " + cause.getClass().getName());
      if ("1".equals(System.getenv("RADLOOM_DEBUG"))) {
        e.printStackTrace(err);
      }
    }
    return COULD_NOT_RUN;
  }

  private static int verify(VerifyOptions options, PrintStream out)
      throws IOException, CannotRunException {
    Gate.requireVersion(options.version(), "DIR");
    Suite suite = suite(options.suite());
    Path historyFile = options.history();
    MetricsHistory history =
        historyFile == null ? MetricsHistory.empty() : MetricsHistory.read(historyFile);
    Gate.Verdict verdict;
    try (Scratch scratch = Scratch.make()) {
      CompletableFuture<SparkSession> spark =
          CompletableFuture.supplyAsync(() -> EmbeddedSpark.start(scratch.folder()));
      try {
        verdict =
            new Gate(spark::join, suite, history)
                .check(options.version(), options.previous(), scratch.folder());
      } finally {
        spark.thenAccept(SparkSession::close).join();
      }
    }
    ResultTable.print(verdict.checks(), out);
    Path checks = options.checks();
    if (checks != null) {
      verdict.checks().write(checks);
    }
    if (!verdict.checks().passed()) {
      return FAIL;
    }
    if (options.record() && historyFile != null) {
      history.with(verdict.version(), verdict.checks().metrics()).write(historyFile);
    }
    return PASS;
  }

  private static Suite suite(@Nullable Path file) throws IOException, CannotRunException {
    SuiteReader reader = new SuiteReader();
    try {
      return file == null ? reader.defaults() : reader.read(file);
    } catch (SuiteException e) {
      throw new CannotRunException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String oneLine(@Nullable String text) {
    return text == null ? "no reason given" : text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
  }
}
