package org.radloom.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.FolderTree;
import org.radloom.files.HeldFile;

/**
 * A Flink JobManager, TaskManagers, a Kafka broker and an S3 server, each a process of this machine
 * bound to 127.0.0.1, with everything they write in one folder. They outlive the process that
 * started them unless {@link #closeOnExit} was called; any process finds them again by the folder.
 * What they keep (topics, objects, checkpoints) stays in the folder from start to start.
 *
 * <p>A broken process is not mended by itself: {@link #kill} and {@link #restart} are how trials
 * break and mend. There is one JobManager and no second: the jobs of a killed one start again when
 * they are submitted with {@link #newestCheckpoint}.
 *
 * <p>Not for data of patients beyond this machine's own protection: Flink and Kafka ask nobody for
 * a password, so everybody who can log in to the machine can use them.
 */
public final class LocalCluster implements AutoCloseable {
  /** The names of the processes, as {@link #kill} and {@link #restart} take them. */
  public static final String JOB_MANAGER = "jobmanager";

  /** The Kafka broker. */
  public static final String KAFKA = "kafka";

  /** The S3 server. */
  public static final String S3 = "s3";

  private static final String TASK_MANAGER = "taskmanager-";

  /** A start takes some 15 s on two idle cores; a busy machine gets its time. */
  private static final Duration START = Duration.ofMinutes(3);

  private static final Duration POLITE_STOP = Duration.ofSeconds(20);
  private static final Duration FORCED_STOP = Duration.ofSeconds(20);

  private final Installation installation;
  private final ClusterFolder folder;
  private final FlinkRest flink;
  private ClusterState state;
  private @Nullable Thread hook;

  /**
   * A process of the cluster.
   *
   * @param name what it is called
   * @param pid its number, also if it is down
   * @param up whether it runs
   * @param log its log file
   */
  public record Member(String name, long pid, boolean up, Path log) {}

  private LocalCluster(Installation installation, ClusterFolder folder, ClusterState state) {
    this.installation = installation;
    this.folder = folder;
    this.state = state;
    this.flink = new FlinkRest(URI.create("http://127.0.0.1:" + state.ports().rest()));
  }

  /** Returns the name of a TaskManager, counted from 1. */
  public static String taskManager(int number) {
    return TASK_MANAGER + number;
  }

  /**
   * Starts a cluster, or what is missing of the one in the folder, and waits until all of it
   * serves. Slots and Flink options of a cluster that runs stay as they are.
   *
   * @throws IOException if a process does not come up; then what was started here is stopped
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public static LocalCluster start(ClusterSettings settings)
      throws IOException, InterruptedException {
    Installation installation = Installation.find();
    ClusterFolder folder = new ClusterFolder(settings.folder());
    folder.create();
    try (HeldFile lock = hold(folder)) {
      Optional<ClusterState> found = ClusterState.read(folder.state());
      ClusterState state =
          found.isPresent() && found.get().anyIsAlive()
              ? found.get()
              : fresh(settings, found.map(ClusterState::ports).filter(ClusterPorts::areFree));
      LocalCluster cluster = new LocalCluster(installation, folder, state);
      cluster.startMissing(settings.taskManagers());
      return cluster;
    }
  }

  private static ClusterState fresh(ClusterSettings settings, Optional<ClusterPorts> before)
      throws IOException {
    return new ClusterState(
        ClusterState.FORMAT,
        settings.slotsEach(),
        settings.flinkOptions(),
        before.isPresent() ? before.get() : ClusterPorts.free(),
        Map.of());
  }

  /** Returns the cluster in the folder, or nothing if none was started there or it was stopped. */
  public static Optional<LocalCluster> in(Path folder) throws IOException {
    ClusterFolder place = new ClusterFolder(folder.toAbsolutePath().normalize());
    Optional<ClusterState> state = ClusterState.read(place.state());
    if (state.isEmpty() || state.get().processes().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new LocalCluster(Installation.find(), place, state.get()));
  }

  private synchronized void startMissing(int taskManagers)
      throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>(List.of(S3, JOB_MANAGER));
    for (int number = 1; number <= taskManagers; number++) {
      wanted.add(taskManager(number));
    }
    // Last, as it has to wait for its folder to be made ready.
    wanted.add(KAFKA);
    state.processes().keySet().stream().filter(name -> !wanted.contains(name)).forEach(wanted::add);
    wanted.removeIf(this::isUp);
    List<Serving> started = new ArrayList<>();
    boolean serves = false;
    try {
      for (String name : wanted) {
        started.add(launch(name));
      }
      for (Serving process : started) {
        await(process);
      }
      serves = true;
    } finally {
      if (!serves) {
        end(wanted.stream().map(state.processes()::get).filter(id -> id != null).toList());
      }
    }
  }

  /** A process that was launched, and how to see that it serves. */
  private record Serving(String name, Await.Look<Boolean> look) {}

  private Serving launch(String name) throws IOException, InterruptedException {
    ClusterPorts ports = state.ports();
    return switch (name) {
      case JOB_MANAGER -> {
        launch(name, flinkLaunch().jobManager(name));
        yield new Serving(name, () -> Optional.of(flink.overview()).map(overview -> Boolean.TRUE));
      }
      case KAFKA -> {
        launch(name, new KafkaLaunch(installation, folder, ports).broker(name));
        yield new Serving(name, () -> Probe.kafka(ports.kafka()));
      }
      case S3 -> {
        launch(name, new S3Launch(installation, folder, ports).server(name));
        yield new Serving(name, () -> Probe.http(ports.s3()));
      }
      default -> {
        String resourceId = name + "-" + UUID.randomUUID().toString().substring(0, 8);
        launch(name, flinkLaunch().taskManager(name, resourceId));
        yield new Serving(
            name,
            () -> Optional.of(flink.taskManagers().contains(resourceId)).filter(there -> there));
      }
    };
  }

  private FlinkLaunch flinkLaunch() throws IOException {
    S3Credentials.in(folder.s3Credentials());
    return new FlinkLaunch(installation, folder, state, s3Environment());
  }

  private void launch(String name, Launch launch) throws IOException {
    state = state.with(name, launch.start());
    state.write(folder.state());
  }

  private void await(Serving process) throws IOException, InterruptedException {
    Await.found(
        START,
        () -> {
          if (!isUp(process.name())) {
            throw new Await.GaveUpException(
                process.name() + " ended while it started" + said(process.name()));
          }
          return process.look().look();
        },
        () -> process.name() + " does not serve" + said(process.name()));
  }

  private String said(String name) {
    return "; see %s and %s".formatted(folder.log(name), folder.printed(name));
  }

  /** Stops the cluster when this Java process ends, however it ends but for {@code kill -9}. */
  public synchronized void closeOnExit() {
    if (hook == null) {
      hook = new Thread(this::stop, "stop-local-cluster");
      Runtime.getRuntime().addShutdownHook(hook);
    }
  }

  /** Returns the processes, in the order in which they were started first. */
  public synchronized List<Member> members() {
    return state.processes().entrySet().stream()
        .map(
            process ->
                new Member(
                    process.getKey(),
                    process.getValue().pid(),
                    process.getValue().isAlive(),
                    folder.log(process.getKey())))
        .toList();
  }

  /** Returns whether the process of that name runs. */
  public synchronized boolean isUp(String name) {
    ProcessId process = state.processes().get(name);
    return process != null && process.isAlive();
  }

  /** Ends the process as {@code kill -9} does, and returns when it is gone. */
  public synchronized void kill(String name) throws IOException {
    ProcessId process = known(name);
    process.kill();
    awaitEnd(List.of(process), FORCED_STOP);
    if (process.isAlive()) {
      throw new IOException("%s (process %d) does not end".formatted(name, process.pid()));
    }
  }

  /**
   * Starts the process of that name again, with the same ports and folders, and waits until it
   * serves. If it still runs, it is killed first.
   */
  public synchronized void restart(String name) throws IOException, InterruptedException {
    kill(name);
    await(launch(name));
  }

  private ProcessId known(String name) {
    ProcessId process = state.processes().get(name);
    if (process == null) {
      throw new IllegalArgumentException(
          "there is no process '%s'; there are: %s".formatted(name, state.processes().keySet()));
    }
    return process;
  }

  /** Starts one more TaskManager, waits until it serves and returns its name. */
  public synchronized String addTaskManager() throws IOException, InterruptedException {
    int number = 1;
    while (state.processes().containsKey(taskManager(number))) {
      number++;
    }
    String name = taskManager(number);
    await(launch(name));
    return name;
  }

  /** Returns a client of Flink's REST interface. */
  public FlinkRest flink() {
    return flink;
  }

  /** Returns the REST interface's host and port, as {@code --flinkMaster} takes them. */
  public String flinkMaster() {
    return "127.0.0.1:" + state.ports().rest();
  }

  /** Returns the ports on which the Flink processes may offer metrics to Prometheus. */
  public List<Integer> metricsPorts() {
    return state.ports().metricsPorts();
  }

  /** Returns the broker's host and port. */
  public String kafkaServers() {
    return "127.0.0.1:" + state.ports().kafka();
  }

  /** Returns where the S3 server is; its clients must use path style. */
  public URI s3Endpoint() {
    return URI.create("http://127.0.0.1:" + state.ports().s3());
  }

  /** Returns the bucket that is there from the start. */
  public String s3Bucket() {
    return S3Launch.BUCKET;
  }

  /** Returns the file of the S3 server's credentials, in the format of AWS's shared credentials. */
  public Path s3CredentialsFile() {
    return folder.s3Credentials();
  }

  /** Returns the S3 server's credentials. */
  public S3Credentials s3Credentials() throws IOException {
    return S3Credentials.in(folder.s3Credentials());
  }

  /** Returns the environment that lets AWS's SDK find the server; the Flink processes have it. */
  public Map<String, String> s3Environment() {
    return Map.of(
        "AWS_SHARED_CREDENTIALS_FILE", folder.s3Credentials().toString(),
        "AWS_REGION", "us-east-1",
        "AWS_ENDPOINT_URL_S3", s3Endpoint().toString());
  }

  /** Returns everything that the cluster writes. */
  public Path folder() {
    return folder.root();
  }

  /** Returns the fat jar of Radloom's jobs, where it is when it is built. */
  public Path jobJar() {
    return installation.jobJar();
  }

  /**
   * Returns the address of the newest whole checkpoint of a job, also of one that nobody remembers,
   * as {@code --savepointPath} takes it.
   */
  public Optional<String> newestCheckpoint(String jobId) throws IOException {
    Path checkpoints = folder.checkpoints().resolve(jobId);
    if (!Files.isDirectory(checkpoints)) {
      return Optional.empty();
    }
    try (Stream<Path> found = Files.list(checkpoints)) {
      return found
          .filter(path -> path.getFileName().toString().matches("chk-\\d+"))
          .filter(path -> Files.exists(path.resolve("_metadata")))
          .max(Comparator.comparingLong(LocalCluster::number))
          .map(path -> path.toUri().toString());
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }

  /**
   * Asks every process to end, and kills those that have not ended in 20 s. What they keep stays.
   */
  @SuppressWarnings("try") // The lock is held, not used.
  public synchronized void stop() {
    try (HeldFile lock = hold(folder)) {
      end(state.processes().values());
      state = state.withoutProcesses();
      state.write(folder.state());
      FolderTree.delete(folder.temporary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Collection<ProcessId> processes) {
    processes.forEach(ProcessId::terminate);
    awaitEnd(processes, POLITE_STOP);
    processes.forEach(ProcessId::kill);
    awaitEnd(processes, FORCED_STOP);
  }

  /** Waits until they have ended, the time is up, or this thread is interrupted. */
  private static void awaitEnd(Collection<ProcessId> processes, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (processes.stream().anyMatch(ProcessId::isAlive) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Stops the cluster. */
  @Override
  public void close() {
    stop();
    Thread registered = hook;
    if (registered != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(registered);
      } catch (IllegalStateException e) {
        // It runs already.
      }
    }
  }

  /** Only one process at a time starts or stops a cluster. */
  private static HeldFile hold(ClusterFolder folder) throws IOException {
    return HeldFile.take(folder.lock())
        .orElseThrow(
            () -> new IOException("another process starts or stops this cluster; try again"));
  }
}
