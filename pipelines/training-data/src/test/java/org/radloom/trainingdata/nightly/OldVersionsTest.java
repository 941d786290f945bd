package org.radloom.trainingdata.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.transforms.Latest;

final class OldVersionsTest {
  private static final Pattern DAYS = Pattern.compile("d\\d");

  private final Path dataset;
  private final List<String> told = new ArrayList<>();

  OldVersionsTest(@TempDir Path folder) {
    this.dataset = folder;
  }

  @Test
  void keepsTheNewestAndDeletesTheRestOldestFirst() throws Exception {
    chain("d1", "d2", "d3", "d4");

    assertThat(prune(2)).containsExactly("d1", "d2");

    assertThat(told).containsExactly("d1", "d2");
    assertThat(files()).containsExactly("LATEST", "d3", "d4");
    assertThat(prune(2)).isEmpty();
  }

  @Test
  void keepsVersionsOfOtherNamesAndDoesNotCountThem() throws Exception {
    chain("d1", "release", "d2", "d3");

    assertThat(prune(2)).containsExactly("d1");
    assertThat(files()).containsExactly("LATEST", "d2", "d3", "release");
  }

  @Test
  void keepsWhatLatestDoesNotLeadBackTo() throws Exception {
    chain("d1", "d2", "d3");
    version("d9", "d3");
    version("d0", null);

    assertThat(prune(1)).containsExactly("d1", "d2");
    assertThat(files()).containsExactly("LATEST", "d0", "d3", "d9");
  }

  @Test
  void keepsLatestWhateverItsName() throws Exception {
    chain("d1", "d2", "release");

    assertThat(prune(1)).containsExactly("d1");
    assertThat(files()).containsExactly("LATEST", "d2", "release");
  }

  @Test
  void deletionThatDiedIsEnded() throws Exception {
    chain("d1", "d2", "d3");
    OldVersions.Witness dies =
        version -> {
          throw new IOException("no space");
        };
    assertThatThrownBy(() -> new OldVersions(dataset).prune(1, DAYS, dies)).hasMessage("no space");
    assertThat(files()).containsExactly("LATEST", "d1", "d2", "d3");
    Files.writeString(Files.createDirectories(dataset.resolve(".deleted-d0/csv")).resolve("a"), "");

    assertThat(prune(1)).containsExactly("d1", "d2");
    assertThat(files()).containsExactly("LATEST", "d3");
  }

  @Test
  void manifestCannotLeadOutOfTheFolderOrInACircle() throws Exception {
    Path other = Files.createDirectories(dataset.resolve("d5/inner"));
    Files.writeString(other.resolve("manifest.json"), "{}");
    chain("d1", "d2");
    version("d1", "../" + dataset.getFileName() + "/d5/inner");
    assertThat(prune(2)).isEmpty();

    version("d1", "d2");
    assertThat(prune(1)).containsExactly("d1");
    assertThat(other).exists();
  }

  @Test
  void datasetWithoutVersionsHasNothingToDelete() throws Exception {
    assertThat(new OldVersions(dataset.resolve("none")).prune(1, DAYS, told::add)).isEmpty();
  }

  private void chain(String... versions) throws IOException {
    String previous = null;
    for (String version : versions) {
      version(version, previous);
      previous = version;
      Latest.write(dataset.toString(), version);
    }
  }

  private void version(String name, @org.jspecify.annotations.Nullable String previous)
      throws IOException {
    Path folder = Files.createDirectories(dataset.resolve(name));
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"previousVersion\": %s}".formatted(previous == null ? null : '"' + previous + '"'));
  }

  private List<String> prune(int keep) throws IOException {
    return new OldVersions(dataset).prune(keep, DAYS, told::add);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(dataset)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
