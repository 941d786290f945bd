package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.files.Digests;
import org.radloom.trainingdata.AuditedOutput;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** Exports whose files are encrypted, and that leave an audit trail. */
@Tag("slow")
final class ExportTrustTest {
  private static final int EVENTS = 600;

  private final Path folder;

  ExportTrustTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    SampleEvents.write(SampleOptions.of(Files.createDirectory(folder.resolve("in")), EVENTS, 7));
  }

  private Export export(String version) {
    return new Export(folder.resolve("in/events/*"), folder.resolve("out"))
        .with("images", "reference")
        .with("datasetVersion", version);
  }

  @Test
  void anEncryptedVersionShowsNothingAndDecryptsToWhatAPlainOneIs() throws IOException {
    Path keyset = folder.resolve("storage.keyset");
    run("keys", "new-encryption", keyset.toString());
    Export plain = export("v1").with("dataset", "plain");
    plain.publish();
    Export encrypted = export("v1").with("dataset", "plain").with("encryptWith", keyset.toString());
    Path elsewhere = folder.resolve("elsewhere");
    encrypted.with("output", elsewhere.toString());
    assertThat(encrypted.run().code()).isZero();
    Path version = elsewhere.resolve("plain/v1");

    assertThat(Files.readAllBytes(version.resolve("csv/transcriptions_train.csv")))
        .isNotEqualTo(Files.readAllBytes(plain.folder().resolve("csv/transcriptions_train.csv")));
    run("decrypt", version.toString(), folder.resolve("opened").toString(), "--keyset=" + keyset);

    assertThat(files(folder.resolve("opened"))).isEqualTo(files(plain.folder()));
  }

  @Test
  void whatAnEncryptedVersionDecidedStands() throws IOException {
    Path keyset = folder.resolve("storage.keyset");
    run("keys", "new-encryption", keyset.toString());
    export("v1").with("splitMode", "ledger").with("encryptWith", keyset.toString()).publish();

    CommandLine without = export("v2").with("splitMode", "ledger").run();
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("is encrypted").contains("--encryptWith");

    Export second = export("v2").with("splitMode", "ledger").with("encryptWith", keyset.toString());
    second.publish();
    run(
        "decrypt",
        folder.resolve("out/chest/v1").toString(),
        folder.resolve("1").toString(),
        "--keyset=" + keyset);
    run(
        "decrypt",
        folder.resolve("out/chest/v2").toString(),
        folder.resolve("2").toString(),
        "--keyset=" + keyset);
    assertThat(folder.resolve("2/splits.csv"))
        .hasSameBinaryContentAs(folder.resolve("1/splits.csv"));
    // The same events: nothing has moved from the baseline, which was opened too.
    assertThat(folder.resolve("1/models/watch.csv")).content().doesNotContain("Ks,");
    assertThat(folder.resolve("2/models/watch.csv")).content().contains(",confidenceKs,0\r\n");
  }

  @Test
  void theAuditTrailTellsOfTheRunAndTheManifestNotesItsHead() throws IOException {
    Path key = folder.resolve("audit.key");
    audit("key", "new", key.toString());
    Export export = export("v1").without("audit").with("auditKey", key.toString());
    PublishedVersion version = export.publish();

    AuditedOutput trail = new AuditedOutput(folder.resolve("out"));
    assertThat(trail.actions())
        .containsExactly("run-started", "config", "key-used", "published", "run-ended");
    long bytes = 0;
    for (JsonNode file : version.manifest().path("files")) {
      bytes += Files.size(export.folder().resolve(file.path("path").asText()));
    }
    assertThat(trail.details("published").path("bytes").asLong()).isPositive().isEqualTo(bytes);
    // What happened before it was published: the manifest cannot hold the hash of its own event.
    assertThat(version.manifest().path("audit").path("sequence").asLong()).isEqualTo(3);
    assertThat(audit("verify", folder.resolve("out").toString())).contains("intact: 5 events");
    assertThat(audit("verify", export.folder().toString())).contains("intact");
  }

  @Test
  void aKeysetThatIsMissingIsWrongUsageBeforeAnythingIsDone() {
    CommandLine call = export("v1").with("encryptWith", "no-such.keyset").run();

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("no-such.keyset");
    assertThat(folder.resolve("out/chest")).doesNotExist();
  }

  private static Map<String, String> files(Path version) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.walk(version)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(version.relativize(path).toString(), Digests.sha256Hex(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  private static void run(String... words) {
    CommandLine call = CommandLine.run(List.of(words));
    assertThat(call.code()).as(call.err()).isZero();
  }

  private static String audit(String... words) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(words));
    CommandLine call = CommandLine.run(all);
    assertThat(call.code()).as(call.err()).isZero();
    return call.out();
  }
}
