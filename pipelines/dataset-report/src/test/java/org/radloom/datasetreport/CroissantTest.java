package org.radloom.datasetreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks against the text of the Croissant 1.0 specification, section by section. */
final class CroissantTest {
  private Path version;
  private JsonNode croissant;

  @BeforeEach
  void write(@TempDir Path dataset) throws IOException {
    version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionReport.write(version, List.of(), null);
    croissant = new ObjectMapper().readTree(version.resolve(VersionReport.CROISSANT).toFile());
  }

  @Test
  void saysWhatItConformsTo() {
    assertThat(croissant.path("@type").asText()).isEqualTo("sc:Dataset");
    assertThat(croissant.path("conformsTo").asText())
        .isEqualTo("http://mlcommons.org/croissant/1.0");
    assertThat(croissant.at("/@context/@vocab").asText()).isEqualTo("https://schema.org/");
    assertThat(croissant.at("/@context/cr").asText()).isEqualTo("http://mlcommons.org/croissant/");
    assertThat(croissant.at("/@context/data/@type").asText()).isEqualTo("@json");
    assertThat(croissant.path("name").asText()).isEqualTo("chest");
    assertThat(croissant.path("version").asText()).isEqualTo("v1");
  }

  @Test
  void namesEveryFileWithTheDigestOfItsBytes() throws IOException {
    assertThat(croissant.path("distribution")).hasSize(17);
    for (JsonNode file : croissant.path("distribution")) {
      byte[] bytes = Files.readAllBytes(version.resolve(file.path("contentUrl").asText()));
      assertThat(file.path("sha256").asText()).isEqualTo(SmallVersion.sha256(bytes));
      assertThat(file.path("contentSize").asText()).isEqualTo(bytes.length + " B");
    }
  }

  @Test
  void listsTheSplitsAsAnEnumeration() {
    JsonNode splits = croissant.at("/recordSet/0");

    assertThat(splits.path("dataType").asText()).isEqualTo("cr:Split");
    assertThat(splits.at("/key/@id").asText()).isEqualTo("splits/name");
    assertThat(splits.path("data").findValuesAsText("splits/url"))
        .containsExactly("cr:TrainingSplit", "cr:ValidationSplit", "cr:TestSplit");
  }

  @Test
  void drawsEachFieldFromAColumnOfAFileThatIsThere() {
    Set<String> files = new HashSet<>(croissant.path("distribution").findValuesAsText("@id"));
    Set<String> ids = new HashSet<>();
    int fields = 0;
    for (JsonNode set : croissant.path("recordSet")) {
      assertThat(ids.add(set.path("@id").asText())).isTrue();
      for (JsonNode field : set.path("field")) {
        assertThat(ids.add(field.path("@id").asText())).isTrue();
        assertThat(field.path("@id").asText()).startsWith(set.path("@id").asText() + "/");
        if (field.has("source")) {
          assertThat(files).contains(field.at("/source/fileObject/@id").asText());
          assertThat(field.at("/source/extract/column").asText())
              .isEqualTo(field.path("name").asText());
          fields++;
        }
      }
    }
    // 17 columns of three files of dictations, 13 of four of readings, 2 of splits.csv.
    assertThat(fields).isEqualTo(3 * 17 + 4 * 13 + 2);
    assertThat(type("csv_transcriptions_train/quality")).isEqualTo("sc:Float");
    assertThat(type("csv_transcriptions_train/words")).isEqualTo("sc:Integer");
    assertThat(type("csv_transcriptions_train/corrected")).isEqualTo("sc:Boolean");
    assertThat(type("csv_transcriptions_train/patient")).isEqualTo("sc:Text");
  }

  private String type(String id) {
    for (JsonNode set : croissant.path("recordSet")) {
      for (JsonNode field : set.path("field")) {
        if (field.path("@id").asText().equals(id)) {
          return field.path("dataType").asText();
        }
      }
    }
    return "";
  }
}
