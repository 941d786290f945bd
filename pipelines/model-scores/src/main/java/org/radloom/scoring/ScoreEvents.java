package org.radloom.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.radloom.files.Digests;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.models.Model;
import org.radloom.volumemaps.output.ResultJson;

/**
 * The inference events of a study, {@code OUT/events/STUDY.jsonl}. They name the patient, so only
 * the owner reads them.
 */
final class ScoreEvents {
  private static final String FOLDER = "events";
  private static final String SUFFIX = ".jsonl";

  private final ScoreSidecar sidecar;
  private final Model model;
  private final StringBuilder lines = new StringBuilder();

  ScoreEvents(ScoreSidecar sidecar, Model model) {
    this.sidecar = sidecar;
    this.model = model;
  }

  /**
   * Begins the event of an image; {@link #add} ends it.
   *
   * @param image of the study, as its results name it
   * @param uri of the image file, relative to the output folder
   * @param sha256 of the image file
   */
  ObjectNode event(
      String image, String uri, String sha256, int width, int height, Instant at, double ms) {
    ObjectNode event = ResultJson.object().put("type", "inference");
    String key =
        String.join(
            "\n", sidecar.study(), image, sha256, model.name(), model.version(), model.sha256());
    event.put("id", Digests.sha256Hex(key.getBytes(StandardCharsets.UTF_8)).substring(0, 32));
    event.put("patientId", sidecar.patientId()).put("studyId", sidecar.study());
    event.put("task", model.task().code());
    event
        .putObject("model")
        .put("name", model.name())
        .put("version", model.version())
        .put("sha256", model.sha256());
    event.put("at", at.truncatedTo(ChronoUnit.MILLIS).toString());
    event.put("imageUri", uri).put("imageSha256", sha256);
    event.put("imageWidth", width).put("imageHeight", height);
    event.put("latencyMs", Math.round(ms * 1000) / 1000.0);
    return event;
  }

  /** Adds a line. */
  void add(ObjectNode event) {
    lines.append(event).append('\n');
  }

  /** Returns a box of an event. */
  static ArrayNode box(double x, double y, double width, double height) {
    return ResultJson.numbers(new double[] {x, y, width, height});
  }

  /** Puts the events in place, all at once. */
  void write(Path output) throws IOException {
    Path folder = output.resolve(FOLDER);
    Files.createDirectories(folder);
    try {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException e) {
      // The files themselves are for the owner alone.
    }
    OwnerOnlyFile.replace(
        file(output, sidecar.study()), lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Path file(Path output, String study) {
    return output.resolve(FOLDER).resolve(study + SUFFIX);
  }

  /** Returns whether the events of a study are there, and of that patient. */
  static boolean areThere(Path output, ScoreSidecar sidecar, int events) {
    try {
      Path file = file(output, sidecar.study());
      if (!Files.isRegularFile(file) || Files.size(file) > Integer.MAX_VALUE / 4) {
        return false;
      }
      int lines = 0;
      for (String line : Files.readString(file).split("\n", -1)) {
        if (!line.isEmpty()) {
          JsonNode event = ResultJson.parse(line);
          if (!event.path("patientId").asText().equals(sidecar.patientId())) {
            return false;
          }
          lines++;
        }
      }
      return lines == events;
    } catch (IOException | IllegalStateException e) {
      return false;
    }
  }
}
