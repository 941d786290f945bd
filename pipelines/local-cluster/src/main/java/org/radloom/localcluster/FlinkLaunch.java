package org.radloom.localcluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * How Flink's processes are started: as its own scripts do it, with the settings of
 * flink-conf/standalone and, over them, what differs from cluster to cluster.
 */
final class FlinkLaunch {
  private static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  /** Keeps the Prometheus reporter, which would serve every network, on this machine. */
  private static final List<String> LOOPBACK =
      List.of(
          "-Dcom.sun.net.httpserver.HttpServerProvider="
              + "org.radloom.localcluster.loopback.LoopbackHttpServerProvider",
          "--add-exports=jdk.httpserver/sun.net.httpserver=ALL-UNNAMED");

  private final Installation installation;
  private final ClusterFolder folder;
  private final ClusterState state;
  private final Map<String, String> environment;

  /**
   * Returns how the processes of the cluster are started.
   *
   * @param environment added to that of each process
   */
  FlinkLaunch(
      Installation installation,
      ClusterFolder folder,
      ClusterState state,
      Map<String, String> environment) {
    this.installation = installation;
    this.folder = folder;
    this.state = state;
    this.environment = environment;
  }

  /** Returns the JobManager under the name. */
  Launch jobManager(String name) throws IOException {
    Configuration settings = settings(List.of());
    JobManagerProcessSpec memory =
        JobManagerProcessUtils.processSpecFromConfigWithNewOptionToInterpretLegacyHeap(
            settings, JobManagerOptions.JVM_HEAP_MEMORY);
    List<String> jvm = words(JobManagerProcessUtils.generateJvmParametersStr(memory, settings));
    jvm.addAll(options(settings, CoreOptions.FLINK_JM_JVM_OPTIONS));
    List<String> memoryOptions = words(JobManagerProcessUtils.generateDynamicConfigsStr(memory));
    return launch(name, settings, jvm, JOB_MANAGER, memoryOptions, List.of());
  }

  /**
   * Returns a TaskManager under the name.
   *
   * @param resourceId what the JobManager is to know it by; another one at each start, so that a
   *     new process is not taken for the dead one
   */
  Launch taskManager(String name, String resourceId) throws IOException {
    List<String> own =
        List.of(
            "-D",
            TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + resourceId,
            "-D",
            TaskManagerOptions.NUM_TASK_SLOTS.key() + "=" + state.slotsEach());
    Configuration settings = settings(own);
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(settings);
    List<String> jvm = words(ProcessMemoryUtils.generateJvmParametersStr(memory));
    jvm.addAll(options(settings, CoreOptions.FLINK_TM_JVM_OPTIONS));
    List<String> memoryOptions = words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory));
    return launch(name, settings, jvm, TASK_MANAGER, memoryOptions, own);
  }

  private Launch launch(
      String name,
      Configuration settings,
      List<String> jvm,
      String main,
      List<String> memoryOptions,
      List<String> own)
      throws IOException {
    List<String> command = new ArrayList<>(jvm);
    command.addAll(options(settings, CoreOptions.FLINK_JVM_OPTIONS));
    command.addAll(LOOPBACK);
    command.add("-Dlog.file=" + folder.log(name));
    command.add(
        "-Dlog4j.configurationFile="
            + installation.flinkSettings().resolve("log4j.properties").toUri());
    command.addAll(List.of("-cp", installation.classPath("flink"), main));
    command.addAll(List.of("--configDir", installation.flinkSettings().toString()));
    command.addAll(memoryOptions);
    command.addAll(clusterOptions());
    command.addAll(own);
    return new Launch(name, List.copyOf(command), environment, folder.printed(name));
  }

  /** Returns ports, folders and what the caller of the cluster chose. */
  private List<String> clusterOptions() {
    List<String> options = new ArrayList<>();
    define(options, "jobmanager.rpc.port", state.ports().jobManager());
    define(options, "rest.port", state.ports().rest());
    define(options, "metrics.reporter.prom.port", state.ports().metricsRange());
    define(options, "state.checkpoints.dir", folder.checkpoints().toUri());
    define(options, "state.savepoints.dir", folder.savepoints().toUri());
    define(options, "io.tmp.dirs", folder.temporary());
    state.flinkOptions().forEach((name, value) -> define(options, name, value));
    return options;
  }

  private static void define(List<String> options, String name, Object value) {
    options.add("-D");
    options.add(name + "=" + value);
  }

  /** Returns the file's settings with those of the command line over them, as the process will. */
  private Configuration settings(List<String> own) {
    Configuration settings =
        GlobalConfiguration.loadConfiguration(installation.flinkSettings().toString());
    List<String> options = clusterOptions();
    options.addAll(own);
    for (String option : options) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        settings.setString(option.substring(0, equals), option.substring(equals + 1));
      }
    }
    return settings;
  }

  private static List<String> options(Configuration settings, ConfigOption<String> option) {
    return words(settings.get(option));
  }

  private static List<String> words(String text) {
    return text.isBlank()
        ? new ArrayList<>()
        : new ArrayList<>(Arrays.asList(text.strip().split("\\s+")));
  }
}
