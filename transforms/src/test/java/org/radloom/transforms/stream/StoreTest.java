package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.stream.StoredFile;

final class StoreTest {
  private static final String PATH = "curated/day=2026-11-21/hour=10/a.avro";

  private final Path folder;

  StoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void openFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    MemoryFileSystem.clear();
  }

  private static StoredFile file(String path, String text) {
    return new StoredFile(path, text.getBytes(StandardCharsets.UTF_8), 1);
  }

  private Store local() {
    return new Store(folder.resolve("out").toString());
  }

  private Path written() {
    return folder.resolve("out").resolve(PATH);
  }

  @Test
  void writesAFileAndTheFoldersAboveIt() throws IOException {
    assertThat(local().write(file(PATH, "text"))).isTrue();

    assertThat(written()).hasContent("text");
  }

  @Test
  void onlyItsOwnerCanOpenWhatItWrites() throws IOException {
    local().write(file(PATH, "text"));

    assertThat(permissions(written())).isEqualTo("rw-------");
    for (Path at = written().resolveSibling(""); !at.equals(folder); at = at.resolveSibling("")) {
      assertThat(permissions(at)).as(at.toString()).isEqualTo("rwx------");
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void neverWritesAFileTwice() throws IOException {
    local().write(file(PATH, "text"));
    FileTime old = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(written(), old);

    assertThat(local().write(file(PATH, "text"))).isFalse();

    assertThat(Files.getLastModifiedTime(written())).isEqualTo(old);
  }

  @Test
  void leavesNothingHalfMadeWhereItMayNotWrite() throws IOException {
    // A file in the place of a folder.
    Files.createDirectories(folder.resolve("out/curated"));
    Files.writeString(folder.resolve("out/curated/day=2026-11-21"), "");

    assertThatThrownBy(() -> local().write(file(PATH, "text"))).isInstanceOf(IOException.class);

    assertThat(list(folder.resolve("out/curated"))).containsExactly("day=2026-11-21");
  }

  private static List<String> list(Path at) throws IOException {
    try (Stream<Path> names = Files.list(at)) {
      return names.map(name -> name.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anObjectStoreGetsAFileUnderItsNameOnce() throws IOException {
    Store store = new Store("memory://bucket/out");

    assertThat(store.write(file(PATH, "text"))).isTrue();
    assertThat(store.write(file(PATH, "text"))).isFalse();

    assertThat(MemoryFileSystem.texts()).containsOnlyKeys("memory://bucket/out/" + PATH);
    assertThat(MemoryFileSystem.texts()).containsValue("text");
    assertThat(MemoryFileSystem.closed()).isEqualTo(1);
  }

  @Test
  void anObjectStoreThatFailsShowsNoHalfFile() throws IOException {
    Store store = new Store("memory://bucket/out");
    MemoryFileSystem.failAfter(2);

    assertThatThrownBy(() -> store.write(file(PATH, "text"))).hasMessage("503");

    assertThat(MemoryFileSystem.texts()).isEmpty();
    assertThat(store.write(file(PATH, "text"))).isTrue();
    assertThat(MemoryFileSystem.texts()).containsValue("text");
  }
}
