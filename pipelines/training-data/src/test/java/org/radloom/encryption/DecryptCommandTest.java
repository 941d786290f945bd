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
