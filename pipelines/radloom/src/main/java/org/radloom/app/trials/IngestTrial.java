package org.radloom.app.trials;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radloom.app.ClusterMain;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.UsageException;
import org.radloom.localcluster.FlinkRest;
import org.radloom.localcluster.KafkaTopics;
import org.radloom.localcluster.LocalCluster;
import org.radloom.localcluster.UnsteadyRelay;
import org.radloom.trainingdata.ingest.IngestCommand;

/** One run of {@code ingest} on the cluster, from a topic of its own into a store of its own. */
final class IngestTrial {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration RECOVERY = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int PARTITIONS = 4;

  /** Messages of one portion. */
  static final int PORTION = 500;

  private final LocalCluster cluster;
  private final String store;
  private final Optional<UnsteadyRelay> relay;
  private final List<String> args;
  private final TrialProducer producer;
  private final TrialMessages messages = new TrialMessages(42);
  private final List<byte[]> sent = new ArrayList<>();
  private final List<Mending> mendings = new ArrayList<>();
  private String job = "";

  /**
   * What a run is like.
   *
   * @param name of its topic and store
   * @param folder where its store goes, unless that is in an object store
   * @param keyFile the keys
   * @param objectStore whether the store is in the cluster's object store
   * @param checkpointEvery time between checkpoints; a batch waits half of it
   * @param windows flags of its windows
   */
  record Settings(
      String name,
      Path folder,
      Path keyFile,
      boolean objectStore,
      Duration checkpointEvery,
      List<String> windows) {

    /** Windows so short that several are published while something goes wrong. */
    static final List<String> SHORT_WINDOWS =
        List.of("--window=10s", "--holdFor=5s", "--disorder=2s", "--images=reference");

    /** Windows as long as they are by default. */
    static final List<String> HOURS = List.of("--images=reference");

    /** The curated store alone. */
    static final List<String> NO_WINDOWS = List.of("--windows=false");
  }

  /** Prepares one on a cluster. */
  IngestTrial(LocalCluster cluster, Settings settings)
      throws IOException, InterruptedException, UsageException {
    this.cluster = cluster;
    String name = settings.name();
    boolean objectStore = settings.objectStore();
    relay = objectStore ? Optional.of(UnsteadyRelay.start(cluster.s3Endpoint())) : Optional.empty();
    store =
        objectStore
            ? "s3://%s/%s".formatted(cluster.s3Bucket(), name)
            : settings.folder().resolve(name).toString();
    String topic = "trial-" + name;
    try (KafkaTopics topics = new KafkaTopics(cluster.kafkaServers())) {
      topics.create(topic, PARTITIONS);
    }
    long checkpointMillis = settings.checkpointEvery().toMillis();
    args =
        new ArrayList<>(
            List.of(
                "ingest",
                "--source=kafka:" + cluster.kafkaServers() + "/" + topic,
                "--output=" + store,
                "--keyFile=" + settings.keyFile(),
                "--parallelism=2",
                "--checkpointingInterval=" + checkpointMillis,
                "--batchWait=" + checkpointMillis / 2 + "ms"));
    args.addAll(settings.windows());
    args.addAll(storeFlags());
    // The audit reads the store by the same file systems.
    JobOptions.prepare(IngestCommand.options(args.subList(1, args.size())), IngestCommand.class);
    producer = new TrialProducer(cluster.kafkaServers(), topic);
  }

  /** Something to be done when the trial is over. */
  interface Mending {
    void run() throws IOException, InterruptedException;
  }

  /** Sends messages whose devices' clocks say {@code time}. */
  void send(Instant time) throws IOException, InterruptedException {
    List<byte[]> portion;
    synchronized (this) {
      portion = messages.next(PORTION, time);
      sent.addAll(portion);
    }
    producer.send(portion);
  }

  /** Sends everything again that was sent so far. */
  void sendAllAgain() throws IOException, InterruptedException {
    List<byte[]> all;
    synchronized (this) {
      all = List.copyOf(sent);
    }
    producer.send(all);
  }

  /** Leaves no room where the checkpoints go, for a while. */
  void fillCheckpointDisk(Duration time) throws IOException, InterruptedException {
    Path ballast = cluster.folder().resolve("checkpoints").resolve("ballast");
    try (FileChannel out =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer block = ByteBuffer.allocate(64 << 10);
      long until = System.nanoTime() + time.toNanos();
      while (System.nanoTime() < until) {
        try {
          block.clear();
          out.write(block);
        } catch (IOException full) {
          // A checkpoint that is dropped makes room, which is taken at once.
          Thread.sleep(5);
        }
      }
    } finally {
      Files.deleteIfExists(ballast);
    }
  }

  /** Has the object store turn everybody away, for a while. */
  void refuseObjects(Duration time) throws InterruptedException {
    relay.orElseThrow().refuse(time);
    Thread.sleep(time.toMillis());
  }

  /** Has something done when the trial is over. */
  void afterwards(Mending mending) {
    mendings.add(mending);
  }

  /** Returns where the store is. */
  String store() {
    return store;
  }

  /** Returns the flags that a job needs to reach the store. */
  List<String> storeFlags() {
    return relay
        .map(
            server ->
                List.of(
                    "--s3Endpoint=" + server.url(),
                    "--s3CredentialsFile=" + cluster.s3CredentialsFile()))
        .orElse(List.of());
  }

  /** Starts the job, from a checkpoint or savepoint if one is given, and waits until it runs. */
  void start(Optional<String> from) throws IOException, InterruptedException {
    FlinkRest flink = cluster.flink();
    List<String> all = new ArrayList<>(args);
    // The command refuses to begin anew in a store that holds events: it must see the flag too.
    from.ifPresent(address -> all.add("--savepointPath=" + address));
    FlinkRest.JarRun run =
        FlinkRest.JarRun.of(ClusterMain.class.getName(), all.toArray(new String[0]));
    job = flink.run(flink.upload(cluster.jobJar()), from.isPresent() ? run.from(from.get()) : run);
    flink.awaitRunning(job, START);
  }

  /** Returns the job's id. */
  String job() {
    return job;
  }

  LocalCluster cluster() {
    return cluster;
  }

  TrialProducer producer() {
    return producer;
  }

  /** Returns the number of the newest completed checkpoint; 0 if there is none or nobody knows. */
  long checkpoint() throws InterruptedException {
    try {
      return cluster.flink().checkpoints(job).latest().map(found -> found.id()).orElse(0L);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Waits until the job has completed two checkpoints since, the second of which therefore began
   * after the fault was over, and returns how long that took.
   */
  Duration awaitRecovery(long checkpointBefore, Instant since)
      throws IOException, InterruptedException {
    cluster.flink().awaitRunning(job, RECOVERY);
    cluster.flink().awaitCheckpoint(job, checkpointBefore + 1, RECOVERY);
    return Duration.between(since, Instant.now());
  }

  /**
   * Waits until the store's ledger has counted every message that the broker acknowledged, some
   * minutes at most.
   *
   * @return whether it has
   */
  boolean awaitAllRead() throws IOException, InterruptedException {
    return awaitAllRead(RECOVERY);
  }

  /** As {@link #awaitAllRead()}, for as long as that. */
  boolean awaitAllRead(Duration longest) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(longest);
    while (StoreAudit.ledger(store).read() < producer.acknowledged()) {
      if (Instant.now().isAfter(deadline)) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }

  /**
   * Waits until windows have published, or left out, every event of the store, some minutes at
   * most; only for windows that end by the clock, of transcriptions that are all usable.
   */
  WindowAudit awaitWindows() throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(RECOVERY);
    long events = StoreAudit.ledger(store).events();
    WindowAudit audit = WindowAudit.of(store);
    while (audit.published() + audit.leftOut() < events && Instant.now().isBefore(deadline)) {
      Thread.sleep(PAUSE.toMillis());
      audit = WindowAudit.of(store);
    }
    return audit;
  }

  /** Holds the store against what was sent. */
  StoreAudit audit() throws IOException {
    return StoreAudit.of(store, producer.keys());
  }

  /** Ends the job, if it runs. */
  void cancel() throws IOException, InterruptedException {
    if (!job.isEmpty()) {
      cluster.flink().cancel(job);
      cluster.flink().awaitEnd(job, START);
      job = "";
    }
  }

  /** Ends the job, and does what was to be done afterwards. */
  void end() throws IOException, InterruptedException {
    producer.close();
    cancel();
    relay.ifPresent(UnsteadyRelay::close);
    for (Mending mending : mendings) {
      mending.run();
    }
  }
}
