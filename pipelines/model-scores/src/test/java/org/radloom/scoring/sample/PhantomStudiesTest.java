package org.radloom.scoring.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.events.JsonEvents;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.GroundTruth;
import org.radloom.volumemaps.output.ResultJson;

final class PhantomStudiesTest {
  @Test
  void marksAsFarAsAFindingReaches() {
    PhantomMammogram mammogram = new PhantomMammogram("S", "P", 1, 1664);

    List<ObjectNode> truth = mammogram.truth("l-cc", 0);

    // 232.96 mm / 1664 = 0.14 mm a pixel. Calcifications at 58, 112 mm of 6 mm radius:
    // (58 - 6) / 0.14 = 371.43, (112 - 6) / 0.14 = 757.14, 12 / 0.14 = 85.71.
    assertThat(truth).hasSize(2);
    assertThat(truth.get(0).path("category").asText()).isEqualTo("calcification");
    assertThat(truth.get(0).path("bbox").get(0).asDouble()).isCloseTo(371.43, within(0.01));
    assertThat(truth.get(0).path("bbox").get(1).asDouble()).isCloseTo(757.14, within(0.01));
    assertThat(truth.get(0).path("bbox").get(2).asDouble()).isCloseTo(85.71, within(0.01));
    assertThat(truth.get(1).path("category").asText()).isEqualTo("mass");
  }

  @Test
  void outlinesTheBloodOfASlice() {
    // At the middle, z = 1 mm: pi 24 24 (1 - 1/46^2) / 1.5625 mm2 = 1157.5 pixels.
    assertThat((double) ContrastHeart.END_DIASTOLE.bloodIn(32).area())
        .isCloseTo(1157.5, within(20.0));
    // z = -63 mm lies beyond the tip at 46 mm.
    assertThat(ContrastHeart.END_DIASTOLE.bloodIn(0).area()).isZero();
    PhantomHeart heart =
        new PhantomHeart("S", "P", ContrastHeart.END_DIASTOLE, ContrastHeart.END_SYSTOLE);
    assertThat(heart.truth("end-diastole", 0)).isEmpty();
    assertThat(heart.truth("end-systole", 32)).hasSize(1);
    assertThat(heart.truth("end-systole", 32)).isNotEqualTo(heart.truth("end-diastole", 32));
  }

  @Test
  void answersEveryEventWithATruthThatExportReads(@TempDir Path folder) throws Exception {
    Path events = Files.createDirectory(folder.resolve("events"));
    PhantomStudies phantoms = new PhantomStudies(1);
    for (String study : phantoms.names()) {
      ObjectNode event = ResultJson.object().put("id", study + "-1");
      event.put("imageUri", "studies/%s/%s.png".formatted(study, image(study)));
      event.put("at", "2026-11-20T08:00:00Z");
      event.putObject("labels").put("slice", "32");
      Files.writeString(events.resolve(study + ".jsonl"), event + "\n");
    }
    Path file = folder.resolve("truths.jsonl");

    int count = phantoms.writeTruths(events, file);

    List<String> lines = Files.readAllLines(file);
    assertThat(count).isEqualTo(16);
    assertThat(lines).hasSize(16);
    for (String line : lines) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      GroundTruth truth = (GroundTruth) new JsonEvents().read(bytes, 0, bytes.length);
      assertThat(truth.getInferenceId()).endsWith("-1");
      assertThat(truth.getReadAt()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
      assertThat(truth.getAnnotations()).extracting(Annotation::getCategory).hasSize(1);
    }
  }

  private static String image(String study) {
    return study.startsWith("S-HEART") ? "end-systole" : "r-cc";
  }
}
