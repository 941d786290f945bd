package org.radloom.app;

import java.io.PrintStream;
import java.util.List;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;

/** {@code bench [NAME [--flag=value]...]}: one benchmark, or all of them in turn. */
final class BenchCommand implements Command {
  private final List<Command> benchmarks;

  BenchCommand(List<Command> benchmarks) {
    this.benchmarks = benchmarks;
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public String summary() {
    return "benchmarks against named baselines: " + names();
  }

  private String names() {
    return String.join(", ", benchmarks.stream().map(Command::name).toList());
  }

  @Override
  public void printHelp(PrintStream out) {
    out.printf(
        "usage: ./radloom bench [NAME [--flag=value]...]%n%n"
            + "Runs the benchmark NAME, or each in turn, and prints tables to be pasted into docs.%n");
    for (Command benchmark : benchmarks) {
      out.printf("%n%s: %s%n%n", benchmark.name(), benchmark.summary());
      benchmark.printHelp(out);
    }
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    if (args.isEmpty()) {
      for (Command benchmark : benchmarks) {
        int code = benchmark.run(args, out, err);
        if (code != ExitCode.DONE) {
          return code;
        }
      }
      return ExitCode.DONE;
    }
    for (Command benchmark : benchmarks) {
      if (benchmark.name().equals(args.get(0))) {
        return benchmark.run(args.subList(1, args.size()), out, err);
      }
    }
    throw new UsageException(
        "there is no benchmark '%s'; there are: %s".formatted(args.get(0), names()));
  }
}
