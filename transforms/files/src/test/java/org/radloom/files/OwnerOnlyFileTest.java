package org.radloom.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

final class OwnerOnlyFileTest {
  private static final byte[] SECRET = "secret".getBytes(StandardCharsets.US_ASCII);

  private final Path folder;
  private final Path file;

  OwnerOnlyFileTest(@TempDir Path folder) {
    this.folder = folder;
    file = folder.resolve("a b.keys");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private long filesInFolder() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  @Test
  void readsBackWhatItWroteForItsOwner() throws IOException {
    OwnerOnlyFile.create(file, SECRET);

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(OwnerOnlyFile.problem(file)).isEmpty();
    assertThat(OwnerOnlyFile.read(file, SECRET.length)).isEqualTo(SECRET);
    assertThat(filesInFolder()).isEqualTo(1);
  }

  @Test
  void aNewFileNeverTakesTheNameOfAnother() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("nothing"));

    assertThatThrownBy(() -> OwnerOnlyFile.create(file, SECRET))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(filesInFolder()).isEqualTo(1);
  }

  @Test
  void replacesALinkAndNotWhatItLeadsTo() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "mine");
    Files.createSymbolicLink(file, other);

    OwnerOnlyFile.replace(file, SECRET);

    assertThat(other).hasContent("mine");
    assertThat(file).isRegularFile().hasContent("secret");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(filesInFolder()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-----w-", "rw------x"})
  void refusesAFileThatOthersMayOpen(String mode) throws IOException {
    OwnerOnlyFile.create(file, SECRET);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThat(OwnerOnlyFile.problem(file)).isPresent();
    assertThatThrownBy(() -> OwnerOnlyFile.read(file, 100))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining(mode)
        .hasMessageContaining("chmod 600 '%s'".formatted(file));
  }

  @Test
  void refusesWhatIsNoFileOrTooLarge() throws IOException {
    assertThatThrownBy(() -> OwnerOnlyFile.read(file, 100)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> OwnerOnlyFile.read(folder, 100))
        .isInstanceOf(RefusedFileException.class)
        .hasMessage("is not a regular file");
    OwnerOnlyFile.create(file, SECRET);
    assertThatThrownBy(() -> OwnerOnlyFile.read(file, SECRET.length - 1))
        .isInstanceOf(RefusedFileException.class)
        .hasMessage("has more than 5 bytes");
  }
}
