package org.radloom.volumemaps.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What became of one study of a run; some hundred bytes, voxels stay where they are.
 *
 * @param number of the study in the run, from 0
 * @param source name of its sidecar, or of the volume that lacks one
 * @param op what was asked for; null if unknown
 * @param study its name; null if unknown
 * @param status what became of it
 * @param reason stable code; null unless rejected or failed
 * @param message one line for the user; null unless rejected or failed
 * @param worklistEntry its line of the worklist, JSON; null unless finished or skipped
 * @param seconds how long it took
 */
public record StudyOutcome(
    int number,
    String source,
    @Nullable String op,
    @Nullable String study,
    Status status,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String worklistEntry,
    double seconds)
    implements Serializable {

  /** Returns it as JSON. */
  public ObjectNode toJson() {
    return ResultJson.object()
        .put("number", number)
        .put("source", source)
        .put("op", op)
        .put("study", study)
        .put("status", status.name())
        .put("reason", reason)
        .put("message", message)
        .put("worklistEntry", worklistEntry)
        .put("seconds", seconds);
  }

  /** Returns what {@link #toJson} was made of. */
  public static StudyOutcome ofJson(JsonNode json) {
    return new StudyOutcome(
        json.path("number").asInt(),
        json.path("source").asText(),
        json.path("op").textValue(),
        json.path("study").textValue(),
        Status.valueOf(json.path("status").asText()),
        json.path("reason").textValue(),
        json.path("message").textValue(),
        json.path("worklistEntry").textValue(),
        json.path("seconds").asDouble());
  }
}
