package org.radloom.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.volume.Space;
import org.radloom.models.ModelWriter;
import org.radloom.models.TinyModel;
import org.radloom.models.onnx.CountingModel;
import org.radloom.schemas.Detection;
import org.radloom.schemas.Inference;

/** Runs in which something goes wrong, or is unusual, around small images. */
@Tag("slow")
final class ScoreTroubleTest {
  private static final String DETECT =
      "{\"op\":\"detect\",\"study\":\"%s\",\"patientId\":\"P-1\",\"whiteLevel\":255}";

  /** Columns and rows of the square in an image, from 0. */
  private static final int SQUARE_FROM = 10;

  private static final int SQUARE_TO = 20;
  private static final int HEADER_BYTES = 352;

  private final Scores scores;

  ScoreTroubleTest(@TempDir Path folder) throws Exception {
    scores = new Scores(folder);
  }

  /** Writes an image of 40 x 30 black pixels with a square of that level, and its sidecar. */
  private void square(String name, String study, int level) throws IOException {
    BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = SQUARE_FROM; y < SQUARE_TO; y++) {
      for (int x = SQUARE_FROM; x < SQUARE_TO; x++) {
        image.getRaster().setSample(x, y, 0, level);
      }
    }
    ImageIO.write(image, "png", scores.input.resolve(name + ".png").toFile());
    scores.sidecar(name, DETECT.formatted(study));
  }

  private JsonNode index() throws IOException {
    return scores.json("index.json");
  }

  /** It answers zeros at once, but would count to 2e12 over an image that is not black. */
  @Test
  @Timeout(120)
  void aModelThatNeverAnswersFailsItsStudyAndNoOther() throws Exception {
    TinyModel.write(
        scores.models, TinyModel.json("endless", "1"), CountingModel.timesTheGreatest(1e10f));
    square("a", "S-LONG", 200);
    square("b", "S-BLACK", 0);
    scores.heart("h", "S-HEART", "P-2");

    int code = scores.run("--timeoutSeconds=2");

    assertThat(code).as(scores.err).isEqualTo(ExitCode.FAILED);
    assertThat(index().path("counts").path("finished").asInt()).isEqualTo(2);
    assertThat(index().path("failed")).hasSize(1);
    JsonNode failed = index().path("failed").path(0);
    assertThat(failed.path("study").asText()).isEqualTo("S-LONG");
    assertThat(failed.path("reason").asText()).isEqualTo("model_timeout");
    assertThat(failed.path("message").asText())
        .isEqualTo("endless/1: did not finish within 2000 ms");
    assertThat(scores.output.resolve("events/S-LONG.jsonl")).doesNotExist();
    assertThat(scores.output.resolve("studies/S-LONG")).doesNotExist();
    assertThat(scores.out).contains("1 FAILED", "model_timeout");
  }

  @Test
  @Timeout(120)
  void aModelThatDoesNotEvenAnswerZerosFailsItsStudiesAtOnce() throws Exception {
    TinyModel.write(
        scores.models, TinyModel.json("endless", "1"), CountingModel.to(Long.MAX_VALUE));
    square("a", "S-1", 0);
    square("b", "S-2", 0);
    scores.heart("h", "S-HEART", "P-2");

    assertThat(scores.run("--timeoutSeconds=1")).as(scores.err).isEqualTo(ExitCode.FAILED);

    assertThat(index().path("failed").findValuesAsText("study")).containsExactly("S-1", "S-2");
    assertThat(index().path("failed").findValuesAsText("reason"))
        .containsOnly("model_timeout")
        .hasSize(2);
    assertThat(index().path("studies").findValuesAsText("study")).containsExactly("S-HEART");
  }

  /** The files end after their headers: whoever reads on finds them damaged. */
  @Test
  void whatIsTooLargeIsRefusedFromItsHeader() throws Exception {
    TinyModel.write(scores.models, "any", "1", 1, 0);
    square("png", "S-PNG", 200);
    cutAfter("png.png", 33);
    header("nii", Space.of(40, 31, 1, 1, 1, 1));
    scores.sidecar("nii", DETECT.formatted("S-NII"));
    scores.heart("h", "S-HEART", "P-2");
    header("far", Space.of(11, 11, 11, 1000, 1000, 1));
    hearts("far");
    header("many", Space.of(2000, 2000, 1, 1, 1, 1));
    hearts("many");

    int code = scores.run("--maxPixels=1199", "--maxVoxels=600000");

    assertThat(code).as(scores.err).isZero();
    assertThat(index().path("rejected").findValuesAsText("reason"))
        .as(scores.out)
        .containsOnly("too_large")
        .hasSize(4);
    assertThat(index().path("rejected").findValuesAsText("message"))
        .containsExactlyInAnyOrder(
            "an image must have at most 1,199 pixels, but has 1,200 (file png.png)",
            "an image must have at most 1,199 pixels, but has 1,240 (file nii.nii.gz)",
            // 11000 x 11000 x 11 mm by 1.5 x 1.5 x 1.5 mm.
            "a volume must have at most 600,000 voxels, here and for the model, but has"
                + " 394,370,370 (file far.nii.gz)",
            "a volume must have at most 600,000 voxels, here and for the model, but has"
                + " 4,000,000 (file many.nii.gz)");
    // 96 x 96 x 64 = 589,824 voxels.
    assertThat(index().path("studies").findValuesAsText("study")).containsExactly("S-HEART");
  }

  private void cutAfter(String name, int bytes) throws IOException {
    Path file = scores.input.resolve(name);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
  }

  /**
   * Writes a gzipped volume that ends soon after its header. What cannot be packed goes along, or
   * the file would be too small for gzip to hold what the header promises.
   */
  private void header(String name, Space space) throws IOException {
    Path plain = scores.input.resolve(name + ".nii");
    NiftiWriter.writeUnsigned(plain, space, new short[space.voxels()]);
    byte[] header = Arrays.copyOf(Files.readAllBytes(plain), HEADER_BYTES);
    Files.delete(plain);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(scores.input.resolve(name + ".nii.gz")))) {
      out.write(header);
      byte[] noise = new byte[8192];
      new Random(1).nextBytes(noise);
      out.write(noise);
    }
  }

  private void hearts(String name) throws IOException {
    scores.sidecar(
        name,
        """
        {"op":"cardiac","study":"S-%s","patientId":"P",
         "endDiastole":"%s.nii.gz","endSystole":"%s.nii.gz"}
        """
            .formatted(name, name, name));
  }

  @Test
  void twoSidecarsOfOneStudyLeaveTheFirst() throws Exception {
    TinyModel.write(scores.models, "any", "1", 0.004f, 0);
    square("a", "S-1", 200);
    square("b", "s-1", 250);

    assertThat(scores.run()).isZero();

    assertThat(index().path("rejected").findValuesAsText("reason"))
        .containsExactly("duplicate_study");
    assertThat(index().path("rejected").path(0).path("message").asText())
        .isEqualTo("study s-1 is that of a.json already (file b.json)");
    // 200 x 0.004
    assertThat(scores.events("S-1").get(0).getConfidence()).isEqualTo(0.8, within(1e-6));
  }

  @Test
  void aRunThatCannotWriteFailsAfterAllStudiesWereTried() throws Exception {
    TinyModel.write(scores.models, "any", "1", 0.004f, 0);
    square("a", "S-A", 200);
    square("b", "S-B", 200);
    scores.sidecar("c", "{}");
    for (String folder : List.of("studies", "events")) {
      Files.createDirectories(scores.output);
      Files.writeString(scores.output.resolve(folder), "a file where a folder should be");

      assertThat(scores.run()).isEqualTo(ExitCode.FAILED);

      assertThat(scores.out).contains("2 FAILED", "1 rejected", "unwritable_output");
      assertThat(index().path("failed").findValuesAsText("study")).containsExactly("S-A", "S-B");
      assertThat(index().path("studies")).isEmpty();
      FolderTree.delete(scores.output);
    }
    assertThat(scores.run()).isZero();
    assertThat(index().path("counts").path("finished").asInt()).isEqualTo(2);
  }

  /** Members say 0.002 and 0.004 a level, 0.4 and 0.8 of the square of 200. */
  @Test
  void anEnsembleSaysWhatItsMembersSayTogether() throws Exception {
    TinyModel.write(scores.models, "low", "1", 0.002f, 0);
    TinyModel.write(scores.models, "high", "1", 0.004f, 0);
    ensemble("mean", 1, 1);
    ensemble("weighted", 1, 3);
    ensemble("vote", 1, 1);
    square("a", "S-1", 200);

    // (0.4 + 0.8) / 2
    assertThat(confidence("mean")).isEqualTo(0.6, within(1e-6));
    // (0.4 + 3 x 0.8) / 4
    assertThat(confidence("weighted")).isEqualTo(0.7, within(1e-6));
    // One of two says 0.5 or more.
    assertThat(confidence("vote")).isEqualTo(0.5, within(1e-6));
    Detection lesion = scores.events("S-1").get(0).getDetections().get(0);
    assertThat(lesion.getBbox()).containsExactly(10.0, 10.0, 10.0, 10.0);
    // Alone, the one that says 0.4 finds nothing.
    assertThat(confidence("low")).isZero();
  }

  private double confidence(String model) throws Exception {
    assertThat(scores.run("--model=" + model)).as(scores.err).isZero();
    Inference event = scores.events("S-1").get(0);
    assertThat(event.getModel().getName()).isEqualTo(model);
    return event.getConfidence();
  }

  private void ensemble(String combine, double lowWeight, double highWeight) throws Exception {
    ObjectNode json = TinyModel.json(combine, "1").put("engine", "ensemble");
    json.remove("opset");
    ObjectNode ensemble = json.putObject("ensemble").put("combine", combine);
    for (String member : List.of("low", "high")) {
      ObjectNode entry = ensemble.withArray("members").addObject();
      entry.put("model", member).put("version", "1");
      if (combine.equals("weighted")) {
        entry.put("weight", member.equals("low") ? lowWeight : highWeight);
      }
    }
    ModelWriter.write(scores.models, json, folder -> {});
  }

  @Test
  void givesTheSameOnTheDirectRunner() throws Exception {
    TinyModel.write(scores.models, "any", "1", 0.004f, 0);
    square("a", "S-A", 200);
    square("b", "S-B", 150);
    String at = "--at=2026-11-20T08:00:00Z";
    assertThat(scores.run(at)).as(scores.err).isZero();
    var onFlink = scores.contents();

    assertThat(scores.runOn("DirectRunner", "--force", at)).as(scores.err).isZero();

    assertThat(index().path("counts").path("finished").asInt()).isEqualTo(2);
    assertThat(scores.contents()).isEqualTo(onFlink);
  }
}
