package org.radloom.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.trainingdata.AuditedOutput;
import org.radloom.trainingdata.CommandLine;

final class DecryptCommandTest {
  private final Path version;
  private final Path keyset;
  private final Path plain;

  DecryptCommandTest(@TempDir Path folder) {
    version = folder.resolve("v1");
    keyset = folder.resolve("storage.keyset");
    plain = folder.resolve("plain");
  }

  @BeforeEach
  void encrypt() throws IOException {
    KeysetFile.create(keyset);
    EncryptedSample.plain(version).encrypt(keyset);
  }

  private CommandLine decrypt(Object... words) {
    List<String> line = new ArrayList<>(List.of("decrypt"));
    for (Object word : words) {
      line.add(word.toString());
    }
    return CommandLine.run(line);
  }

  @Test
  void decryptsAVersion() throws IOException {
    CommandLine call = decrypt(version, plain, "--keyset=" + keyset);

    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.DONE);
    assertThat(call.out()).contains("decrypted 4 files");
    assertThat(plain.resolve("csv/a.csv")).hasContent(EncryptedSample.SECRET_TEXT);
  }

  @Test
  void aRefusalIsAFailureAndLeavesNothing() throws IOException {
    Files.writeString(version.resolve("csv/a.csv"), "something else");

    CommandLine call = decrypt(version, plain, "--keyset=" + keyset);

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("csv/a.csv is not as the manifest says");
    assertThat(plain).doesNotExist();
  }

  @Test
  void saysWhenTheVersionIsSuperseded() throws IOException {
    Files.writeString(version.resolve("superseded.json"), "{}");

    CommandLine call = decrypt(version, plain, "--keyset=" + keyset);

    assertThat(call.code()).isEqualTo(ExitCode.DONE);
    assertThat(call.err()).contains("superseded");
    assertThat(plain.resolve("superseded.json")).doesNotExist();
  }

  @Test
  void theUseOfTheKeyIsInTheTrailBesideTheDataset() throws IOException {
    Path output = version.resolveSibling("out");
    Path inOutput = Files.createDirectories(output.resolve("chest")).resolve("v1");
    Files.move(version, inOutput);
    begin(output);
    String keyId = KeysetFile.read(keyset).primaryId();

    assertThat(decrypt(inOutput, plain, "--keyset=" + keyset).code()).isZero();

    AuditedOutput trail = new AuditedOutput(output);
    assertThat(trail.actions())
        .containsExactly("keys-made", "run-started", "key-used", "decrypted", "run-ended");
    assertThat(trail.details("key-used").path("keyId").asText()).isEqualTo(keyId);
    // Two texts of 23 and 27 bytes, a large file, and an empty one.
    assertThat(trail.details("decrypted"))
        .hasToString(
            "{\"bytes\":%d,\"dataset\":\"chest\",\"files\":4,\"keyId\":\"%s\",\"version\":\"v1\"}"
                .formatted(23 + 27 + (2 << 20) + 12_345, keyId));
    assertThat(trail.details("run-ended").path("outcome").asText()).isEqualTo("done");
  }

  @Test
  void aRefusalIsInTheTrailToo() throws IOException {
    Files.writeString(version.resolve("csv/a.csv"), "something else");
    Path output = Files.createDirectory(version.resolveSibling("elsewhere"));

    decrypt(version, plain, "--keyset=" + keyset, "--audit=" + output.resolve("audit"));

    AuditedOutput trail = new AuditedOutput(output);
    assertThat(trail.actions()).containsExactly("run-started", "key-used", "run-ended");
    assertThat(trail.details("run-ended").path("failure").asText())
        .isEqualTo("EncryptionException");
  }

  @Test
  void aTrailThatIsBrokenOrAKeyThatIsMissingStopsIt() throws IOException {
    Path audit = Files.createDirectory(version.resolveSibling("audit"));
    Files.writeString(audit.resolve("segment-00000001.ndjson"), "{}\n");

    CommandLine broken = decrypt(version, plain, "--keyset=" + keyset, "--audit=" + audit);
    CommandLine noKey =
        decrypt(version, plain, "--keyset=" + keyset, "--audit=" + audit, "--auditKey=none.key");

    assertThat(broken.code()).isEqualTo(ExitCode.FAILED);
    assertThat(broken.err()).contains("is broken at sequence 1");
    assertThat(noKey.code()).isEqualTo(ExitCode.USAGE);
    assertThat(plain).doesNotExist();
    assertThat(decrypt(version, plain, "--keyset=" + keyset, "--audit=off").code()).isZero();
  }

  /** Begins a trail in an output folder. */
  private static void begin(Path output) {
    List<String> words =
        List.of("keys", "new", output + "/any.keys", "--audit=" + output.resolve("audit"));
    assertThat(CommandLine.run(words).code()).isZero();
  }

  @Test
  void neverWritesOverAnything() throws IOException {
    Files.createDirectory(plain);

    CommandLine call = decrypt(version, plain, "--keyset=" + keyset);

    assertThat(call.code()).isEqualTo(ExitCode.USAGE);
    assertThat(plain).isEmptyDirectory();
  }

  @Test
  void wrongUsageIsSaidSo() throws IOException {
    Path open = Files.createFile(keyset.resolveSibling("open.keyset"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    for (List<Object> words :
        List.<List<Object>>of(
            List.of(),
            List.of(version, plain),
            List.of(version, "--keyset=" + keyset),
            List.of(plain, version, "--keyset=" + keyset),
            List.of(version, plain.resolve("no/plain"), "--keyset=" + keyset),
            List.of(version, plain, "--keyset=" + plain),
            List.of(version, plain, "--keyset=" + open))) {
      assertThat(decrypt(words.toArray()).code()).as("%s", words).isEqualTo(ExitCode.USAGE);
    }
  }
}
