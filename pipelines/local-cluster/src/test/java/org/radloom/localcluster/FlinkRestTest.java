package org.radloom.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against answers of Flink 1.19's documented form. */
final class FlinkRestTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String JOB = "0123456789abcdef0123456789abcdef";

  private final HttpServer server;
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private final FlinkRest flink;

  FlinkRestTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    flink = new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] asked = exchange.getRequestBody().readAllBytes();
          received.put(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              new String(asked, StandardCharsets.ISO_8859_1));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private void answerJob(String state, int total, int running) {
    answer(
        "/jobs/overview",
        200,
        """
        {"jobs": [{"jid": "%s", "name": "ingest", "state": "%s",
                   "tasks": {"total": %d, "running": %d, "finished": 0}}]}
        """
            .formatted(JOB, state, total, running));
    answer("/overview", 200, "{\"taskmanagers\": 1, \"slots-total\": 1, \"slots-available\": 0}");
  }

  private void answerExceptions(String entries) {
    answer(
        "/jobs/" + JOB + "/exceptions",
        200,
        "{\"exceptionHistory\": {\"entries\": [%s]}}".formatted(entries));
  }

  @Test
  void aJobWithoutSlotsIsNotRunning() throws Exception {
    answerJob("RUNNING", 4, 0);
    answerExceptions("");

    assertThat(flink.job(JOB).isRunning()).isFalse();
    assertThatThrownBy(() -> flink.awaitRunning(JOB, SHORT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is RUNNING with 0 of 4 tasks")
        .hasMessageContaining("freeSlots=0");
  }

  @Test
  void aJobRunsWhenAllOfItsTasksDo() throws Exception {
    answerJob("RUNNING", 4, 4);

    assertThat(flink.awaitRunning(JOB, SHORT))
        .isEqualTo(new FlinkJob(JOB, "ingest", "RUNNING", 4, 4));
  }

  @Test
  void waitingForAFailedJobEndsAtOnceAndSaysWhy() {
    answerJob("FAILED", 4, 0);
    answerExceptions(
        "{\"exceptionName\": \"X\", \"stacktrace\": \"java.io.IOException: disk full\\n\\tat a.b\"}");

    assertThatThrownBy(() -> flink.awaitRunning(JOB, Duration.ofMinutes(5)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is FAILED")
        .hasMessageEndingWith("it says: java.io.IOException: disk full");
  }

  @Test
  void errorsOfFlinkNameTheirCause() {
    answer(
        "/jars/x.jar/run",
        400,
        "{\"errors\": [\"Bad\", \"<x.RestHandlerException: outer\\n\\tat a\\nCaused by: y.Z: no such class\\n\\tat b>\"]}");

    assertThatThrownBy(() -> flink.run("x.jar", FlinkRest.JarRun.of("a.Main")))
        .isInstanceOfSatisfying(
            FlinkRestException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessage("Flink answered 400 to POST /jars/x.jar/run: Caused by: y.Z: no such class");
  }

  @Test
  void anUnknownJobIsA404() {
    answer("/jobs/overview", 200, "{\"jobs\": []}");

    assertThatThrownBy(() -> flink.job(JOB))
        .isInstanceOfSatisfying(
            FlinkRestException.class, e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void startsAJarFromASavepoint() throws Exception {
    answer("/jars/x.jar/run", 200, "{\"jobid\": \"%s\"}".formatted(JOB));

    String id =
        flink.run("x.jar", FlinkRest.JarRun.of("a.Main", "ingest", "--a=b c").from("file:/s/1"));

    assertThat(id).isEqualTo(JOB);
    assertThat(received.get("POST /jars/x.jar/run"))
        .isEqualTo(
            "{\"entryClass\":\"a.Main\",\"programArgsList\":[\"ingest\",\"--a=b c\"],"
                + "\"savepointPath\":\"file:/s/1\",\"allowNonRestoredState\":false}");
  }

  @Test
  void uploadsAJarAsAForm(@TempDir Path folder) throws Exception {
    answer(
        "/jars/upload",
        200,
        "{\"filename\": \"/tmp/flink-web/7_job.jar\", \"status\": \"success\"}");
    Path jar = Files.writeString(folder.resolve("job.jar"), "bytes of the jar");

    assertThat(flink.upload(jar)).isEqualTo("7_job.jar");

    assertThat(received.get("POST /jars/upload"))
        .contains("name=\"jarfile\"; filename=\"job.jar\"\r\n")
        .contains("\r\n\r\nbytes of the jar\r\n--");
  }

  @Test
  void readsTheNewestCheckpoint() throws Exception {
    answer(
        "/jobs/" + JOB + "/checkpoints",
        200,
        """
        {"counts": {"restored": 1, "total": 9, "in_progress": 0, "completed": 7, "failed": 1},
         "latest": {"completed": {"id": 12, "external_path": "file:/c/chk-12", "state_size": 2048,
                                  "checkpointed_size": 512, "end_to_end_duration": 1500},
                    "savepoint": null, "failed": null,
                    "restored": {"id": 4, "external_path": "file:/c/chk-4"}}}
        """);

    FlinkCheckpoints checkpoints = flink.checkpoints(JOB);

    assertThat(checkpoints.completed()).isEqualTo(7);
    assertThat(checkpoints.failed()).isEqualTo(1);
    assertThat(checkpoints.latest())
        .contains(
            new FlinkCheckpoints.Checkpoint(
                12, "file:/c/chk-12", 2048, 512, Duration.ofMillis(1500)));
    assertThat(checkpoints.latestRestored().orElseThrow().address()).isEqualTo("file:/c/chk-4");
  }

  @Test
  void aSavepointThatFailsSaysWhy() {
    answer("/jobs/" + JOB + "/stop", 202, "{\"request-id\": \"r\"}");
    answer(
        "/jobs/" + JOB + "/savepoints/r",
        200,
        """
        {"status": {"id": "COMPLETED"},
         "operation": {"failure-cause": {"class": "x", "stack-trace": "x.Y: not all tasks run\\n at"}}}
        """);

    assertThatThrownBy(() -> flink.stopWithSavepoint(JOB, Duration.ofMinutes(5)))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("has no savepoint: x.Y: not all tasks run");
  }

  @Test
  void readsMetricsAndAccumulators() throws Exception {
    answer("/jobs/" + JOB + "/metrics", 200, "[{\"id\": \"uptime\", \"value\": \"1200\"}]");
    answer(
        "/jobs/" + JOB + "/accumulators",
        200,
        "{\"user-task-accumulators\": [{\"name\": \"read\", \"type\": \"LongCounter\", \"value\": \"7\"}]}");

    assertThat(flink.metrics(JOB, "uptime", "nothing")).containsOnly(Map.entry("uptime", "1200"));
    assertThat(flink.accumulators(JOB)).containsOnly(Map.entry("read", "7"));
  }
}
