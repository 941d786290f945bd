package org.radloom.scoring.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.volumemaps.output.ResultJson;

/**
 * Phantoms for models to be asked about: mammograms of {@value #PATIENTS} patients and hearts of
 * {@value #HEARTS}; and a reader who knows what is in them. The same seed gives the same bytes.
 */
public final class PhantomStudies {
  /** The mammogram of a detector's full resolution. */
  public static final String MAMMOGRAM = "S-MG-PHANTOM";

  /** The heart of the largest volumes. */
  public static final String HEART = "S-HEART-PHANTOM";

  private static final int PATIENTS = 12;
  private static final int HEARTS = 4;

  /** Pixels of the other mammograms, of 0.35 mm. */
  private static final int SMALL_WIDTH = 664;

  private final List<PhantomStudy> studies = new ArrayList<>();

  /** Takes the seed of tissue and noise. */
  public PhantomStudies(long seed) {
    for (int patient = 0; patient < PATIENTS; patient++) {
      studies.add(
          new PhantomMammogram(
              patient == 0 ? MAMMOGRAM : "S-MG-%02d".formatted(patient),
              "P-BREAST-%02d".formatted(patient),
              seed + patient,
              patient == 0 ? BreastPhantom.DETECTOR_WIDTH : SMALL_WIDTH));
    }
    for (int patient = 0; patient < HEARTS; patient++) {
      studies.add(
          new PhantomHeart(
              patient == 0 ? HEART : "S-HEART-%02d".formatted(patient),
              "P-HEART-%02d".formatted(patient),
              new ContrastHeart(24 - patient, 46 - 2 * patient),
              new ContrastHeart(18 - patient, 36 - 2 * patient)));
    }
  }

  /** Returns the names of the studies. */
  public List<String> names() {
    return studies.stream().map(PhantomStudy::study).toList();
  }

  /** Writes the input folder of the job, which is made if need be; studies that are there stay. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (PhantomStudy study : studies) {
      // Its sidecar is written last.
      if (!Files.exists(folder.resolve(study.study() + ".json"))) {
        study.write(folder);
      }
    }
  }

  /**
   * Writes a {@code ground_truth} event for each inference event of the job.
   *
   * @param events the job's folder of events
   * @param file is replaced
   * @return how many
   */
  public int writeTruths(Path events, Path file) throws IOException {
    TreeMap<String, PhantomStudy> byName = new TreeMap<>();
    studies.forEach(study -> byName.put(study.study(), study));
    StringBuilder lines = new StringBuilder();
    int truths = 0;
    for (PhantomStudy study : byName.values()) {
      for (String line : Files.readAllLines(events.resolve(study.study() + ".jsonl"))) {
        lines.append(truth(ResultJson.parse(line), study)).append('\n');
        truths++;
      }
    }
    OwnerOnlyFile.replace(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    return truths;
  }

  private static ObjectNode truth(JsonNode inference, PhantomStudy study) {
    String id = inference.path("id").asText();
    String uri = inference.path("imageUri").asText();
    String image = uri.substring(uri.lastIndexOf('/') + 1).replace(".png", "");
    Instant read = Instant.parse(inference.path("at").asText()).plus(1, ChronoUnit.HOURS);
    ObjectNode truth = ResultJson.object().put("type", "ground_truth").put("id", "truth-" + id);
    truth.put("inferenceId", id).put("readerId", "phantom-maker").put("readAt", read.toString());
    ArrayNode annotations = truth.putArray("annotations");
    study.truth(image, inference.path("labels").path("slice").asInt()).forEach(annotations::add);
    return truth;
  }
}
