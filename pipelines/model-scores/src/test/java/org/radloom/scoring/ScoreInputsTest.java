package org.radloom.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.volumemaps.input.FoundStudy.Described;
import org.radloom.volumemaps.input.FoundStudy.Refused;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.StudySearch;

/** What is a study of an input folder of images, and what is not. */
final class ScoreInputsTest {
  private final Path folder;

  ScoreInputsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> find() throws Exception {
    return StudySearch.find(new InputFolder(folder), new ScoreInputs()).stream()
        .map(
            study ->
                study instanceof Described<ScoreOp> described
                    ? "%s: %s %s".formatted(study.source(), described.what(), study.study())
                    : "%s: %s".formatted(study.source(), ((Refused<ScoreOp>) study).reason()))
        .toList();
  }

  private void file(String name) throws Exception {
    Files.createDirectories(folder.resolve(name).resolveSibling(""));
    Files.writeString(folder.resolve(name), "?");
  }

  private void sidecar(String name, String op, String study, String more) throws Exception {
    Files.writeString(
        folder.resolve(name),
        "{\"op\":\"%s\",\"study\":\"%s\",\"patientId\":\"P\"%s}".formatted(op, study, more));
  }

  @Test
  void findsImagesHeartsAndMammogramsOfBothForms() throws Exception {
    sidecar("a.json", "detect", "S1", "");
    file("a.jpg");
    sidecar("b.json", "cardiac", "S2", ",\"endDiastole\":\"ed.nii\",\"endSystole\":\"es.nii\"");
    file("ed.nii");
    file("es.nii");
    String image = "\"laterality\":\"R\",\"view\":\"CC\"";
    sidecar(
        "c.json", "mammography", "S3", ",\"images\":[{\"file\":\"x.png\",%s}]".formatted(image));
    file("x.png");
    sidecar("d.json", "mammography", "S4", "");
    file("d/1.nii.gz");
    Files.writeString(
        folder.resolve("d/study.json"),
        "{\"images\":[{\"file\":\"1.nii.gz\",%s}]}".formatted(image));

    assertThat(find())
        .containsExactly(
            "a.json: DETECT S1",
            "b.json: CARDIAC S2",
            "c.json: MAMMOGRAPHY S3",
            "d.json: MAMMOGRAPHY S4");
  }

  @Test
  void refusesImagesAndSidecarsThatStandAlone() throws Exception {
    file("a.png");
    file("b/study.json");
    sidecar("c.json", "detect", "S1", "");
    sidecar("d.json", "detect", "S2", "");
    file("d.png");
    file("d.jpg");

    assertThat(find())
        .containsExactly(
            "a.png: no_sidecar", "b/: no_sidecar", "c.json: no_image", "d.json: ambiguous_image");
  }

  @Test
  void takesNoImageForAStudyThatARefusedSidecarNames() throws Exception {
    Files.writeString(folder.resolve("a.json"), "no JSON");
    file("a.png");
    file("a_r-cc.nii.gz");
    sidecar("b.json", "cardiac", "../", ",\"endDiastole\":\"ed.nii\",\"endSystole\":\"es.nii\"");
    file("ed.nii");
    file("es.nii");
    file("notes.txt");
    file("folder/inside.png");

    assertThat(find()).containsExactly("a.json: malformed_sidecar", "b.json: invalid_sidecar");
  }

  @Test
  void keepsTheFirstOfTwoWithOneStudy() throws Exception {
    sidecar("a.json", "detect", "S1", "");
    file("a.png");
    sidecar("b.json", "detect", "s1", "");
    file("b.png");

    assertThat(find()).containsExactly("a.json: DETECT S1", "b.json: duplicate_study");
  }
}
