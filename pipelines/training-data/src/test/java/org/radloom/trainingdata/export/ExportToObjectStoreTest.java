package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.localcluster.UnsteadyRelay;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.objectstore.S3Server;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** Versions in an S3 server: the same as on a disk, and as safe. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExportToObjectStoreTest {
  private static final int EVENTS = 2_000;

  private final Path disk;
  private final S3Server server;

  /** What this test's keys begin with. */
  private String prefix = "";

  ExportToObjectStoreTest(@TempDir Path folder) throws Exception {
    disk = folder.resolve("disk");
    server = S3Server.start(Files.createDirectories(folder.resolve("server")));
  }

  @BeforeAll
  void writeEvents() throws IOException {
    SampleEvents.write(SampleOptions.of(disk, EVENTS, 5));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void nameKeys(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName();
  }

  /** An export whose output, on the server, is also a folder here. */
  private Export export(URI endpoint) {
    return new Export(disk.resolve("events/*"), server.bucket().resolve(prefix).resolve("out"))
        .with("output", "s3://%s/%s/out".formatted(S3Server.BUCKET, prefix))
        .with("s3Endpoint", endpoint.toString())
        .with("s3CredentialsFile", server.credentials().toString());
  }

  private Export export() {
    return export(server.url());
  }

  @Test
  void hasTheSameFilesAsOnADisk() throws IOException {
    PublishedVersion onDisk = new Export(disk.resolve("events/*"), disk.resolve("out")).publish();

    PublishedVersion stored = export().publish();

    assertThat(digests(stored)).isEqualTo(digests(onDisk));
    assertThat(stored.present()).isEqualTo(onDisk.present());
    for (String path : onDisk.present()) {
      assertThat(stored.bytes(path)).as(path).isEqualTo(onDisk.bytes(path));
    }
    assertThat(export().latest()).isEqualTo("v1");
    assertThat(files(export().dataset())).noneMatch(path -> path.contains(".staging-"));
  }

  @Test
  void readsEventsFromThere() throws IOException {
    Path events = Files.createDirectories(server.bucket().resolve(prefix).resolve("events"));
    try (Stream<Path> from = Files.list(disk.resolve("events"))) {
      for (Path file : from.toList()) {
        Files.copy(file, events.resolve(file.getFileName().toString()));
      }
    }
    PublishedVersion fromDisk = export().publish();

    PublishedVersion fromThere =
        export()
            .with("dataset", "other")
            .with("input", "s3://%s/%s/events/*".formatted(S3Server.BUCKET, prefix))
            .with("only", "csv")
            .publish();

    for (String split : PublishedVersion.SPLITS) {
      for (String table : List.of("transcriptions", "inferences")) {
        String path = "csv/%s_%s.csv".formatted(table, split);
        assertThat(fromThere.text(path)).as(path).isEqualTo(fromDisk.text(path));
      }
    }
    assertThat(fromThere.manifest().path("counts").path("transcription"))
        .isEqualTo(fromDisk.manifest().path("counts").path("transcription"));
  }

  @Test
  void aVersionIsNeverChangedAndTheNextGoesOnFromIt() throws IOException {
    PublishedVersion first = export().publish();
    Map<String, String> before = export().everything();

    CommandLine again = export().run();

    assertThat(again.code()).as(again.err()).isEqualTo(ExitCode.USAGE);
    assertThat(again.err()).contains("exists, and a version is never changed");
    assertThat(export().everything()).isEqualTo(before);

    PublishedVersion second = export().with("datasetVersion", "v2").publish();

    assertThat(second.manifest().path("previousVersion").asText()).isEqualTo("v1");
    assertThat(second.text("splits.csv")).isEqualTo(first.text("splits.csv"));
    assertThat(first.text("models/watch.csv")).contains(",accuracy,").doesNotContain("Psi");
    assertThat(second.text("models/watch.csv")).contains(",confidencePsi,0\r\n");
    assertThat(second.bytes("models/baseline.avro")).isEqualTo(first.bytes("models/baseline.avro"));
    assertThat(export().latest()).isEqualTo("v2");
  }

  @Test
  void aKilledRunLeavesWhatIsPublishedAndTheNextOneTidiesUp(@TempDir Path logs) throws Exception {
    export().publish();
    Map<String, String> before = published();
    Export second = export().with("datasetVersion", "v2");

    ExportFailureTest.killOnceItAssembles(second, logs.resolve("child.log"));

    assertThat(second.folder()).doesNotExist();
    assertThat(published()).isEqualTo(before);
    assertThat(second.latest()).isEqualTo("v1");
    assertThat(files(second.dataset())).anyMatch(path -> path.startsWith(".staging-v2@"));

    second.publish();

    assertThat(second.latest()).isEqualTo("v2");
    assertThat(files(second.dataset())).noneMatch(path -> path.contains(".staging-"));
  }

  @Test
  void aRunKilledBeforeItCouldNameItsVersionIsFinishedByTheNext() throws Exception {
    export().publish();
    Files.delete(export().dataset().resolve("LATEST"));
    Process over = new ProcessBuilder("true").start();
    over.waitFor();
    String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
    Path left = export().dataset().resolve(".staging-v1@%s@%d@left".formatted(host, over.pid()));
    Files.writeString(Files.createDirectories(left).resolve("part"), "of a run");

    CommandLine call = export().run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("was killed before it could name it");
    assertThat(export().latest()).isEqualTo("v1");
  }

  @Test
  void whatARunThatDiedInTheMoveLeftIsNotInTheVersion() throws Exception {
    Path left = export().folder().resolve("csv/of_another_run.csv");
    Files.createDirectories(left.resolveSibling(""));
    Files.writeString(left, "half of a version, without a manifest\n");

    PublishedVersion version = export().publish();

    assertThat(version.present())
        .doesNotContain("csv/of_another_run.csv")
        .hasSize(version.listed().size() + 1);
  }

  @Test
  void aServerThatIsAwayForAWhileIsWaitedFor() throws Exception {
    Duration away = Duration.ofSeconds(20);
    try (UnsteadyRelay relay = UnsteadyRelay.start(server.url(), "/buckets/", away)) {
      long started = System.nanoTime();

      PublishedVersion version = export(relay.url()).publish();

      assertThat(relay.refused()).isPositive();
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(away);
      assertThat(version.manifest().path("eventsRead").asLong()).isGreaterThanOrEqualTo(EVENTS);
      assertThat(relay.headersSeen())
          .contains("authorization")
          .noneMatch(header -> header.startsWith("x-amz-server-side-encryption"));
    }
  }

  @Test
  void wrongCredentialsFailTheRunAndAreNotShown(@TempDir Path folder) throws Exception {
    Path wrong =
        Files.writeString(
            folder.resolve("wrong"),
            "[default]\naws_access_key_id=radloom-test\naws_secret_access_key=wrong-but-secret\n");
    Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));

    CommandLine call = export().with("s3CredentialsFile", wrong.toString()).run("-v");

    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("403").doesNotContain("wrong-but-secret");
    assertThat(call.out()).isEmpty();
  }

  /** Returns everything in the dataset's folder but working folders. */
  private Map<String, String> published() {
    Map<String, String> all = new TreeMap<>(export().everything());
    all.keySet().removeIf(path -> path.contains(".staging-") || path.endsWith("chest"));
    all.remove("");
    return all;
  }

  private static Map<String, String> digests(PublishedVersion version) {
    Map<String, String> digests = new TreeMap<>();
    for (JsonNode file : version.manifest().path("files")) {
      digests.put(file.path("path").asText(), file.path("sha256").asText());
    }
    assertThat(digests).hasSizeGreaterThan(20);
    return digests;
  }

  /** Returns the files below a folder, by relative path. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .toList();
    }
  }
}
