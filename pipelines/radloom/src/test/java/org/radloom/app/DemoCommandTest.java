package org.radloom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;
import org.radloom.scoring.sample.PhantomStudies;
import org.radloom.volumemaps.sample.SampleVolumes;

/** The whole demo with few events: what it computes is what its phantoms are known to hold. */
@Tag("slow")
final class DemoCommandTest {
  private static final long ANY_SIZE = Long.MAX_VALUE;
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private static Path home = Path.of("");
  private static String printed = "";
  private static JsonNode truth = new ObjectMapper().missingNode();

  @BeforeAll
  static void runDemo(@TempDir Path folder) throws Exception {
    home = folder;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        new DemoCommand()
            .run(
                List.of("--output=" + folder, "--events=300", "--seed=7"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                NOWHERE);
    printed = out.toString(StandardCharsets.UTF_8);
    assertThat(code).as(printed).isEqualTo(ExitCode.DONE);
    truth = json("phantoms-7/expected.json");
  }

  @Test
  void scoresTheChestExactlyAsKnown() {
    JsonNode calcium = json("maps/studies/%s/calcium.json".formatted(SampleVolumes.CALCIUM_STUDY));
    JsonNode known = truth.path(SampleVolumes.CALCIUM_STUDY).path("connectivity4");
    assertThat(known.properties()).hasSize(5);
    for (Map.Entry<String, JsonNode> artery : known.properties()) {
      assertThat(artery.getValue().properties()).hasSize(4);
      for (Map.Entry<String, JsonNode> value : artery.getValue().properties()) {
        assertThat(calcium.path("arteries").path(artery.getKey()).path(value.getKey()))
            .as("%s of %s", value.getKey(), artery.getKey())
            .isEqualTo(value.getValue());
      }
    }
    assertThat(calcium.path("total").asDouble()).isGreaterThan(100);
  }

  // Volume is an area, so it is near the truth whatever the method. Fifteen iterations leave the
  // residue function smooth: a sharp exponential loses of its peak, so flow reads low and transit
  // time long; a box that is long against the inflow rings, so flow reads high.
  @ParameterizedTest
  @CsvSource({"cbv, 0.95, 1.05", "cbf, 0.55, 1.30", "mtt, 0.75, 1.75"})
  void mediansOfTheTilesLieNearTheTruth(String map, double least, double most) throws Exception {
    assertThat(sharesOfTheTruth(SampleVolumes.TILES_STUDY, "head-tiles", map))
        .hasSize(240)
        .allSatisfy(share -> assertThat(share).isBetween(least, most));
  }

  @ParameterizedTest
  @CsvSource({"cbv, 0.95, 1.05", "cbf, 0.55, 1.10", "mtt, 0.90, 1.75"})
  void mediansOfTheStrokeLieNearTheTruth(String map, double least, double most) throws Exception {
    assertThat(sharesOfTheTruth(SampleVolumes.STROKE_STUDY, "head-stroke", map))
        .hasSize(5)
        .allSatisfy(share -> assertThat(share).isBetween(least, most));
  }

  @Test
  void publishesADatasetAndNamesWhatItMade() {
    assertThat(json("datasets/chest/v1/manifest.json").path("dataset").asText()).isEqualTo("chest");
    assertThat(printed)
        .contains(home.resolve("datasets/chest/v1/manifest.json").toString())
        .contains(home.resolve("maps/index.json").toString());
    assertThat(json("maps/index.json").path("counts").path("finished").asInt()).isEqualTo(3);
  }

  @Test
  void asksModelsAboutItsMammogramsAndHearts() {
    JsonNode index = json("scores/index.json");
    // 12 patients' mammograms and 4 patients' hearts.
    assertThat(index.path("counts").path("finished").asInt()).isEqualTo(16);
    assertThat(index.path("studies").findValuesAsText("study"))
        .contains(PhantomStudies.MAMMOGRAM, PhantomStudies.HEART);
    JsonNode mammogram = json("scores/studies/%s/study.json".formatted(PhantomStudies.MAMMOGRAM));
    assertThat(mammogram.path("model").path("name").asText()).isEqualTo("demo-lesion-dog");
  }

  @Test
  void joinsWhatModelsSaidWithTheTruthAndSetsHardExamplesApart() {
    JsonNode manifest = json("datasets/phantoms/v1/manifest.json");
    JsonNode readings = manifest.path("counts").path("inference");
    // An event for each of 4 views of 12 mammograms, and for both times of 4 hearts.
    assertThat(readings.path("read").asInt()).isEqualTo(56);
    assertThat(readings.path("unmatched").asInt()).isZero();
    assertThat(readings.path("rejected").size()).isZero();
    // The left breasts hold calcifications, which the model does not look for: none of its 24
    // readings can have an F1 above 2 * 1 / (1 + 2).
    assertThat(readings.path("hardExamples").asInt()).isGreaterThanOrEqualTo(24);
    // Accuracy has to exceed 0.85.
    assertThat(accuracies("hard_examples"))
        .hasSize(readings.path("hardExamples").asInt())
        .allSatisfy(accuracy -> assertThat(accuracy).isLessThanOrEqualTo(0.85));
    JsonNode exported = readings.path("exported");
    assertThat(accuracies("csv"))
        .hasSize(
            exported.path("train").asInt()
                + exported.path("val").asInt()
                + exported.path("test").asInt())
        .allSatisfy(accuracy -> assertThat(accuracy).isGreaterThan(0.85));
    assertThat(column("csv", "task")).containsOnly("cardiac_segmentation", "mammography");
  }

  private static List<Double> accuracies(String folder) {
    return column(folder, "accuracy").stream().map(Double::valueOf).toList();
  }

  private static List<String> column(String folder, String name) {
    List<String> values = new ArrayList<>();
    for (String split : List.of("train", "val", "test")) {
      Path file =
          home.resolve("datasets/phantoms/v1/%s/inferences_%s.csv".formatted(folder, split));
      try (CSVParser rows =
          CSVFormat.RFC4180
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(Files.newBufferedReader(file))) {
        rows.forEach(row -> values.add(row.get(name)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return values;
  }

  @Test
  void endsWithTheCommandThatShowsIt() {
    assertThat(printed.lines().reduce((first, second) -> second))
        .contains("In a browser: ./radloom view " + home);
  }

  @ParameterizedTest
  @CsvSource({
    "--events=0, '--events must be a whole number from 1, but was: 0'",
    "--seed=x, '--seed must be a whole number from 1, but was: x'",
    "--output=, there is no flag '--output='",
    "events, there is no flag 'events'"
  })
  void refusesWrongFlags(String flag, String message) {
    assertThatThrownBy(() -> new DemoCommand().run(List.of(flag), NOWHERE, NOWHERE))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  /** Returns for each region the median of a map over its voxels, divided by the truth. */
  private static List<Double> sharesOfTheTruth(String study, String volume, String map)
      throws IOException {
    Volume values =
        NiftiReader.read(home.resolve("maps/studies/%s/%s.nii.gz".formatted(study, map)), ANY_SIZE);
    Labels regions =
        NiftiReader.readLabels(
            home.resolve("phantoms-7/volumes/%s_regions.nii.gz".formatted(volume)), ANY_SIZE);
    List<Double> shares = new ArrayList<>();
    for (Map.Entry<String, JsonNode> tissue : truth.path(study).path("tissues").properties()) {
      int label = Integer.parseInt(tissue.getKey());
      double[] inside =
          IntStream.range(0, regions.values().length)
              .filter(i -> Byte.toUnsignedInt(regions.values()[i]) == label)
              .mapToDouble(values.voxels()::hu)
              .sorted()
              .toArray();
      assertThat(inside).as("voxels of region %d", label).isNotEmpty();
      shares.add(inside[inside.length / 2] / tissue.getValue().path(map).asDouble());
    }
    return shares;
  }

  private static JsonNode json(String path) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(home.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
