package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;
import org.radloom.volumemaps.sample.SampleVolumes;

/** The demo's phantoms through the whole job: known scores exactly, known maps within bounds. */
@Tag("slow")
final class MapsSampleTest {
  private static final long ANY_SIZE = Long.MAX_VALUE;

  /** Labels of the tiles whose residue falls exponentially, and of those where it is a box. */
  private static final int FIRST_EXPONENTIAL = 1;

  private static final int FIRST_BOX = 121;

  private static Path input = Path.of("");
  private static JsonNode truth = new ObjectMapper().missingNode();

  @BeforeAll
  static void writeSample(@TempDir Path folder) throws Exception {
    input = SampleVolumes.write(folder, 7);
    truth = new ObjectMapper().readTree(folder.resolve("expected.json").toFile());
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "8"})
  void givesTheKnownScoresExactly(String connectivity, @TempDir Path folder) {
    Maps maps = new Maps(input, folder.resolve("out")).with("connectivity", connectivity);
    maps.index();

    JsonNode calcium = maps.json("studies/%s/calcium.json".formatted(SampleVolumes.CALCIUM_STUDY));
    JsonNode known = truth.path(SampleVolumes.CALCIUM_STUDY).path("connectivity" + connectivity);
    assertThat(known).hasSize(5);
    assertThat(known.path("ALL").path("agatston").asDouble()).isGreaterThan(100);
    assertThat(calcium.path("total")).isEqualTo(known.path("ALL").path("agatston"));
    for (Map.Entry<String, JsonNode> artery : known.properties()) {
      for (Map.Entry<String, JsonNode> value : artery.getValue().properties()) {
        assertThat(calcium.path("arteries").path(artery.getKey()).path(value.getKey()))
            .as("%s of %s", value.getKey(), artery.getKey())
            .isEqualTo(value.getValue());
      }
    }
    assertThat(calcium.path("lesions")).hasSize(known.path("ALL").path("lesions").asInt());
    assertThat(calcium.path("flags")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lucy-richardson", "csvd", "osvd", "ssvd"})
  void givesTheKnownMapsWithinBounds(String method, @TempDir Path folder) throws Exception {
    Maps maps = new Maps(input, folder.resolve("out")).with("deconvolution", method);
    JsonNode index = maps.index();

    assertThat(index.path("counts").path("finished").asInt()).isEqualTo(3);
    JsonNode tissues = truth.path(SampleVolumes.TILES_STUDY).path("tissues");
    // The plain SVD takes delays for slow flow; the others must not see them.
    double looser = method.equals("ssvd") ? 0.04 : 0;
    for (int firstLabel : new int[] {FIRST_EXPONENTIAL, FIRST_BOX}) {
      assertThat(correlation(maps, "cbf", firstLabel, tissues)).isGreaterThan(0.92 - looser);
      assertThat(correlation(maps, "cbv", firstLabel, tissues)).isGreaterThan(0.995);
      assertThat(correlation(maps, "mtt", firstLabel, tissues)).isGreaterThan(0.97 - looser);
    }
  }

  /** Returns that of a computed map with the truth, over the tiles of one kind of residue. */
  private static double correlation(Maps maps, String map, int firstLabel, JsonNode tissues)
      throws Exception {
    Volume computed =
        NiftiReader.read(maps.file(SampleVolumes.TILES_STUDY, map + ".nii.gz"), ANY_SIZE);
    Labels regions = NiftiReader.readLabels(input.resolve("head-tiles_regions.nii.gz"), ANY_SIZE);
    assertThat(computed.space()).isEqualTo(regions.space());
    List<double[]> pairs = new ArrayList<>();
    for (int i = 0; i < regions.values().length; i++) {
      int label = Byte.toUnsignedInt(regions.values()[i]);
      double value = computed.voxels().hu(i);
      assertThat(value).isFinite();
      if (label >= firstLabel && label < firstLabel + FIRST_BOX - FIRST_EXPONENTIAL) {
        pairs.add(new double[] {value, tissues.path("" + label).path(map).asDouble()});
      }
    }
    return correlation(pairs);
  }

  private static double correlation(List<double[]> pairs) {
    double[] mean = {
      pairs.stream().mapToDouble(p -> p[0]).average().orElseThrow(),
      pairs.stream().mapToDouble(p -> p[1]).average().orElseThrow()
    };
    double both = 0;
    double first = 0;
    double second = 0;
    for (double[] pair : pairs) {
      both += (pair[0] - mean[0]) * (pair[1] - mean[1]);
      first += (pair[0] - mean[0]) * (pair[0] - mean[0]);
      second += (pair[1] - mean[1]) * (pair[1] - mean[1]);
    }
    return both / Math.sqrt(first * second);
  }

  @Test
  void tellsTheCurvesOfInflowAndRegions(@TempDir Path folder) {
    Maps maps = new Maps(input, folder.resolve("out"));
    maps.index();

    JsonNode known = truth.path(SampleVolumes.STROKE_STUDY);
    JsonNode curves = maps.json("studies/%s/curves.json".formatted(SampleVolumes.STROKE_STUDY));
    assertThat(curves.path("aif").path("source").asText()).isEqualTo("mask");
    assertThat(curves.path("aif").path("voxel").isNull()).isTrue();
    int frames = curves.path("frameTimesSeconds").size();
    assertThat(frames).isEqualTo(44);
    assertThat(curves.path("aif").path("values")).hasSize(frames);
    assertThat(curves.path("vof")).hasSize(frames);
    // The vein measures 1.25 times the artery's area; noise and sampling move it by some percent.
    assertThat(curves.path("scale").asDouble())
        .isCloseTo(known.path("scale").asDouble(), within(0.05));
    // 10 % of the peak is reached about a second after the first contrast.
    assertThat(curves.path("arrivalSeconds").asDouble())
        .isCloseTo(known.path("arrivalSeconds").asDouble(), within(1.5));
    assertThat(curves.path("regions")).hasSize(known.path("tissues").size());

    JsonNode study = maps.json("studies/%s/study.json".formatted(SampleVolumes.STROKE_STUDY));
    assertThat(study.path("files").findValuesAsText("path"))
        .containsExactly(
            "baseline.nii.gz",
            "cbf.nii.gz",
            "cbv.nii.gz",
            "curves.json",
            "mtt.nii.gz",
            "series.nii.gz",
            "tmax.nii.gz",
            "ttp.nii.gz");
    // Same header, same voxels: the phantom's header holds no free text either.
    assertThat(maps.file(SampleVolumes.STROKE_STUDY, "series.nii.gz"))
        .hasSameBinaryContentAs(input.resolve("head-stroke.nii.gz"));
    assertThat(study.path("flags")).isEmpty();
    assertThat(study.path("summary").path("medians").path("cbf").asDouble()).isBetween(20.0, 60.0);
  }

  @Test
  void takesTheValuesOfTheMaskForRegionsWhereNoneAreNamed(@TempDir Path folder) throws Exception {
    Path volumes = Files.createDirectory(folder.resolve("in"));
    for (String part : List.of(".nii.gz", "_aif.nii.gz", "_vof.nii.gz", "_mask.nii.gz")) {
      Files.copy(input.resolve("head-tiles" + part), volumes.resolve("head-tiles" + part));
    }
    Files.writeString(
        volumes.resolve("head-tiles.json"),
        Files.readString(input.resolve("head-tiles.json"))
            .replace("\"regions\"", "\"regionsOfAnother\""));
    Maps maps = new Maps(volumes, folder.resolve("out"));
    maps.index();

    JsonNode curves = maps.json("studies/%s/curves.json".formatted(SampleVolumes.TILES_STUDY));
    assertThat(curves.path("regions").fieldNames()).toIterable().containsExactly("1");
    assertThat(curves.path("regions").path("1"))
        .hasSize(curves.path("frameTimesSeconds").size())
        .anySatisfy(hu -> assertThat(hu.asDouble()).isGreaterThan(1));
  }

  @Test
  void choosesAnArteryByItselfOrByFlag(@TempDir Path folder) {
    Maps maps =
        new Maps(input, folder.resolve("out")).with("aif", "48,16,2").with("copyVolumes", "false");
    maps.index();

    JsonNode aif =
        maps.json("studies/%s/curves.json".formatted(SampleVolumes.TILES_STUDY)).path("aif");
    assertThat(aif.path("source").asText()).isEqualTo("chosen");
    assertThat(aif.path("voxel").toString()).isEqualTo("[48,16,2]");
    assertThat(maps.file(SampleVolumes.TILES_STUDY, "baseline.nii.gz")).doesNotExist();
    assertThat(maps.file(SampleVolumes.TILES_STUDY, "series.nii.gz")).doesNotExist();
    assertThat(maps.file(SampleVolumes.CALCIUM_STUDY, "volume.nii.gz")).doesNotExist();
  }

  @Test
  void theSameSeedGivesTheSameFiles(@TempDir Path folder) throws Exception {
    Path again = SampleVolumes.write(folder, 7);

    for (String name : input.toFile().list()) {
      assertThat(again.resolve(name)).hasSameBinaryContentAs(input.resolve(name));
    }
  }
}
