package org.radloom.volumemaps.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.FoundStudy.Refused;

/** What is a study of an input folder, and what is not. */
final class StudySearchTest {
  private final Path folder;

  StudySearchTest(@TempDir Path temporary) throws Exception {
    folder = Files.createDirectory(temporary.resolve("in"));
  }

  private List<String> find() throws Exception {
    return StudySearch.find(new InputFolder(folder), new CtInputs()).stream()
        .map(
            study ->
                study instanceof Described<CtStudy> described
                    ? "%s: %s of %s"
                        .formatted(described.source(), described.study(), described.what().volume())
                    : "%s: %s".formatted(study.source(), ((Refused<CtStudy>) study).reason()))
        .toList();
  }

  private void file(String name) throws Exception {
    Files.createDirectories(folder.resolve(name).resolveSibling(""));
    Files.writeString(folder.resolve(name), "?");
  }

  private void sidecar(String name, String study, String more) throws Exception {
    Files.writeString(
        folder.resolve(name), "{\"op\":\"agatston\",\"study\":\"%s\"%s}".formatted(study, more));
  }

  @Test
  void pairsSidecarsWithVolumesOfAllThreeForms() throws Exception {
    sidecar("a.json", "S1", "");
    file("a.nii");
    sidecar("b.json", "S2", "");
    file("b.nii.gz");
    sidecar("c.json", "S3", "");
    file("c/1.dcm");
    sidecar("d.e.json", "S4", "");
    file("d.e.nii");

    assertThat(find())
        .containsExactly(
            "a.json: S1 of a.nii",
            "b.json: S2 of b.nii.gz",
            "c.json: S3 of c/",
            "d.e.json: S4 of d.e.nii");
  }

  @Test
  void refusesVolumesAndSidecarsThatStandAlone() throws Exception {
    file("a.nii");
    file("b/1.dcm");
    sidecar("c.json", "S1", "");

    assertThat(find()).containsExactly("a.nii: no_sidecar", "b/: no_sidecar", "c.json: no_volume");
  }

  @Test
  void refusesASidecarOfTwoVolumesOnce() throws Exception {
    sidecar("a.json", "S1", "");
    file("a.nii");
    file("a.nii.gz");
    file("a/1.dcm");
    file("b.nii");
    file("b.nii.gz");

    assertThat(find()).containsExactly("a.json: ambiguous_volume", "b.nii: no_sidecar");
  }

  @Test
  void takesNoFileForAVolumeThatASidecarNames() throws Exception {
    sidecar("a.json", "S1", ",\"arteryLabels\":\"./l.nii.gz\"");
    file("a.nii");
    file("l.nii.gz");
    sidecar("b.json", "S2", ",\"aifMask\":\"masks/m.nii\"");
    file("b.nii");
    file("masks/m.nii");
    sidecar("c.json", "../", ",\"mask\":\"n.nii\"");
    file("c.nii");
    file("n.nii");
    Files.writeString(folder.resolve("d.json"), "no JSON");
    file("d.nii");
    file("d_labels.nii");

    assertThat(find())
        .containsExactly(
            "a.json: S1 of a.nii",
            "b.json: S2 of b.nii",
            "c.json: invalid_sidecar",
            "d.json: malformed_sidecar");
  }

  @Test
  void passesOverWhatIsNoInput() throws Exception {
    file(".hidden.nii");
    file("readme.txt");
    file(".git/x.nii");
    Files.createDirectory(folder.resolve("empty"));

    assertThat(find()).isEmpty();
  }

  @Test
  void keepsTheFirstOfTwoWithOneStudy() throws Exception {
    sidecar("b.json", "S1", "");
    file("b.nii");
    sidecar("a.json", "S1", "");
    sidecar("c.json", "S1", "");
    file("c.nii");

    // a.json has no volume, so it claims nothing.
    assertThat(find())
        .containsExactly("a.json: no_volume", "b.json: S1 of b.nii", "c.json: duplicate_study");
  }

  @Test
  void readsNoSidecarThroughALinkOutOfTheFolder() throws Exception {
    Path outside = folder.resolveSibling("outside.json");
    Files.writeString(outside, "{\"op\":\"agatston\",\"study\":\"S1\"}");
    Files.createSymbolicLink(folder.resolve("a.json"), outside);
    file("a.nii");
    Files.createSymbolicLink(folder.resolve("b.json"), folder.resolve("nowhere"));
    file("b.nii");

    assertThat(find()).containsExactly("a.json: bad_path", "b.json: missing_file");
  }

  @Test
  void opensNoFileThroughALinkOutOfTheFolder() throws Exception {
    Path outside = Files.createDirectory(folder.resolveSibling("secret"));
    Files.writeString(outside.resolve("l.nii"), "?");
    Files.createSymbolicLink(folder.resolve("l.nii"), outside.resolve("l.nii"));
    Files.createSymbolicLink(folder.resolve("sub"), outside);
    file("real.nii");
    Files.createSymbolicLink(folder.resolve("alias.nii"), folder.resolve("real.nii"));
    InputFolder input = new InputFolder(folder);

    for (String name : List.of("l.nii", "sub/l.nii")) {
      assertThatExceptionOfType(RejectedStudyException.class)
          .isThrownBy(() -> input.file(name))
          .satisfies(e -> assertThat(e.reason()).isEqualTo("bad_path"));
    }
    assertThat(input.file("alias.nii")).isEqualTo(folder.resolve("real.nii").toRealPath());
    assertThatExceptionOfType(RejectedStudyException.class)
        .isThrownBy(() -> input.file("sub"))
        .satisfies(e -> assertThat(e.reason()).isEqualTo("bad_path"));
  }

  @Test
  void showsNoControlCharacters() {
    assertThat(InputFolder.shown("a\u001b[2Jb\n")).isEqualTo("a?[2Jb?");
  }
}
