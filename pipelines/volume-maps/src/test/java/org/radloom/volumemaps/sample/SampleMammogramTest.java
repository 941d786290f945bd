package org.radloom.volumemaps.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.files.Digests;

final class SampleMammogramTest {
  private static final int WIDTH = 208;

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  private static Path study(Path output) {
    return output.resolve("studies").resolve(SampleMammogram.STUDY);
  }

  @Test
  void namesTheStudyInAWorklist(@TempDir Path output) throws Exception {
    SampleMammogram.write(output, 1, WIDTH);

    JsonNode index = json(output.resolve("index.json"));
    assertThat(index.path("format").asText()).isEqualTo("radloom-worklist/1");
    JsonNode entry = index.path("studies").path(0);
    assertThat(entry.path("op").asText()).isEqualTo("mammography");
    assertThat(output.resolve(entry.path("folder").asText())).isEqualTo(study(output));
    assertThat(entry.path("flags").toString()).isEqualTo("[\"made_up_findings\"]");
    // 0.82 is in [0.75, 0.90]; a mass, a cluster and another mass, each in two views.
    assertThat(entry.path("summary").toString())
        .isEqualTo(
            "{\"biRads\":4,\"biRadsName\":\"suspicious\",\"lesions\":3,"
                + "\"highestConfidence\":0.82}");
  }

  @Test
  void describesFourViewsWithTheirBoxesInside(@TempDir Path output) throws Exception {
    SampleMammogram.write(output, 1, WIDTH);

    JsonNode study = json(study(output).resolve("study.json"));
    assertThat(study.path("format").asText()).isEqualTo("radloom-study/1");
    assertThat(study.path("model").isNull()).isTrue();
    assertThat(study.path("hanging").toString()).isEqualTo("[[0,1],[2,3]]");
    assertThat(study.path("images").findValuesAsText("file"))
        .containsExactly("r-cc.nii.gz", "l-cc.nii.gz", "r-mlo.nii.gz", "l-mlo.nii.gz");
    assertThat(study.path("images").findValuesAsText("flipHorizontal"))
        .containsExactly("true", "false", "true", "false");
    assertThat(study.path("images").findValues("bbox"))
        .hasSize(6)
        .allSatisfy(
            box -> {
              assertThat(box.path(0).asInt()).isPositive();
              assertThat(box.path(1).asInt()).isPositive();
              assertThat(box.path(0).asInt() + box.path(2).asInt()).isLessThan(WIDTH);
              assertThat(box.path(1).asInt() + box.path(3).asInt()).isLessThan(256);
            });
    assertThat(study.path("images").path(0).path("lesions").path(0).path("category").asText())
        .isEqualTo("mass");
  }

  @Test
  void listsEveryFileWithItsDigest(@TempDir Path output) throws Exception {
    SampleMammogram.write(output, 1, WIDTH);

    JsonNode files = json(study(output).resolve("study.json")).path("files");
    assertThat(files).hasSize(8);
    for (JsonNode file : files) {
      Path path = study(output).resolve(file.path("path").asText());
      assertThat(Digests.sha256Hex(path)).isEqualTo(file.path("sha256").asText());
      assertThat(Files.size(path)).isEqualTo(file.path("bytes").asLong());
    }
  }

  // nifti1.h: dim at byte 40, datatype at 70 (512 is uint16, 16 is float32).
  @Test
  void writesImagesAsUnsignedShortsAndMapsAsFloats(@TempDir Path output) throws Exception {
    SampleMammogram.write(output, 1, WIDTH);

    ByteBuffer image = header(study(output).resolve("l-mlo.nii.gz"));
    assertThat(image.getShort(42)).isEqualTo((short) WIDTH);
    assertThat(image.getShort(44)).isEqualTo((short) 256);
    assertThat(image.getShort(46)).isEqualTo((short) 1);
    assertThat(image.getShort(70)).isEqualTo((short) 512);
    ByteBuffer heat = header(study(output).resolve("l-mlo_heat.nii.gz"));
    assertThat(heat.getShort(42)).isEqualTo((short) 416);
    assertThat(heat.getShort(44)).isEqualTo((short) 512);
    assertThat(heat.getShort(70)).isEqualTo((short) 16);
  }

  private static ByteBuffer header(Path file) throws IOException {
    byte[] bytes = new byte[348];
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      new DataInputStream(in).readFully(bytes);
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void theSameSeedGivesTheSameFiles(@TempDir Path first, @TempDir Path second) throws Exception {
    SampleMammogram.write(first, 5, WIDTH);
    SampleMammogram.write(second, 5, WIDTH);

    assertThat(json(study(first).resolve("study.json")).path("files"))
        .isEqualTo(json(study(second).resolve("study.json")).path("files"));
  }

  @Test
  void keepsWhatIsThereAndMakesWhatIsDamagedAgain(@TempDir Path output) throws Exception {
    SampleMammogram.write(output, 1, WIDTH);
    Path image = study(output).resolve("r-cc.nii.gz");
    byte[] bytes = Files.readAllBytes(image);

    SampleMammogram.write(output, 1, WIDTH);
    JsonNode entry = json(output.resolve("index.json")).path("studies").path(0);
    assertThat(entry.path("status").asText()).isEqualTo("skipped");

    Files.writeString(image, "damaged");
    SampleMammogram.write(output, 1, WIDTH);
    assertThat(image).hasBinaryContent(bytes);
    assertThat(output.toFile().list()).containsExactlyInAnyOrder("index.json", "studies");
  }
}
