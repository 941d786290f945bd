package org.radloom.commandline;

import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.jobgraph.SavepointConfigOptions;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The options of a job: from flags and config file to a Flink that is ready to run it. */
public final class JobOptions {
  /** Beam's names for "inside this process"; [auto] is also where {@code flink run} submits to. */
  private static final Set<String> LOCAL = Set.of("[local]", "[auto]");

  private static final Pattern MISSING =
      Pattern.compile("^Missing required value for \\[(--\\w+),");

  /** Beam's words for a flag that no options have, with its guess of what was meant. */
  private static final Pattern UNKNOWN =
      Pattern.compile(" missing a property named '(\\w+)'\\.(?: Did you mean '(\\w+)'\\?)?");

  private static final String RUNNER_HELP =
      """

      Where it runs (flags of Beam and its Flink runner pass through):
        --flinkMaster=HOST:PORT
              a Flink 1.19 cluster; its workers must see every file and folder named here
              default: [auto], inside this process
        --parallelism=2
              parallel tasks
              default: cores of this machine
      """;

  private JobOptions() {}

  /** Prints every flag of the options, and those that say where the job runs. */
  public static void printHelp(Class<? extends PipelineOptions> type, PrintStream out) {
    OptionsHelp.print(type, out);
    out.print(RUNNER_HELP);
  }

  /**
   * Reads flags, and the config file if they name one. The options are not registered with Beam: in
   * one process, as in the demo, two jobs may have a flag of one name and different types.
   */
  public static <T extends PipelineOptions> T parse(List<String> args, Class<T> type)
      throws UsageException {
    List<String> flags = new ArrayList<>(ConfigFile.expand(args));
    if (flags.stream().noneMatch(flag -> flag.startsWith("--runner="))) {
      flags.add("--runner=FlinkRunner");
    }
    ObjectStore.refuseOthers(flags);
    try {
      T options =
          PipelineOptionsFactory.fromArgs(flags.toArray(new String[0])).withValidation().as(type);
      if (options instanceof ObjectStoreOptions store) {
        ObjectStore.check(store);
      }
      return options;
    } catch (IllegalArgumentException e) {
      throw new UsageException(firstLine(e));
    }
  }

  private static String firstLine(IllegalArgumentException problem) {
    String message = Objects.requireNonNullElse(problem.getMessage(), "bad flags");
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      return missing.group(1) + " is missing";
    }
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.find()) {
      String guess = unknown.group(2) == null ? "" : "; is it '--%s'?".formatted(unknown.group(2));
      return "there is no flag '--%s'%s".formatted(unknown.group(1), guess);
    }
    return message.lines().findFirst().orElse("bad flags");
  }

  /**
   * Fills in what the user left to us, and opens the file systems.
   *
   * @param job a class of the job; a cluster gets the jar that it came in
   */
  public static void prepare(PipelineOptions options, Class<?> job) {
    if (options.getRunner() == FlinkRunner.class) {
      prepareFlink(options.as(FlinkPipelineOptions.class), job);
    }
    ObjectStore.configure(options);
    FileSystems.setDefaultPipelineOptions(options);
  }

  private static void prepareFlink(FlinkPipelineOptions flink, Class<?> job) {
    boolean local = LOCAL.contains(flink.getFlinkMaster());
    if (flink.getParallelism() <= 0) {
      flink.setParallelism(Runtime.getRuntime().availableProcessors());
    }
    if (!local && flink.getFilesToStage() == null) {
      flink.setFilesToStage(List.of(jarOf(job)));
    } else if (local) {
      flink.setFilesToStage(List.of());
    }
  }

  /**
   * Returns whether the job runs inside this process, rather than on a cluster that it is sent to
   * or was submitted on.
   */
  public static boolean runsInThisProcess(FlinkPipelineOptions flink) {
    return LOCAL.contains(flink.getFlinkMaster())
        && StreamExecutionEnvironment.getExecutionEnvironment() instanceof LocalStreamEnvironment;
  }

  /**
   * Returns whether a job on a cluster goes on from what an earlier run knew: from the savepoint of
   * a flag, of {@code flink run -s} or of the settings, or, with high availability, from wherever
   * it was when its master was lost.
   */
  public static boolean goesOnFromState(FlinkPipelineOptions flink) {
    ReadableConfig settings =
        StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
    return flink.getSavepointPath() != null
        || settings.getOptional(SavepointConfigOptions.SAVEPOINT_PATH).isPresent()
        || !settings.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("NONE");
  }

  private static String jarOf(Class<?> job) {
    try {
      return Path.of(job.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the jar's own path is no URI", e);
    }
  }
}
