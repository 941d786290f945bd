package org.radloom.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.common.ReflectHelpers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes over the wire for an {@code s3://} path, and what does not. */
final class ObjectStoreTest {
  private static final String SECRET = "secret-of-the-bucket";
  private static final String UPLOAD =
      "<InitiateMultipartUploadResult><UploadId>7</UploadId></InitiateMultipartUploadResult>";

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> headers = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger refusals = new AtomicInteger();
  private final Path folder;
  private final HttpServer server;

  ObjectStoreTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.add(name.toLowerCase(Locale.ROOT) + values));
      int code = refusals.getAndDecrement() > 0 ? 503 : 200;
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (exchange.getRequestURI().getPath().endsWith("missing")) {
        code = 404;
      }
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      byte[] body = UPLOAD.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(code, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  private ObjectStoreOptions options(String... more) throws UsageException {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "--s3Endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
                "--s3CredentialsFile=" + credentials("rw-------")));
    flags.addAll(List.of(more));
    ObjectStoreOptions options = JobOptions.parse(flags, ObjectStoreOptions.class);
    JobOptions.prepare(options, ObjectStoreTest.class);
    return options;
  }

  private Path credentials(String permissions) {
    try {
      Path file = folder.resolve("s3.credentials");
      Files.writeString(
          file,
          "[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = %s\n"
              .formatted(SECRET));
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(String path) throws IOException {
    try (var out = FileSystems.create(FileSystems.matchNewResource(path, false), "text/plain")) {
      out.write(ByteBuffer.wrap(new byte[] {1}));
    }
  }

  @Test
  void putsTheBucketIntoThePathAndSignsForTheRegion() throws Exception {
    options("--s3Region=eu-central-1");

    write("s3://bucket/a/b");

    assertThat(requests)
        .containsExactly(
            "POST /bucket/a/b?uploads",
            "PUT /bucket/a/b?partNumber=1&uploadId=7",
            "POST /bucket/a/b?uploadId=7");
    assertThat(String.join("\n", headers))
        .contains("Credential=AKIATEST/", "/eu-central-1/s3/aws4_request");
  }

  @Test
  void asksForNoEncryptionUnlessTold() throws Exception {
    options();

    write("s3://bucket/a");

    assertThat(headers).isNotEmpty().noneMatch(name -> name.contains("server-side-encryption"));
  }

  @Test
  void asksForTheEncryptionItIsTold() throws Exception {
    options("--s3SseAlgorithm=aws:kms", "--s3SseKmsKeyId=alias/radloom");

    write("s3://bucket/a");

    assertThat(headers)
        .contains(
            "x-amz-server-side-encryption[aws:kms]",
            "x-amz-server-side-encryption-aws-kms-key-id[alias/radloom]");
  }

  @Test
  void triesAgainWhileTheServerIsBusy() throws Exception {
    options();
    refusals.set(3);

    write("s3://bucket/a");

    assertThat(requests).hasSize(3 + 3);
  }

  @Test
  void matchesNothingWhereNothingIs() throws Exception {
    options();

    assertThat(FileSystems.match("s3://bucket/missing", EmptyMatchTreatment.ALLOW).metadata())
        .isEmpty();
    assertThatThrownBy(
            () -> FileSystems.match("s3://bucket/missing", EmptyMatchTreatment.DISALLOW).metadata())
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void theJobGraphNamesTheFileButHoldsNoSecret() throws Exception {
    ObjectStoreOptions options = options();
    write("s3://bucket/a");

    String json =
        new ObjectMapper()
            .registerModules(ObjectMapper.findModules(ReflectHelpers.findClassLoader()))
            .writeValueAsString(options.as(PipelineOptions.class));

    assertThat(json)
        .contains(folder.resolve("s3.credentials").toString(), "ObjectStoreClients")
        .doesNotContain(SECRET)
        .doesNotContain("AKIATEST");
  }

  @Test
  void readsTheCredentialsAgainWhenTheyWereChanged() throws Exception {
    CredentialsFile file = new CredentialsFile(credentials("rw-------"));
    assertThat(file.resolveCredentials().secretAccessKey()).isEqualTo(SECRET);

    Files.writeString(
        folder.resolve("s3.credentials"),
        "[default]\naws_access_key_id=A\naws_secret_access_key=the next\n");
    Files.setLastModifiedTime(
        folder.resolve("s3.credentials"), FileTime.fromMillis(System.currentTimeMillis() + 5000));

    assertThat(file.resolveCredentials().secretAccessKey()).isEqualTo("the next");
  }

  @Test
  void refusesCredentialsThatOthersMayRead() {
    Path open = credentials("rw-r-----");

    assertRefused("must be open to its owner only", "--s3CredentialsFile=" + open);
    assertThatThrownBy(() -> new CredentialsFile(open).resolveCredentials())
        .isInstanceOf(CredentialsFileException.class);
  }

  @Test
  void refusesAFileThatHoldsNoCredentialsWithoutQuotingIt() throws IOException {
    Path file = credentials("rw-------");
    Files.writeString(file, "[default]\n" + SECRET + "\n");

    assertThatThrownBy(() -> parse("--s3CredentialsFile=" + file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("must have aws_access_key_id")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "--s3Endpoint=127.0.0.1:9000, must be a URL",
    "--s3Endpoint=http://id:secret@host, must be a URL",
    "--s3SseAlgorithm=rot13, must be AES256 or aws:kms",
    "--s3SseKmsKeyId=k, needs --s3SseAlgorithm=aws:kms",
    "--s3CredentialsFile=/not/there, is not there",
    "--awsRegion=eu-central-1, begin with --s3",
    "--awsCredentialsProvider={}, secrets belong in --s3CredentialsFile"
  })
  void refusesWhatMakesNoSense(String flag, String reason) {
    assertRefused(reason, flag);
  }

  private static void assertRefused(String reason, String flag) {
    assertThatThrownBy(() -> parse(flag))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(reason);
  }

  private static ObjectStoreOptions parse(String flag) throws UsageException {
    return JobOptions.parse(List.of(flag), ObjectStoreOptions.class);
  }
}
