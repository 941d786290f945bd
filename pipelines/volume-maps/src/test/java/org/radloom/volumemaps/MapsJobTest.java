package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.Version;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.nifti.NiftiWriter;

/** Whole runs on embedded Flink over calcium whose score follows by hand. */
@Tag("slow")
final class MapsJobTest {
  /** Place of the free text in a header, nifti1.h. */
  private static final int DESCRIPTION = 148;

  private static final long ANY_SIZE = Long.MAX_VALUE;

  private final Path input;
  private final Path output;
  private final Maps maps;

  MapsJobTest(@TempDir Path folder) throws Exception {
    input = Files.createDirectory(folder.resolve("in"));
    output = folder.resolve("out");
    maps = new Maps(input, output);
  }

  @BeforeEach
  void twoStudies() throws Exception {
    InputFiles.calcium(input, "a", "S-A");
    InputFiles.calcium(input, "b", "S-B", 400);
  }

  @Test
  void scoresEveryStudyAndListsThem() throws Exception {
    JsonNode index = maps.index();

    assertThat(index.path("counts").toString())
        .isEqualTo("{\"read\":2,\"finished\":2,\"skipped\":0,\"rejected\":0,\"failed\":0}");
    assertThat(index.path("studies")).hasSize(2);
    JsonNode entry = index.path("studies").path(0);
    assertThat(entry.path("study").asText()).isEqualTo("S-A");
    assertThat(entry.path("op").asText()).isEqualTo("agatston");
    assertThat(entry.path("folder").asText()).isEqualTo("studies/S-A");
    assertThat(entry.path("status").asText()).isEqualTo("finished");
    assertThat(entry.path("summary").path("agatston").asDouble()).isEqualTo(10.0);

    JsonNode calcium = maps.json("studies/S-A/calcium.json");
    assertThat(calcium.path("total").asDouble()).isEqualTo(10.0);
    JsonNode main = calcium.path("arteries").path("LM");
    assertThat(main.path("agatston").asDouble()).isEqualTo(10.0);
    // 20 voxels of 0.5 x 0.5 x 3 mm.
    assertThat(main.path("volumeMm3").asDouble()).isEqualTo(15.0);
    assertThat(main.path("massMg").isNull()).isTrue();
    assertThat(main.path("lesions").asInt()).isEqualTo(1);
    assertThat(main.path("voxels").asInt()).isEqualTo(20);
    assertThat(calcium.path("arteries").path("RCA").path("agatston").asDouble()).isZero();
    assertThat(calcium.path("arteries").path("ALL")).isEqualTo(main);
    assertThat(calcium.path("category").asText()).isEqualTo("1-10");
    assertThat(calcium.path("cacDrs").asText()).isEqualTo("A1/N1");
    assertThat(calcium.path("flags")).isEmpty();
    JsonNode lesion = calcium.path("lesions").path(0);
    assertThat(lesion.path("slice").asInt()).isEqualTo(1);
    assertThat(lesion.path("artery").asText()).isEqualTo("LM");
    assertThat(lesion.path("areaMm2").asDouble()).isEqualTo(5.0);
    assertThat(lesion.path("peakHu").asDouble()).isEqualTo(250.0);
    assertThat(lesion.path("weight").asInt()).isEqualTo(2);
    assertThat(lesion.path("box").toString()).isEqualTo("[2,3,6,6]");
    // 400 HU weighs 4.
    assertThat(maps.json("studies/S-B/calcium.json").path("total").asDouble()).isEqualTo(20.0);

    JsonNode study = maps.json("studies/S-A/study.json");
    assertThat(study.path("backend").asText()).isEqualTo("cpu");
    assertThat(study.path("codeVersion").asText()).isEqualTo(Version.ofThisJar().toString());
    assertThat(study.path("options").path("connectivity").asInt()).isEqualTo(4);
    assertThat(study.path("source").path("files").path(0).path("name").asText())
        .isEqualTo("a.nii.gz");
    assertThat(study.path("files").findValuesAsText("path"))
        .containsExactly("calcium.json", "labels.nii.gz", "volume.nii.gz");
    assertThat(
            NiftiReader.read(maps.file("S-A", "volume.nii.gz"), ANY_SIZE)
                .voxels()
                .hu(InputFiles.SPACE.sliceVoxels() + 3 * InputFiles.SPACE.nx() + 2))
        .isEqualTo(250.0);
  }

  @Test
  void leavesNothingBesideResults() {
    maps.index();

    assertThat(maps.contents().keySet())
        .containsExactly(
            "index.json",
            "studies/S-A/calcium.json",
            "studies/S-A/labels.nii.gz",
            "studies/S-A/study.json",
            "studies/S-A/volume.nii.gz",
            "studies/S-B/calcium.json",
            "studies/S-B/labels.nii.gz",
            "studies/S-B/study.json",
            "studies/S-B/volume.nii.gz");
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("index.json", "studies");
  }

  @Test
  void givesTheSameBytesAgain(@TempDir Path other) {
    maps.index();
    Maps again = new Maps(input, other.resolve("out")).with("parallelism", "1");
    again.index();

    assertThat(again.contents()).isEqualTo(maps.contents());
  }

  @Test
  void skipsWhatIsUnchangedAndSaysSo() throws Exception {
    maps.index();
    Map<String, String> before = maps.contents();

    CommandLine call = maps.run();

    assertThat(call.code()).isZero();
    assertThat(call.err()).contains("skipped, unchanged");
    assertThat(call.out()).contains("0 finished, 2 skipped");
    JsonNode index = maps.json("index.json");
    assertThat(index.path("counts").path("skipped").asInt()).isEqualTo(2);
    assertThat(index.path("studies").path(0).path("summary").path("agatston").asDouble())
        .isEqualTo(10.0);
    before.remove("index.json");
    Map<String, String> after = maps.contents();
    after.remove("index.json");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void computesAgainWhatAnOptionOrAFileChanges() throws Exception {
    maps.index();
    InputFiles.calcium(input, "b", "S-B", 300);

    JsonNode index = maps.index();
    assertThat(index.path("counts").path("skipped").asInt()).isEqualTo(1);
    // 300 HU weighs 3.
    assertThat(index.path("studies").path(1).path("summary").path("agatston").asDouble())
        .isEqualTo(15.0);

    index = maps.with("thresholdHu", "260").index();
    assertThat(index.path("counts").path("finished").asInt()).isEqualTo(2);
    assertThat(index.path("studies").path(0).path("summary").path("agatston").asDouble()).isZero();
  }

  @Test
  void computesAgainWhatWasDamagedOrIsForced() throws Exception {
    maps.index();
    Files.writeString(maps.file("S-A", "calcium.json"), "{}");

    assertThat(maps.index().path("counts").path("finished").asInt()).isEqualTo(1);
    assertThat(maps.json("studies/S-A/calcium.json").path("total").asDouble()).isEqualTo(10.0);
    assertThat(maps.with("force", "true").index().path("counts").path("finished").asInt())
        .isEqualTo(2);
  }

  @Test
  void neverTellsThePatient() throws Exception {
    Files.delete(input.resolve("b.nii.gz"));
    NiftiWriter.write(input.resolve("b.nii"), InputFiles.block(InputFiles.SPACE, 250));
    try (RandomAccessFile file = new RandomAccessFile(input.resolve("b.nii").toFile(), "rw")) {
      file.seek(DESCRIPTION);
      file.write(InputFiles.PATIENT.getBytes(StandardCharsets.US_ASCII));
    }
    CommandLine first = maps.run();
    CommandLine second = maps.run();

    assertThat(first.out()).contains("2 finished");
    assertThat(first.out() + first.err() + second.out() + second.err())
        .doesNotContain(InputFiles.PATIENT);
    maps.contents()
        .forEach((path, text) -> assertThat(text.contains(InputFiles.PATIENT)).as(path).isFalse());
  }
}
