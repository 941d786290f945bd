package org.radloom.volumemaps.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are there whole or not at all, and runs that clean up after killed ones. */
final class StagedStudyTest {
  private final Path output;

  StagedStudyTest(@TempDir Path folder) {
    output = folder.resolve("out");
  }

  private static StagedStudy write(RunFolder run, Path target, String text) throws Exception {
    StagedStudy staged = StagedStudy.in(RunFolder.work(run.folder()), target);
    staged.write("calcium.json", file -> Files.writeString(file, text));
    return staged;
  }

  @Test
  void theEarlierResultStaysUntilTheNewOneIsWhole() throws Exception {
    StudyStore store = new StudyStore(output);
    Path target = store.folder("S1");
    try (RunFolder run = RunFolder.in(output)) {
      StagedStudy first = write(run, target, "one");
      try (first) {
        first.place(ResultJson.object().put("fingerprint", "f1"));
      }
      StagedStudy second = write(run, target, "two");
      try (second) {
        assertThat(target.resolve("calcium.json")).hasContent("one");
        assertThat(store.intact("S1", "f1")).isPresent();
      }
      assertThat(store.intact("S1", "f1")).isPresent();
      StagedStudy third = write(run, target, "three");
      try (third) {
        third.place(ResultJson.object().put("fingerprint", "f3"));
      }
    }
    assertThat(target.resolve("calcium.json")).hasContent("three");
    assertThat(store.intact("S1", "f1")).isEmpty();
    assertThat(store.intact("S1", "f3")).isPresent();
    assertThat(output.toFile().list()).containsExactly("studies");
  }

  @Test
  void knowsADamagedResult() throws Exception {
    StudyStore store = new StudyStore(output);
    try (RunFolder run = RunFolder.in(output)) {
      StagedStudy staged = write(run, store.folder("S1"), "one");
      try (staged) {
        staged.place(ResultJson.object().put("fingerprint", "f1"));
      }
    }
    assertThat(store.intact("S1", "f1")).isPresent();
    Files.writeString(store.folder("S1").resolve("calcium.json"), "One");
    assertThat(store.intact("S1", "f1")).isEmpty();
    Files.delete(store.folder("S1").resolve("calcium.json"));
    assertThat(store.intact("S1", "f1")).isEmpty();
    Files.writeString(store.folder("S1").resolve("study.json"), "{");
    assertThat(store.intact("S1", "f1")).isEmpty();
    assertThat(store.intact("S2", "f1")).isEmpty();
  }

  @Test
  void twinsThatWriteOneStudyLeaveOneWholeResult() throws Exception {
    StudyStore store = new StudyStore(output);
    ExecutorService twins = Executors.newFixedThreadPool(4);
    try (RunFolder run = RunFolder.in(output)) {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int twin = 0; twin < 40; twin++) {
        work.add(
            () -> {
              StagedStudy staged = write(run, store.folder("S1"), "same");
              try (staged) {
                staged.place(ResultJson.object().put("fingerprint", "f"));
              }
              return true;
            });
      }
      for (Future<Boolean> done : twins.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
      assertThat(RunFolder.work(run.folder())).isEmptyDirectory();
    } finally {
      twins.shutdownNow();
    }
    assertThat(store.intact("S1", "f")).isPresent();
  }

  @Test
  void deletesWhatKilledRunsLeftAndNothingOfLivingOnes() throws Exception {
    Path killed = Files.createDirectories(output.resolve(".run-killed/work/S1@x"));
    Files.writeString(output.resolve(".run-killed/lock"), "");
    Files.writeString(killed.resolve("half.nii.gz"), "half");
    try (RunFolder living = RunFolder.in(output)) {
      assertThat(output.resolve(".run-killed")).doesNotExist();
      try (RunFolder other = RunFolder.in(output)) {
        assertThat(living.folder()).isDirectory();
        assertThat(other.folder()).isDirectory().isNotEqualTo(living.folder());
      }
    }
    assertThat(output).isEmptyDirectory();
  }

  @Test
  void cannotBeginWhereThereIsNoRun() {
    assertThatExceptionOfType(UnwritableResultException.class)
        .isThrownBy(() -> StagedStudy.in(output.resolve(".run-gone/work"), output.resolve("S1")))
        .withMessage("cannot write study S1 (NoSuchFileException)");
  }
}
