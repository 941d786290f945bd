package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The real processes. Each test leaves the cluster whole and without jobs. */
@Tag("slow")
@Timeout(600)
final class LocalClusterTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static LocalCluster cluster;
  private static Path jar;

  @BeforeAll
  static void start(@TempDir Path temporary) throws Exception {
    cluster = LocalCluster.start(ClusterSettings.in(temporary.resolve("cluster")));
    cluster.closeOnExit();
    jar = jarOfTheCountingJob(temporary.resolve("counting.jar"));
  }

  @AfterAll
  static void stopLeavesNoProcess() throws Exception {
    List<Long> processes = cluster.members().stream().map(LocalCluster.Member::pid).toList();

    cluster.close();

    assertThat(processes).hasSizeGreaterThanOrEqualTo(5);
    assertThat(cluster.members()).isEmpty();
    assertThat(LocalCluster.in(cluster.folder())).isEmpty();
    for (long pid : processes) {
      assertThat(commandLine(pid)).as("process %d", pid).doesNotContain("java");
    }
  }

  private static Path jarOfTheCountingJob(Path file) throws IOException {
    Path classes =
        Path.of(URI.create(CountingJob.class.getResource("CountingJob.class").toString()))
            .getParent();
    try (Stream<Path> found = Files.list(classes);
        OutputStream out = Files.newOutputStream(file);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (Path path :
          found.filter(one -> one.getFileName().toString().startsWith("CountingJob")).toList()) {
        entries.putNextEntry(new JarEntry("org/radloom/localcluster/" + path.getFileName()));
        Files.copy(path, entries);
      }
    }
    return file;
  }

  /** Returns the command of a process; nothing of one that is dead, buried or not. */
  private static String commandLine(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "cmdline");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  private static String submit(FlinkRest.JarRun run) throws Exception {
    FlinkRest flink = cluster.flink();
    String job = flink.run(flink.upload(jar), run);
    flink.awaitRunning(job, LIMIT);
    return job;
  }

  private static FlinkRest.JarRun counting(int parallelism) {
    return FlinkRest.JarRun.of(CountingJob.class.getName(), Integer.toString(parallelism));
  }

  private static void cancel(String job) throws Exception {
    cluster.flink().cancel(job);
    assertThat(cluster.flink().awaitEnd(job, LIMIT).state()).isEqualTo("CANCELED");
  }

  @Test
  void hasTwoTaskManagersAndAnotherProcessFindsThem() throws Exception {
    FlinkRest.Overview overview =
        LocalCluster.in(cluster.folder()).orElseThrow().flink().overview();

    assertThat(overview.taskManagers()).isEqualTo(2);
    assertThat(overview.slots()).isEqualTo(2);
    assertThat(cluster.members()).allMatch(LocalCluster.Member::up);
  }

  @Test
  void aSecondStartLeavesTheProcessesAsTheyAre() throws Exception {
    List<LocalCluster.Member> before = cluster.members();

    LocalCluster again = LocalCluster.start(ClusterSettings.in(cluster.folder()));

    assertThat(again.members()).isEqualTo(before);
  }

  @Test
  void kafkaGivesBackWhatItTook() throws Exception {
    try (KafkaTopics topics = new KafkaTopics(cluster.kafkaServers())) {
      topics.create("radiology", 2);

      topics.send("radiology", List.of(bytes("a"), bytes("b"), bytes("c")));

      // In turn to two partitions: a and c to the first.
      assertThat(topics.read("radiology", LIMIT))
          .containsExactly(bytes("a"), bytes("c"), bytes("b"));
      assertThat(topics.endOffsets("radiology"))
          .containsExactly(Map.entry(0, 2L), Map.entry(1, 1L));
      assertThat(topics.committedOffsets("nobody", "radiology")).isEmpty();
      assertThat(topics.names()).contains("radiology");
      assertThatThrownBy(() -> topics.create("radiology", 2)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void kafkaKeepsWhatItTookWhenItIsKilled() throws Exception {
    try (KafkaTopics topics = new KafkaTopics(cluster.kafkaServers())) {
      topics.create("kept", 1);
      topics.send("kept", List.of(bytes("a")));

      cluster.kill(LocalCluster.KAFKA);
      assertThat(cluster.isUp(LocalCluster.KAFKA)).isFalse();
      cluster.restart(LocalCluster.KAFKA);

      assertThat(topics.read("kept", LIMIT)).containsExactly(bytes("a"));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void s3GivesBackWhatItTookAlsoAfterAKill() throws Exception {
    S3Credentials credentials = cluster.s3Credentials();
    try (S3Client s3 = s3(credentials.accessKeyId(), credentials.secretAccessKey())) {
      s3.putObject(
          request -> request.bucket(cluster.s3Bucket()).key("a/b c"),
          RequestBody.fromString("whole"));

      cluster.restart(LocalCluster.S3);

      assertThat(
              s3.getObjectAsBytes(request -> request.bucket(cluster.s3Bucket()).key("a/b c"))
                  .asUtf8String())
          .isEqualTo("whole");
    }
  }

  @Test
  void s3TurnsAwayWhoHasNotTheSecret() throws Exception {
    try (S3Client s3 = s3(cluster.s3Credentials().accessKeyId(), "guessed")) {
      assertThatThrownBy(() -> s3.listObjectsV2(request -> request.bucket(cluster.s3Bucket())))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  private static S3Client s3(String id, String secret) {
    return S3Client.builder()
        .endpointOverride(cluster.s3Endpoint())
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .build();
  }

  @Test
  void aJobGoesOnFromItsCheckpointAfterAKilledTaskManager() throws Exception {
    String job = submit(counting(2));
    FlinkRest flink = cluster.flink();
    long before = flink.awaitCheckpoint(job, 0, LIMIT).id();

    cluster.kill(LocalCluster.taskManager(1));
    assertThat(cluster.isUp(LocalCluster.taskManager(1))).isFalse();
    cluster.restart(LocalCluster.taskManager(1));

    flink.awaitCheckpoint(job, before + 1, LIMIT);
    assertThat(flink.awaitRunning(job, LIMIT).isRunning()).isTrue();
    assertThat(flink.checkpoints(job).restored()).isPositive();
    cancel(job);
  }

  @Test
  void aJobGoesOnFromItsSavepoint() throws Exception {
    String job = submit(counting(1));
    FlinkRest flink = cluster.flink();
    flink.awaitCheckpoint(job, 0, LIMIT);

    String savepoint = flink.stopWithSavepoint(job, LIMIT);
    assertThat(flink.awaitEnd(job, LIMIT).state()).isEqualTo("FINISHED");
    String next = submit(counting(1).from(savepoint));

    assertThat(flink.checkpoints(next).latestRestored().orElseThrow().address())
        .isEqualTo(savepoint);
    cancel(next);
  }

  @Test
  void aJobOfAKilledJobManagerIsSubmittedAgainFromItsNewestCheckpoint() throws Exception {
    String job = submit(counting(1));
    cluster.flink().awaitCheckpoint(job, 1, LIMIT);

    cluster.restart(LocalCluster.JOB_MANAGER);
    assertThat(cluster.flink().jobs()).isEmpty();
    String newest = cluster.newestCheckpoint(job).orElseThrow();
    String next = submit(counting(1).from(newest));

    assertThat(cluster.flink().checkpoints(next).latestRestored().orElseThrow().id())
        .isGreaterThan(1);
    cancel(next);
  }

  @Test
  void flinkProcessesOfferMetrics() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    URI first = URI.create("http://127.0.0.1:%d/metrics".formatted(cluster.metricsPorts().get(0)));

    String metrics =
        http.send(HttpRequest.newBuilder(first).build(), BodyHandlers.ofString()).body();

    assertThat(metrics).contains("flink_");
  }

  @Test
  void everyProcessListensOnThisMachineAlone() throws Exception {
    List<String> listening = new ArrayList<>();
    for (LocalCluster.Member member : cluster.members()) {
      listening.addAll(ListeningSockets.of(member.pid()));
    }

    // JobManager and TaskManagers have several each, Kafka two, S3 one.
    assertThat(listening).hasSizeGreaterThan(8).allMatch(ListeningSockets::isLoopback);
  }

  @Test
  void noCommandLineHoldsTheSecret() throws Exception {
    String secret = cluster.s3Credentials().secretAccessKey();
    for (LocalCluster.Member member : cluster.members()) {
      assertThat(commandLine(member.pid())).contains("java").doesNotContain(secret);
    }
  }
}
