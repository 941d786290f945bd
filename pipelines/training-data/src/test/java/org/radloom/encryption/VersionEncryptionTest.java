package org.radloom.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.files.Digests;

final class VersionEncryptionTest {
  /** Tink's header: its length (1 byte), salt (32), nonce prefix (7); and the tag of a segment. */
  private static final int HEADER = 40;

  private static final int TAG = 16;
  private static final int SEGMENT = 1 << 20;

  private final Path folder;
  private final Path version;
  private final Path keyset;
  private final Path out;

  VersionEncryptionTest(@TempDir Path folder) {
    this.folder = folder;
    version = folder.resolve("v1");
    keyset = folder.resolve("storage.keyset");
    out = folder.resolve("plain");
  }

  @BeforeEach
  void makeKeyset() throws IOException {
    KeysetFile.create(keyset);
  }

  private EncryptedSample encrypted() throws IOException {
    EncryptedSample sample = EncryptedSample.plain(version);
    sample.encrypt(keyset);
    return sample;
  }

  private int decrypt() throws IOException {
    return VersionDecryption.decrypt(version, out, KeysetFile.read(keyset));
  }

  private void assertRefused(String reason) throws IOException {
    List<String> before = names();
    assertThatThrownBy(this::decrypt)
        .isInstanceOf(EncryptionException.class)
        .hasMessageContaining(reason);
    assertThat(names()).isEqualTo(before).doesNotContain("plain");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void comesBackByteForByte() throws IOException {
    EncryptedSample sample = EncryptedSample.plain(version);
    Map<String, String> before = sample.contents();
    sample.encrypt(keyset);

    assertThat(decrypt()).isEqualTo(4);

    assertThat(new EncryptedSample(out).contents()).isEqualTo(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
        .isEqualTo("rwx------");
  }

  @Test
  void nothingButTheManifestIsReadable() throws IOException {
    Map<String, String> contents = encrypted().contents();

    assertThat(contents).hasSize(6).containsKey("manifest.seal");
    contents.forEach(
        (path, text) ->
            assertThat(text).as(path).doesNotContain(EncryptedSample.SECRET_TEXT, "Findings"));
  }

  @Test
  void theManifestTellsOfBothFiles() throws IOException {
    EncryptedSample sample = EncryptedSample.plain(version);
    ObjectNode plain = sample.manifest();
    EncryptedVersion encrypted = sample.encrypt(keyset);

    ObjectNode manifest = sample.manifest();
    assertThat(manifest.at("/encryption/scheme").asText()).isEqualTo(EncryptionKeys.SCHEME);
    assertThat(manifest.at("/encryption/keyId").asText())
        .isEqualTo(encrypted.keyId())
        .isEqualTo(KeysetFile.read(keyset).primaryId());
    for (int i = 0; i < 4; i++) {
      var was = plain.path("files").path(i);
      var is = manifest.path("files").path(i);
      byte[] bytes = Files.readAllBytes(sample.file(is.path("path").asText()));
      long plainBytes = was.path("bytes").asLong();
      assertThat(is.path("plainSha256")).isEqualTo(was.path("sha256"));
      assertThat(is.path("plainBytes").asLong()).isEqualTo(plainBytes);
      assertThat(is.path("records")).isEqualTo(was.path("records"));
      assertThat(is.path("sha256").asText()).isEqualTo(Digests.sha256Hex(bytes));
      assertThat(is.path("bytes").asLong()).isEqualTo(bytes.length);
      // A segment holds a MiB with its tag, the first one the header too; there is always one.
      long segments = Math.max(1, (HEADER + plainBytes + SEGMENT - TAG - 1) / (SEGMENT - TAG));
      assertThat(bytes.length).isEqualTo(HEADER + plainBytes + TAG * segments);
    }
  }

  @Test
  void theSameFileIsNeverEncryptedToTheSameBytes() throws IOException {
    Map<String, String> once = encrypted().contents();
    EncryptedSample other = EncryptedSample.plain(folder.resolve("again"));
    other.encrypt(keyset);

    assertThat(other.contents().get("csv/a.csv")).isNotEqualTo(once.get("csv/a.csv"));
  }

  @Test
  void afterARotationTheNewKeyEncryptsAndTheOldOneStillReads() throws IOException {
    encrypted();
    String old = KeysetFile.read(keyset).primaryId();
    KeysetFile.rotate(keyset);

    assertThat(decrypt()).isEqualTo(4);
    EncryptedSample next = EncryptedSample.plain(folder.resolve("v2"));
    assertThat(next.encrypt(keyset).keyId()).isNotEqualTo(old);
    assertThat(KeysetFile.read(keyset).ids()).hasSize(2).startsWith(old);
  }

  @Test
  void anotherKeyIsRefused() throws IOException {
    encrypted();
    Files.delete(keyset);
    KeysetFile.create(keyset);

    assertRefused("encrypted with another key");
  }

  @Test
  void anotherKeyThatClaimsToBeTheRightOneIsRefused() throws IOException {
    EncryptedSample sample = encrypted();
    Files.delete(keyset);
    String other = KeysetFile.create(keyset).primaryId();
    sample.change(manifest -> manifest.withObject("/encryption").put("keyId", other));

    assertRefused("manifest.seal was changed, or belongs to another version or key");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 45, 70})
  void aChangedByteIsRefused(int at) throws IOException {
    Path file = encrypted().file("csv/a.csv");
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes);

    assertRefused("csv/a.csv is not as the manifest says");
  }

  @Test
  void aTruncatedFileIsRefusedAlsoAtTheEndOfASegment() throws IOException {
    EncryptedSample sample = encrypted();
    String path = "tfrecord/chest-train.tfrecord-00000-of-00001";
    byte[] bytes = Files.readAllBytes(sample.file(path));
    Files.write(sample.file(path), Arrays.copyOf(bytes, 2 * SEGMENT));
    assertRefused(path + " is not as the manifest says");

    // Somebody who may seal: what is left is caught by the last segment's mark alone.
    listAsTheyAre(sample);
    Files.delete(sample.file("manifest.seal"));
    VersionEncryption.seal(version, "chest", "v1", keyset);
    assertRefused(path + " belongs to another place or key, or is damaged");
  }

  @Test
  void swappedFilesAreRefusedEvenIfTheManifestSaysSo() throws IOException {
    EncryptedSample sample = encrypted();
    Path a = sample.file("csv/a.csv");
    Path b = sample.file("csv/b.csv");
    Path aside = folder.resolve("aside");
    Files.move(a, aside);
    Files.move(b, a);
    Files.move(aside, b);
    assertRefused("csv/a.csv is not as the manifest says");

    listAsTheyAre(sample);
    Files.delete(sample.file("manifest.seal"));
    VersionEncryption.seal(version, "chest", "v1", keyset);
    assertRefused("csv/a.csv belongs to another place or key, or is damaged");
  }

  /** Lists every file with the digest and size that it has now. */
  private static void listAsTheyAre(EncryptedSample sample) throws IOException {
    ObjectNode now = sample.manifest();
    for (var entry : now.path("files")) {
      byte[] bytes = Files.readAllBytes(sample.file(entry.path("path").asText()));
      ((ObjectNode) entry).put("sha256", Digests.sha256Hex(bytes)).put("bytes", bytes.length);
    }
    sample.change(manifest -> manifest.setAll(now));
  }

  @Test
  void aVersionUnderAnotherNameIsRefused() throws IOException {
    encrypted().change(manifest -> manifest.put("version", "v2"));

    assertRefused("manifest.seal was changed, or belongs to another version or key");
  }

  @Test
  void aChangedManifestIsRefused() throws IOException {
    encrypted().change(manifest -> manifest.withArray("/files").remove(0));

    assertRefused("manifest.json was changed after it was sealed");
  }

  @Test
  void aMissingFileOrSealIsRefused() throws IOException {
    EncryptedSample sample = encrypted();
    Files.delete(sample.file("csv/b.csv"));
    assertRefused("csv/b.csv is missing");

    Files.delete(sample.file("manifest.seal"));
    assertRefused("there is no manifest.seal");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    EncryptedSample sample = encrypted();
    Path moved = folder.resolve("moved");
    Files.move(sample.file("csv"), moved);
    Files.createSymbolicLink(sample.file("csv"), moved);

    assertRefused("csv/a.csv is, or lies behind, a link");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside",
        "/etc/outside",
        "csv/../../outside",
        "csv//a.csv",
        "./csv/a.csv",
        "",
        "..\\outside",
        "C:/outside",
        "a\u0000b",
        "manifest.json",
        "manifest.seal"
      })
  void pathsThatLeadOutAreRefused(String path) throws IOException {
    encrypted()
        .change(manifest -> ((ObjectNode) manifest.withArray("/files").get(0)).put("path", path));

    assertRefused("files[0] has a path that leads out of the folder");
  }

  @Test
  void whatIsNoManifestOfAnEncryptedVersionIsRefused() throws IOException {
    EncryptedSample sample = EncryptedSample.plain(version);
    assertRefused("says nothing of encryption");

    Path manifest = sample.file("manifest.json");
    Files.writeString(manifest, "[".repeat(100_000));
    assertRefused("is not JSON");
    Files.writeString(manifest, "[]");
    assertRefused("is not a JSON object");
    Files.delete(manifest);
    assertRefused("has no manifest.json");
  }

  @Test
  void aFileThatWasNotListedAsItIsCannotBeDescribed() throws IOException {
    EncryptedSample sample = EncryptedSample.plain(version);
    Files.writeString(sample.file("csv/c.csv"), "not listed");
    EncryptedVersion encrypted = VersionEncryption.encrypt(version, "chest", "v1", keyset);

    ObjectNode manifest = sample.manifest();
    assertThatThrownBy(() -> encrypted.describeIn(manifest))
        .isInstanceOf(IllegalStateException.class);
  }
}
