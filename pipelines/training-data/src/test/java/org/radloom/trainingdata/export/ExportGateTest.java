package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.gate.BuiltGate;
import org.radloom.trainingdata.objectstore.S3Server;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/**
 * Exports through the real gate, a Java of its own with Spark in it, which takes most of a minute.
 * What the gate finds wrong comes of the version before: somebody edited its splits, and they
 * stand.
 */
@Tag("slow")
final class ExportGateTest {
  private static final int EVENTS = 400;
  private static final String RULE = "splits have their shares";

  private final Path folder;

  ExportGateTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    SampleEvents.write(SampleOptions.of(Files.createDirectory(folder.resolve("in")), EVENTS, 7));
  }

  @BeforeEach
  void gateIsBuilt() {
    BuiltGate.assume();
  }

  private Export export(Path output, String version) {
    return new Export(folder.resolve("in/events/*"), output)
        .with("images", "reference")
        .with("datasetVersion", version)
        .without("gate");
  }

  @Test
  void aVersionThatDoesNotPassIsKeptAsideAndTheNextTryTakesItsPlace() throws IOException {
    Path output = folder.resolve("out");
    PublishedVersion first = export(output, "v1").publish();
    assertThat(first.manifest().at("/gate/status").asText()).isEqualTo("pass");
    assertThat(first.listed()).contains("checks.json", "report/index.html");
    assertThat(versions(output.resolve("chest"))).containsExactly("v1");

    Path splits = export(output, "v1").folder().resolve("splits.csv");
    String before = moveTrainToTest(splits);
    Export second = export(output, "v2").without("audit");
    CommandLine stopped = second.run();

    assertThat(stopped.code()).isEqualTo(ExitCode.FAILED);
    assertThat(stopped.err())
        .contains("split_shares")
        .contains("the gate stopped the version, so nothing was published")
        .contains(".failed-v2/report/index.html");
    assertThat(second.latest()).isEqualTo("v1");
    assertThat(second.folder()).doesNotExist();
    Path kept = output.resolve("chest/.failed-v2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(kept.resolve("report/index.html"))).contains(RULE);
    assertThat(failedRules(kept.resolve("checks.json"))).containsExactly(RULE);
    assertThat(new PublishedVersion(kept).manifest().at("/gate/status").asText()).isEqualTo("fail");
    assertThat(versions(output.resolve("chest"))).containsExactly("v1");
    assertThat(Files.readString(output.resolve("audit/segment-00000001.ndjson")))
        .contains("\"action\":\"gate-result\"", "\"status\":\"fail\"", "\"outcome\":\"failed\"");

    Files.writeString(splits, before);
    second.publish();

    assertThat(second.latest()).isEqualTo("v2");
    assertThat(kept).doesNotExist();
    assertThat(versions(output.resolve("chest"))).containsExactly("v1", "v2");
    assertThat(Files.readString(output.resolve("chest/index.html"))).contains("v2/report/");
  }

  @Test
  void inAnObjectStoreItIsTheSameAndWhatIsEncryptedStaysSo() throws Exception {
    Path keyset = folder.resolve("storage.keyset");
    CommandLine.run(List.of("keys", "new-encryption", keyset.toString()));
    try (S3Server server = S3Server.start(Files.createDirectory(folder.resolve("server")))) {
      Path output = server.bucket().resolve("out");
      Export first = toStore(export(output, "v1"), server).with("gate", "off");
      first.publish();
      moveTrainToTest(first.folder().resolve("splits.csv"));
      Export second = toStore(export(output, "v2"), server).with("encryptWith", keyset.toString());

      CommandLine stopped = second.run();

      assertThat(stopped.code()).as(stopped.err()).isEqualTo(ExitCode.FAILED);
      assertThat(stopped.err())
          .contains("split_shares")
          .contains("once radloom decrypt has opened it");
      assertThat(second.latest()).isEqualTo("v1");
      Path kept = output.resolve("chest/.failed-v2");
      Path opened = folder.resolve("opened");
      CommandLine decrypted =
          CommandLine.run(
              List.of("decrypt", kept.toString(), opened.toString(), "--keyset=" + keyset));
      assertThat(decrypted.code()).as(decrypted.err()).isZero();
      assertThat(Files.readString(opened.resolve("report/index.html"))).contains(RULE);
      assertThat(Files.readAllBytes(kept.resolve("report/index.html")))
          .isNotEqualTo(Files.readAllBytes(opened.resolve("report/index.html")));
      assertThat(output.resolve("chest/metrics-history.json")).doesNotExist();
    }
  }

  private static Export toStore(Export export, S3Server server) {
    return export
        .with("output", "s3://%s/out".formatted(S3Server.BUCKET))
        .with("s3Endpoint", server.url().toString())
        .with("s3CredentialsFile", server.credentials().toString());
  }

  /** Gives the patients of train to test, and returns the file as it was. */
  private static String moveTrainToTest(Path splits) throws IOException {
    String before = Files.readString(splits);
    Files.writeString(splits, before.replace(",train\n", ",test\n"));
    return before;
  }

  private static List<String> versions(Path dataset) throws IOException {
    JsonNode history =
        new ObjectMapper().readTree(dataset.resolve("metrics-history.json").toFile());
    return history.findValuesAsText("version");
  }

  private static List<String> failedRules(Path checks) throws IOException {
    List<String> failed = new java.util.ArrayList<>();
    for (JsonNode check : new ObjectMapper().readTree(checks.toFile()).path("checks")) {
      if (check.path("status").asText().equals("fail")
          && check.path("severity").asText().equals("error")) {
        failed.add(check.path("name").asText());
      }
    }
    return failed;
  }
}
