package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditKeyTest {
  private static final byte[] WORDS = "words".getBytes(StandardCharsets.UTF_8);

  @Test
  void readsBackWhatItWroteForItsOwnerOnly(@TempDir Path folder) throws Exception {
    AuditKey key = AuditKey.generate();
    Path file = folder.resolve("audit.key");
    key.create(file);

    AuditKey read = AuditKey.read(file);

    assertThat(read.id()).isEqualTo(key.id()).hasSize(16);
    assertThat(key.publicKey().signed(WORDS, read.sign(WORDS))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(AuditPublicKey.read(AuditKey.publicFile(file)).id()).isEqualTo(key.id());
  }

  /** A fresh key is another. */
  @Test
  void doesNotAcceptAnotherKeysSignature() {
    byte[] signature = AuditKey.generate().sign(WORDS);

    assertThat(AuditKey.generate().publicKey().signed(WORDS, signature)).isFalse();
  }

  @Test
  void refusesAKeyThatOthersMayOpen(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.key");
    AuditKey.generate().create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> AuditKey.read(file))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void refusesTwoKeysThatAreNoPair(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.key");
    AuditKey.generate().create(file);
    String other = AuditKey.generate().publicKey().toPem();
    String pem = Files.readString(file);
    Files.writeString(file, pem.substring(0, pem.indexOf("-----BEGIN PUBLIC")) + other);

    assertThatThrownBy(() -> AuditKey.read(file)).hasMessageContaining("no pair");
  }

  @Test
  void refusesWhatIsNoKeyAndQuotesNothing(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("audit.key");
    AuditKey.generate().create(file);
    Files.writeString(file, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(() -> AuditKey.read(file))
        .isInstanceOf(AuditException.class)
        .message()
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void replacesNoFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("audit.key"), "mine");

    assertThatThrownBy(() -> AuditKey.generate().create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void showsNothingOfItself() {
    AuditKey key = AuditKey.generate();

    assertThat(key).hasToString("AuditKey(%s)".formatted(key.id()));
  }
}
