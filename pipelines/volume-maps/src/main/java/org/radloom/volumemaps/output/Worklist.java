package org.radloom.volumemaps.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * {@code OUT/index.json}: the studies that can be opened, and what became of the last run's. Two
 * runs into one folder at the same time are safe for the studies, but the later one's worklist
 * wins.
 */
public final class Worklist {
  /** Name of the file. */
  public static final String FILE = "index.json";

  private static final String FORMAT = "radloom-worklist/1";

  private Worklist() {}

  /**
   * Returns the worklist after a run. Studies of earlier runs stay, in order of name, as long as
   * their result stands and this run did not turn them down.
   *
   * @param previous the worklist before the run; a missing node if there was none
   * @param stands whether there is a result of a study
   */
  public static ObjectNode merge(
      JsonNode previous, List<StudyOutcome> outcomes, Predicate<String> stands) {
    SortedMap<String, JsonNode> studies = new TreeMap<>();
    for (JsonNode entry : previous.path("studies")) {
      String study = entry.path("study").asText();
      if (entry instanceof ObjectNode kept && !study.isEmpty() && stands.test(study)) {
        studies.put(study, kept.deepCopy().put("status", "kept"));
      }
    }
    List<StudyOutcome> ordered =
        outcomes.stream().sorted(Comparator.comparingInt(StudyOutcome::number)).toList();
    for (StudyOutcome outcome : ordered) {
      if (outcome.study() != null && outcome.worklistEntry() == null) {
        studies.remove(outcome.study());
      }
    }
    // After the removals: of two with one name the first is done, the second turned down.
    for (StudyOutcome outcome : ordered) {
      if (outcome.study() != null && outcome.worklistEntry() != null) {
        studies.put(outcome.study(), ResultJson.parse(outcome.worklistEntry()));
      }
    }
    ObjectNode index = ResultJson.object().put("format", FORMAT);
    index.putArray("studies").addAll(studies.values());
    index.set("rejected", turnedDown(ordered, Status.REJECTED));
    index.set("failed", turnedDown(ordered, Status.FAILED));
    ObjectNode counts = index.putObject("counts").put("read", ordered.size());
    for (Status status : Status.values()) {
      counts.put(status.code(), ordered.stream().filter(o -> o.status() == status).count());
    }
    return index;
  }

  /** Returns the line of a study that {@code study.json} describes. */
  public static String entry(JsonNode description, Status status) {
    ObjectNode entry = ResultJson.object();
    String study = description.path("study").asText();
    entry.put("study", study).put("op", description.path("op").asText());
    entry.put("folder", StudyStore.relativeFolder(study)).put("status", status.code());
    entry.set("flags", description.path("flags"));
    entry.set("summary", description.path("summary"));
    entry.put("computedAt", description.path("computedAt").asText());
    return entry.toString();
  }

  private static ArrayNode turnedDown(List<StudyOutcome> outcomes, Status status) {
    ArrayNode list = ResultJson.array();
    for (StudyOutcome outcome : outcomes) {
      if (outcome.status() == status) {
        ObjectNode entry = list.addObject().put("source", outcome.source());
        if (outcome.study() != null) {
          entry.put("study", outcome.study());
        }
        entry.put("reason", outcome.reason()).put("message", outcome.message());
      }
    }
    return list;
  }

  /** Returns the worklist of an output folder; a missing node if there is none that can be read. */
  public static JsonNode read(Path output) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try {
      return mapper.readTree(Files.readAllBytes(output.resolve(FILE)));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return mapper.missingNode();
    }
  }

  /** Writes the worklist of an output folder, all at once. */
  public static void write(Path output, JsonNode index) throws IOException {
    Path next = output.resolve(".%s.%s".formatted(FILE, UUID.randomUUID()));
    try {
      Files.write(next, ResultJson.fileBytes(index));
      Files.move(
          next,
          output.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
