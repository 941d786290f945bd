package org.radloom.viewerserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogueTest {
  private static final String MODELS = "{\"format\":\"radloom-models/1\",\"models\":[]}";

  private final Path folder;

  CatalogueTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ResultTree tree() {
    return new ResultTree(folder);
  }

  private Catalogue found() throws IOException {
    return new ResultFolder(folder).found();
  }

  @Test
  void isEmptyOfAnEmptyFolder() throws IOException {
    assertThat(found()).isEqualTo(new Catalogue(List.of(), List.of()));
    assertThat(found().toJson())
        .isEqualTo("{\"format\":\"radloom-catalog/1\",\"worklists\":[],\"datasets\":[]}");
  }

  @Test
  void namesTheFolderItselfWhereMapsWroteIntoIt() throws IOException {
    tree().worklist("");

    assertThat(found()).isEqualTo(new Catalogue(List.of("./"), List.of()));
  }

  @Test
  void namesTheFolderItselfWhereItIsADataset() throws IOException {
    tree().dataset("");

    assertThat(found()).isEqualTo(new Catalogue(List.of(), List.of("./")));
  }

  @Test
  void namesWhatTheDemoMakes() throws IOException {
    tree().dataset("datasets/chest/").worklist("maps/").worklist("mammography/");
    tree().file("demo.keys", "secret").file("sample-1-42/events/1.jsonl", "{}");

    assertThat(found().toJson())
        .isEqualTo(
            "{\"format\":\"radloom-catalog/1\",\"worklists\":[\"mammography/\",\"maps/\"],"
                + "\"datasets\":[\"datasets/chest/\"]}");
  }

  @Test
  void namesFoldersOfModelsByTheirManifest() throws IOException {
    tree().worklist("scores/").file("models/manifest.json", MODELS);
    tree().file("models/net/1/model.json", "{}").file("other/manifest.json", "{}");

    assertThat(found().toJson())
        .isEqualTo(
            "{\"format\":\"radloom-catalog/1\",\"worklists\":[\"scores/\"],"
                + "\"datasets\":[],\"models\":[\"models/\"]}");
  }

  @Test
  void showsTheManifestOfModelsAndNothingElseOfThem() throws IOException {
    tree().file("models/manifest.json", MODELS).file("models/net/1/model.onnx", "weights");
    ResultFolder results = new ResultFolder(folder);

    assertThat(results.file("models/manifest.json")).isPresent();
    assertThat(results.file("models/net/1/model.onnx")).isEmpty();

    tree().file("catalog.json", found().toJson());
    assertThat(results.file("models/manifest.json")).isPresent();
    assertThat(results.file("models/net/1/model.onnx")).isEmpty();
  }

  @Test
  void sortsByName() throws IOException {
    tree().dataset("b/").dataset("a/").dataset("c/d/").worklist("z/").worklist("y/");

    assertThat(found()).isEqualTo(new Catalogue(List.of("y/", "z/"), List.of("a/", "b/", "c/d/")));
  }

  @Test
  void keepsBlanksAndForeignLetters() throws IOException {
    tree().worklist("Änderung 2/").dataset("50 % & #1?/");

    assertThat(found()).isEqualTo(new Catalogue(List.of("Änderung 2/"), List.of("50 % & #1?/")));
  }

  @Test
  void looksFourFoldersDown() throws IOException {
    tree().worklist("1/2/3/4/").worklist("a/b/c/d/e/");

    assertThat(found().worklists()).containsExactly("1/2/3/4/");
  }

  @Test
  void looksForNoWorklistAmongStudies() throws IOException {
    tree().worklist("maps/").worklist("maps/studies/S1/").worklist("maps/more/");

    assertThat(found().worklists()).containsExactly("maps/", "maps/more/");
  }

  @Test
  void leavesOutHiddenFolders() throws IOException {
    tree().worklist(".run-1/").dataset("sets/.staging/");

    assertThat(found().isEmpty()).isTrue();
  }

  @Test
  void followsNoLink(@TempDir Path elsewhere) throws IOException {
    new ResultTree(elsewhere).worklist("maps/");
    Files.createSymbolicLink(folder.resolve("linked"), elsewhere.resolve("maps"));
    Files.createSymbolicLink(folder.resolve("loop"), folder);

    assertThat(found().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"format\":1}",
        "{\"format\":\"another/1\"}",
        "{\"studies\":[{\"format\":\"radloom-worklist/1\"}]}",
        "no JSON",
        "{\"format\""
      })
  void passesOverAnIndexOfSomethingElse(String content) throws IOException {
    tree().file("site/index.json", content);

    assertThat(found().isEmpty()).isTrue();
  }

  @Test
  void findsTheFormatWhereverItStands() throws IOException {
    tree()
        .file(
            "maps/index.json",
            "{\"studies\":[{\"format\":\"x\"}],\"format\":\"radloom-worklist/1\"}");

    assertThat(found().worklists()).containsExactly("maps/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v2", "..", "../chest/v1", ".", "v1/", "/v1", ".v1", "v1\nv1"})
  void passesOverALatestThatNamesNoVersion(String latest) throws IOException {
    tree().dataset("chest/").file("chest/.v1/manifest.json", "{}").file("chest/LATEST", latest);

    assertThat(found().isEmpty()).isTrue();
  }

  @Test
  void findsTheSameAgainAfterAJobAddedSomething() throws IOException {
    ResultFolder results = new ResultFolder(folder);
    assertThat(results.found().isEmpty()).isTrue();

    tree().worklist("maps/");

    assertThat(results.found().worklists()).containsExactly("maps/");
  }

  @Test
  void readsAnOwnCatalogueWithoutTrustingIt() throws IOException {
    Catalogue own =
        Catalogue.of(
            new ObjectMapper()
                .readTree(
                    "{\"format\":\"radloom-catalog/1\",\"worklists\":[\"maps/\",\"\",\"x\",7],"
                        + "\"datasets\":[\"./\"]}"));

    assertThat(own).isEqualTo(new Catalogue(List.of("maps/"), List.of("./")));
    assertThat(Catalogue.of(new ObjectMapper().readTree("{\"worklists\":[\"maps/\"]}")).isEmpty())
        .isTrue();
  }

  @Test
  void listsOnlyWhatAWorklistOrADatasetLeadsTo() {
    Catalogue catalogue = new Catalogue(List.of("maps/"), List.of("sets/chest/"));

    assertThat(
            List.of(
                "maps/index.json",
                "maps/studies/S1/study.json",
                "maps/volumes/x.nii",
                "sets/chest/LATEST",
                "sets/chest/v1/coco/a.json",
                "sets/chest/",
                "sets/other/LATEST",
                "index.json",
                "demo.keys"))
        .filteredOn(catalogue::lists)
        .containsExactly(
            "maps/index.json",
            "maps/studies/S1/study.json",
            "sets/chest/LATEST",
            "sets/chest/v1/coco/a.json");
  }
}
