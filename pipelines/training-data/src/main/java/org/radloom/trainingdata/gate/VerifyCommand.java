package org.radloom.trainingdata.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.audit.Action;
import org.radloom.audit.AuditArguments;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.Command;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.RootCause;

/**
 * {@code verify DIR}: checks a dataset version. The gate does that, in a Java process of its own
 * whose output is passed through; this one notes the outcome in the audit trail.
 */
public final class VerifyCommand implements Command {
  /** Exit code of the gate, and of this: the version is as it should be. */
  static final int PASS = 0;

  /** It is not. */
  static final int FAIL = 1;

  /** Nothing is known of it. */
  static final int COULD_NOT_RUN = 2;

  private static final String CHECKS_FLAG = "--checks=";

  private static final String HELP =
      """
      usage: ./radloom verify DIR [--flag=value]...

      Checks a dataset version, OUTPUT/DATASET/VERSION: its files against its manifest and the rules
      of their formats, and its tables against a suite of expectations, with Deequ. Prints a line a
      check. Nothing in DIR is changed, and no raw value is printed. If there is an audit trail
      beside the dataset, the outcome is noted there.

        --suite=FILE      expectations in YAML instead of Radloom's own; see docs/gate.md
        --previous=DIR    the version before, of the same dataset: nobody may have moved since
        --history=FILE    metrics of published versions, which anomalies are told by
        --record          add this version to the history if it passes
        --checks=FILE     write every result to FILE, as JSON
      %s
      Exit codes: 0 pass, 1 fail, 2 could not run. Warnings do not fail a version.

      example: ./radloom verify radloom-demo/datasets/chest/1 --checks=checks.json
      """
          .formatted(AuditArguments.help("OUTPUT/audit, if there is one"));

  /** Makes the command. */
  public VerifyCommand() {}

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "checks a dataset version: verify DIR";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  /** Whatever goes wrong is no verdict on the version, so it must not look like one. */
  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) {
    try {
      return verify(AuditArguments.of(args), out, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("radloom verify: could not run: interrupted");
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      err.println("radloom verify: could not run: " + RootCause.describe(e));
    }
    return COULD_NOT_RUN;
  }

  private static int verify(AuditArguments flags, PrintStream out, PrintStream err)
      throws Exception {
    Path version = version(flags.others());
    if (version == null) {
      return gate(flags.others(), out, err);
    }
    AuditTrail trail = AuditTrail.forReader(flags, version.resolve("../..").normalize());
    try (RunAudit audit = RunAudit.of(trail, "verify", Verification.names(version))) {
      return trail.isKept()
          ? verify(version, flags.others(), audit, out, err)
          : gate(flags.others(), out, err);
    }
  }

  private static int verify(
      Path version, List<String> words, RunAudit audit, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    Path temporary = Files.createTempDirectory("radloom-verify-");
    try {
      List<String> all = new ArrayList<>(words);
      Path checks = checks(words);
      if (checks == null) {
        checks = temporary.resolve("checks.json");
        all.add(CHECKS_FLAG + checks);
      }
      int code = gate(all, out, err);
      audit.record(Action.VERIFIED, Verification.details(version, checks, code));
      return code;
    } finally {
      FolderTree.delete(temporary);
    }
  }

  /** Returns the folder that is to be checked; null if the gate will refuse the words. */
  private static @Nullable Path version(List<String> words) throws IOException {
    List<String> folders = words.stream().filter(word -> !word.startsWith("-")).toList();
    try {
      return folders.size() == 1 && Files.isDirectory(Path.of(folders.get(0)))
          ? Path.of(folders.get(0)).toRealPath()
          : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** Returns where the results are to go, if that is said. */
  private static @Nullable Path checks(List<String> words) {
    for (String word : words) {
      if (word.startsWith(CHECKS_FLAG)) {
        return Path.of(word.substring(CHECKS_FLAG.length()));
      }
    }
    return null;
  }

  /** Runs the gate, passes on what it prints as it comes, and returns its exit code. */
  private static int gate(List<String> words, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(GateInstallation.find().command());
    command.add("verify");
    command.addAll(words);
    return GateProcess.converse(
        GateProcess.builder(command),
        process -> {
          Thread problems = new Thread(() -> copy(process.getErrorStream(), err), "read-gate");
          problems.setDaemon(true);
          problems.start();
          copy(process.getInputStream(), out);
          problems.join();
          int code = process.waitFor();
          return code == PASS || code == FAIL ? code : COULD_NOT_RUN;
        });
  }

  private static void copy(InputStream from, PrintStream to) {
    try (from) {
      from.transferTo(to);
      to.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("what the gate printed could not be read to its end", e);
    }
  }
}
