package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.UsageException;

final class LocalStateTest {
  private final Path folder;

  LocalStateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String output() {
    return folder.resolve("out").toString();
  }

  private Path checkpoint(String job, int number, long writtenAt) throws IOException {
    Path checkpoint =
        Files.createDirectories(
            folder.resolve("out/.checkpoints").resolve(job).resolve("chk-" + number));
    Path whole = Files.writeString(checkpoint.resolve("_metadata"), "");
    Files.setLastModifiedTime(whole, FileTime.fromMillis(writtenAt));
    return checkpoint;
  }

  @Test
  void theFirstRunHasNothingToGoOnFromAndAFolderThatIsItsOwn() throws Exception {
    try (LocalState state = new LocalState(output(), null)) {
      assertThat(state.from()).isEmpty();
      assertThat(Files.readString(Path.of(state.settingsFolder(), "config.yaml")))
          .contains("state.checkpoints.dir: 'file:")
          .doesNotContain("execution.savepoint.path");
    }

    Path checkpoints = folder.resolve("out/.checkpoints");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(checkpoints)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out"))))
        .isEqualTo("rwx------");
  }

  @Test
  void goesOnFromTheNewestThatIsWholeAndDeletesOlderRuns() throws Exception {
    Path old = checkpoint("a", 40, 1_000_000);
    Path before = checkpoint("b", 3, 2_000_000);
    Path newest = checkpoint("b", 4, 3_000_000);
    Path broken = Files.createDirectories(newest.resolveSibling("chk-5"));

    try (LocalState state = new LocalState(output(), null)) {
      assertThat(state.from()).contains(newest.toUri().toString());
      assertThat(Files.readString(Path.of(state.settingsFolder(), "config.yaml")))
          .contains("execution.savepoint.path: '" + newest.toUri() + "'");
    }

    assertThat(old).doesNotExist();
    assertThat(before).exists();
    assertThat(broken).exists();
  }

  @Test
  void whatTheUserWantsWinsAndNothingIsDeleted() throws Exception {
    Path old = checkpoint("a", 40, 1_000_000);
    checkpoint("b", 3, 2_000_000);

    try (LocalState state = new LocalState(output(), old.toString())) {
      assertThat(state.from()).contains(old.toString());
    }

    assertThat(old).exists();
  }

  @Test
  void oneRunAtATime() throws Exception {
    try (LocalState first = new LocalState(output(), null)) {
      assertThatThrownBy(() -> new LocalState(output(), null))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("another ingest is running in " + output());
      assertThat(Path.of(first.settingsFolder())).exists();
    }

    try (LocalState next = new LocalState(output(), null)) {
      assertThat(next.from()).isEmpty();
    }
  }
}
