package org.radloom.localcluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A client of a Flink cluster's REST interface. Each call throws {@link FlinkRestException} where
 * Flink answers with an error, and another IOException where it does not answer within a minute.
 */
public final class FlinkRest {
  static {
    HostHeader.allow();
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * To start a job the cluster loads a large jar and runs its main, on a busy machine for minutes.
   */
  private static final Duration ANSWER = Duration.ofMinutes(4);

  private static final int MAX_MESSAGE = 400;

  private final URI base;
  private final HttpClient http;

  /**
   * The cluster as a whole.
   *
   * @param taskManagers how many are registered
   * @param slots slots of all of them
   * @param freeSlots slots without a task
   * @param runningJobs jobs that run, with or without their slots
   */
  public record Overview(int taskManagers, int slots, int freeSlots, int runningJobs) {}

  /**
   * How to start the job in a jar.
   *
   * @param entryClass the class with {@code main}
   * @param args the arguments of {@code main}
   * @param savepoint where to go on from: a savepoint's or retained checkpoint's address
   * @param allowNonRestoredState whether state that the job no longer has is left behind; else it
   *     is refused
   */
  public record JarRun(
      String entryClass,
      List<String> args,
      Optional<String> savepoint,
      boolean allowNonRestoredState) {

    /** Copies the arguments. */
    public JarRun {
      args = List.copyOf(args);
    }

    /** Returns a fresh start. */
    public static JarRun of(String entryClass, String... args) {
      return new JarRun(entryClass, List.of(args), Optional.empty(), false);
    }

    /** Returns a start from the state at the address. */
    public JarRun from(String address) {
      return new JarRun(entryClass, args, Optional.of(address), allowNonRestoredState);
    }
  }

  /** A client of the cluster at the address, for example {@code http://127.0.0.1:8081}. */
  public FlinkRest(URI base) {
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** Returns the address. */
  public URI address() {
    return base;
  }

  /** Returns how large the cluster is, and how busy. */
  public Overview overview() throws IOException, InterruptedException {
    JsonNode answer = get("/overview");
    return new Overview(
        answer.path("taskmanagers").asInt(),
        answer.path("slots-total").asInt(),
        answer.path("slots-available").asInt(),
        answer.path("jobs-running").asInt());
  }

  /** Returns the resource ids of the registered TaskManagers. */
  public List<String> taskManagers() throws IOException, InterruptedException {
    return elements(get("/taskmanagers").path("taskmanagers"))
        .map(taskManager -> taskManager.path("id").asText())
        .toList();
  }

  /** Sends a jar and returns the id under which the cluster keeps it. */
  public String upload(Path jar) throws IOException, InterruptedException {
    String boundary = "radloom-" + UUID.randomUUID();
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="jarfile"; filename="%s"\r
        Content-Type: application/java-archive\r
        \r
        """
            .formatted(boundary, jar.getFileName());
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--%s--\r\n".formatted(boundary)));
    HttpRequest.Builder request =
        request("/jars/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body);
    String kept = send(request).path("filename").asText();
    return kept.substring(kept.lastIndexOf('/') + 1);
  }

  /** Starts the job in the jar with the id, and returns the job's id. */
  public String run(String jarId, JarRun run) throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("entryClass", run.entryClass());
    run.args().forEach(body.putArray("programArgsList")::add);
    run.savepoint().ifPresent(address -> body.put("savepointPath", address));
    body.put("allowNonRestoredState", run.allowNonRestoredState());
    return post("/jars/%s/run".formatted(encoded(jarId)), body).path("jobid").asText();
  }

  /** Returns every job that the cluster remembers, also those that ended. */
  public List<FlinkJob> jobs() throws IOException, InterruptedException {
    return elements(get("/jobs/overview").path("jobs"))
        .map(
            job ->
                new FlinkJob(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    job.path("tasks").path("total").asInt(),
                    job.path("tasks").path("running").asInt()))
        .toList();
  }

  /**
   * Returns the job.
   *
   * @throws FlinkRestException with status 404 if the cluster knows no such job
   */
  public FlinkJob job(String jobId) throws IOException, InterruptedException {
    return jobs().stream()
        .filter(job -> job.id().equals(jobId))
        .findFirst()
        .orElseThrow(() -> new FlinkRestException(404, "there is no job " + jobId));
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws IOException if it ends before, or does not run in time
   */
  public FlinkJob awaitRunning(String jobId, Duration limit)
      throws IOException, InterruptedException {
    return Await.found(
        limit,
        () -> {
          FlinkJob job = job(jobId);
          if (job.hasEnded()) {
            throw new Await.GaveUpException(job + why(jobId));
          }
          return job.isRunning() ? Optional.of(job) : Optional.empty();
        },
        () -> "%s, the cluster has %s%s".formatted(job(jobId), overview(), why(jobId)));
  }

  /** Waits until the job has ended, one way or another. */
  public FlinkJob awaitEnd(String jobId, Duration limit) throws IOException, InterruptedException {
    return Await.found(
        limit,
        () -> Optional.of(job(jobId)).filter(FlinkJob::hasEnded),
        () -> job(jobId) + why(jobId));
  }

  private String why(String jobId) throws IOException, InterruptedException {
    return exceptions(jobId).stream().findFirst().map(first -> "; it says: " + first).orElse("");
  }

  /**
   * Returns the first line of each exception that the job met and still remembers, newest first.
   */
  public List<String> exceptions(String jobId) throws IOException, InterruptedException {
    JsonNode history = get("/jobs/%s/exceptions".formatted(jobId)).path("exceptionHistory");
    return elements(history.path("entries"))
        .map(entry -> firstLine(entry.path("stacktrace").asText()))
        .toList();
  }

  /** Returns what became of the job's checkpoints. */
  public FlinkCheckpoints checkpoints(String jobId) throws IOException, InterruptedException {
    JsonNode answer = get("/jobs/%s/checkpoints".formatted(jobId));
    JsonNode counts = answer.path("counts");
    return new FlinkCheckpoints(
        counts.path("completed").asLong(),
        counts.path("failed").asLong(),
        counts.path("restored").asLong(),
        checkpoint(answer.path("latest").path("completed")),
        checkpoint(answer.path("latest").path("restored")));
  }

  private static Optional<FlinkCheckpoints.Checkpoint> checkpoint(JsonNode node) {
    if (!node.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new FlinkCheckpoints.Checkpoint(
            node.path("id").asLong(),
            node.path("external_path").asText(),
            node.path("state_size").asLong(),
            node.path("checkpointed_size").asLong(),
            Duration.ofMillis(node.path("end_to_end_duration").asLong())));
  }

  /** Waits for a completed checkpoint with a higher number than this one; 0 for any. */
  public FlinkCheckpoints.Checkpoint awaitCheckpoint(String jobId, long after, Duration limit)
      throws IOException, InterruptedException {
    return Await.found(
        limit,
        () -> checkpoints(jobId).latest().filter(checkpoint -> checkpoint.id() > after),
        () -> "no checkpoint after %d: %s%s".formatted(after, checkpoints(jobId), why(jobId)));
  }

  /**
   * Stops the job with a savepoint, and returns the savepoint's address.
   *
   * @throws IOException if there is none in time; the job may run on
   */
  public String stopWithSavepoint(String jobId, Duration limit)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("drain", false);
    String request = post("/jobs/%s/stop".formatted(jobId), body).path("request-id").asText();
    String path = "/jobs/%s/savepoints/%s".formatted(jobId, request);
    return Await.found(
        limit,
        () -> {
          JsonNode operation = get(path).path("operation");
          if (operation.hasNonNull("failure-cause")) {
            throw new Await.GaveUpException(
                "job %s has no savepoint: %s"
                    .formatted(
                        jobId,
                        firstLine(operation.path("failure-cause").path("stack-trace").asText())));
          }
          return Optional.of(operation.path("location").asText()).filter(at -> !at.isEmpty());
        },
        () -> "no savepoint yet of %s".formatted(job(jobId)));
  }

  /** Asks the cluster to cancel the job; retained checkpoints stay. */
  public void cancel(String jobId) throws IOException, InterruptedException {
    send(request("/jobs/%s?mode=cancel".formatted(jobId)).method("PATCH", BodyPublishers.noBody()));
  }

  /** Returns those of the named metrics of the job that there are, for example {@code uptime}. */
  public Map<String, String> metrics(String jobId, String... names)
      throws IOException, InterruptedException {
    String path = "/jobs/%s/metrics?get=%s".formatted(jobId, encoded(String.join(",", names)));
    return pairs(elements(get(path)), "id", "value");
  }

  /** Returns the job's accumulators, as text. */
  public Map<String, String> accumulators(String jobId) throws IOException, InterruptedException {
    JsonNode answer = get("/jobs/%s/accumulators".formatted(jobId));
    return pairs(elements(answer.path("user-task-accumulators")), "name", "value");
  }

  private static Map<String, String> pairs(Stream<JsonNode> nodes, String name, String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    nodes.forEach(node -> pairs.put(node.path(name).asText(), node.path(value).asText()));
    return pairs;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements.stream();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  private JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() / 100 != 2) {
      throw new FlinkRestException(
          response.statusCode(),
          "Flink answered %d to %s %s: %s"
              .formatted(
                  response.statusCode(),
                  request.method(),
                  request.uri().getPath(),
                  error(response.body())));
    }
    return response.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(response.body());
  }

  /** Returns the cause in an answer, which Flink puts at the end of its traces. */
  private static String error(byte[] body) {
    String text = errors(body);
    return text.lines()
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((first, second) -> second)
        .map(FlinkRest::firstLine)
        .orElseGet(() -> firstLine(text));
  }

  private static String errors(byte[] body) {
    try {
      Stream<JsonNode> errors = elements(JSON.readTree(body).path("errors"));
      return String.join("\n", errors.map(JsonNode::asText).toList());
    } catch (IOException e) {
      // No JSON: it stands for itself.
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private static String firstLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
  }
}
