package org.radloom.volumemaps.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.radloom.files.Digests;

/** The finished studies of an output folder: {@code OUT/studies/<study>/}. */
public final class StudyStore {
  /** What says what the study's folder holds; without it the folder holds nothing. */
  public static final String STUDY_FILE = "study.json";

  private static final String STUDIES = "studies";
  private static final int MAX_BYTES = 16 << 20;

  private final Path output;

  /** Takes the output folder. */
  public StudyStore(Path output) {
    this.output = output;
  }

  /** Returns the path of a study's folder relative to the output folder, with forward slashes. */
  public static String relativeFolder(String study) {
    return STUDIES + "/" + study;
  }

  /** Returns the folder of a study. */
  public Path folder(String study) {
    return output.resolve(STUDIES).resolve(study);
  }

  /** Returns whether there is a result of the study. */
  public boolean holds(String study) {
    return Files.isRegularFile(folder(study).resolve(STUDY_FILE));
  }

  /**
   * Returns the study's {@code study.json}, if it has that fingerprint and every file it lists is
   * there as it was written.
   */
  public Optional<JsonNode> intact(String study, String fingerprint) {
    Path folder = folder(study);
    try {
      Path file = folder.resolve(STUDY_FILE);
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      JsonNode described = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (!described.path("fingerprint").asText().equals(fingerprint)) {
        return Optional.empty();
      }
      for (JsonNode listed : described.path("files")) {
        // A path of a file that anybody may have edited.
        Path result = folder.resolve(listed.path("path").asText()).normalize();
        if (!result.startsWith(folder)
            || !Files.isRegularFile(result)
            || Files.size(result) != listed.path("bytes").asLong()
            || !Digests.sha256Hex(result).equals(listed.path("sha256").asText())) {
          return Optional.empty();
        }
      }
      return Optional.of(described);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      // What cannot be read is computed again.
      return Optional.empty();
    }
  }
}
