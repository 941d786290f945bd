package org.radloom.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysetFileTest {
  private final Path folder;
  private final Path file;

  KeysetFileTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("storage.keyset");
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void isForItsOwnerAloneAndReadsBack() throws IOException {
    EncryptionKeys made = KeysetFile.create(file);

    assertThat(permissions()).isEqualTo("rw-------");
    assertThat(KeysetFile.read(file).ids()).isEqualTo(made.ids()).hasSize(1);
    assertThat(made.primaryId()).matches("[0-9a-f]{8}");
  }

  @Test
  void aRotationAddsAPrimaryKeyAndKeepsTheOthers() throws IOException {
    String first = KeysetFile.create(file).primaryId();
    String second = KeysetFile.rotate(file).primaryId();
    EncryptionKeys third = KeysetFile.rotate(file);

    assertThat(third.ids()).containsExactly(first, second, third.primaryId());
    assertThat(KeysetFile.read(file).primaryId()).isEqualTo(third.primaryId());
    assertThat(permissions()).isEqualTo("rw-------");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void isNeverReplacedByANewOne() throws IOException {
    Files.writeString(file, "mine");

    assertThatThrownBy(() -> KeysetFile.create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void isRefusedWhenOthersMayOpenIt(String permissions) throws IOException {
    KeysetFile.create(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

    assertThatThrownBy(() -> KeysetFile.read(file))
        .isInstanceOf(EncryptionException.class)
        .hasMessageContaining("must be open to its owner only");
    assertThatThrownBy(() -> KeysetFile.rotate(file)).isInstanceOf(EncryptionException.class);
  }

  @Test
  void damageIsRefusedWithoutShowingAnythingOfIt() throws IOException {
    KeysetFile.create(file);
    String secret = Files.readString(file).replaceAll("(?s).*\"value\":\\s*\"([^\"]{20}).*", "$1");
    Files.writeString(file, Files.readString(file).replace(secret, "!" + secret.substring(1)));

    assertThat(secret).hasSize(20);
    assertThatThrownBy(() -> KeysetFile.read(file))
        .isInstanceOf(EncryptionException.class)
        .hasMessageContaining("is not a keyset for encryption")
        .hasMessageNotContaining(secret.substring(1))
        .hasNoCause();
  }

  @Test
  void keysForOtherThingsAreRefused() throws Exception {
    AeadConfig.register();
    KeysetHandle other = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    KeysetFile.create(file);
    Files.writeString(
        file, TinkJsonProtoKeysetFormat.serializeKeyset(other, InsecureSecretKeyAccess.get()));

    assertThatThrownBy(() -> KeysetFile.read(file)).isInstanceOf(EncryptionException.class);
  }

  @Test
  void whatIsNotThereIsSaidToBe() {
    assertThatThrownBy(() -> KeysetFile.read(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void showsIdsAndNoSecret() throws IOException {
    EncryptionKeys keys = KeysetFile.create(file);

    assertThat(keys).hasToString("EncryptionKeys[" + keys.primaryId() + "]");
  }
}
