package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks speech manifests, those of Hugging Face's audiofolder and of NeMo side by side. */
final class WhisperFiles {
  static final Pattern METADATA = Pattern.compile("whisper/(train|val|test)/metadata\\.jsonl");

  private static final List<String> SPLITS = List.of("train", "val", "test");
  private static final double WINDOW_SECONDS = 30;

  /** Times are rounded to microseconds. */
  private static final double SLACK_SECONDS = 5e-6;

  private final VersionFiles files;
  private final Findings findings;

  WhisperFiles(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  void check(Manifest manifest, RecordCounts counts) throws IOException {
    for (String split : SPLITS) {
      String metadata = "whisper/%s/metadata.jsonl".formatted(split);
      String nemo = "whisper/nemo_%s.jsonl".formatted(split);
      if (isThere(manifest, metadata) && isThere(manifest, nemo)) {
        check(metadata, nemo, counts);
      }
    }
  }

  private boolean isThere(Manifest manifest, String path) {
    return manifest.files().containsKey(path) && files.found().containsKey(path);
  }

  private void check(String metadata, String nemo, RecordCounts counts) throws IOException {
    for (FileRule rule : FileRule.values()) {
      if (rule.table().equals("whisper")) {
        findings.checked(rule);
      }
    }
    try (InputStream first = files.open(metadata);
        InputStream second = files.open(nemo)) {
      JsonLines samples = new JsonLines(first);
      JsonLines twins = new JsonLines(second);
      while (true) {
        JsonNode sample = next(metadata, samples);
        JsonNode twin = next(nemo, twins);
        if (sample != null) {
          checkMetadata(metadata, samples.number(), sample);
        }
        if (twin != null) {
          checkNemo(nemo, twins.number(), twin);
        }
        if (sample == null || twin == null) {
          if (sample != null || twin != null) {
            findings.problem(FileRule.WHISPER_TWINS, nemo, "has another number of lines");
          }
          finish(metadata, samples, counts);
          finish(nemo, twins, counts);
          return;
        }
        checkTwins(nemo, twins.number(), sample, twin);
      }
    } catch (UnreadableLineException e) {
      findings.problem(FileRule.WHISPER_FORM, e.path, String.valueOf(e.getMessage()));
    }
  }

  /** Counts the lines after the last that both have. */
  private void finish(String path, JsonLines lines, RecordCounts counts)
      throws IOException, UnreadableLineException {
    while (next(path, lines) != null) {
      // Counted by the reader.
    }
    counts.found(path, lines.number());
  }

  private static @Nullable JsonNode next(String path, JsonLines lines)
      throws IOException, UnreadableLineException {
    try {
      return lines.next();
    } catch (DamagedFileException e) {
      throw new UnreadableLineException(path, e.what());
    }
  }

  private void checkMetadata(String path, long line, JsonNode sample) {
    String where = "line %d ".formatted(line);
    String recordId = sample.path("record_id").asText("");
    String fault = faultOfMetadata(sample);
    if (fault != null) {
      findings.problem(FileRule.WHISPER_FORM, path, where + fault, recordId);
    }
    if (!RelativePaths.isOne(sample.path("file_name"))) {
      findings.problem(FileRule.WHISPER_FILES, path, where + "has no relative file_name", recordId);
    }
    String times = faultOfTimes(sample);
    if (times != null) {
      findings.problem(FileRule.WHISPER_TIMES, path, where + times, recordId);
    }
  }

  private static @Nullable String faultOfMetadata(JsonNode sample) {
    for (String key : List.of("transcription", "sentence", "language", "record_id", "patient")) {
      if (!sample.path(key).isTextual()) {
        return "has no text under " + key;
      }
    }
    if (!sample.path("transcription").equals(sample.path("sentence"))) {
      return "has a sentence that is not its transcription";
    }
    for (String key : List.of("duration", "offset", "end")) {
      if (!sample.has(key) || !(sample.path(key).isNumber() || sample.path(key).isNull())) {
        return "has no number under " + key;
      }
    }
    for (String key : List.of("exceeds_window", "audio_missing", "corrected")) {
      if (!sample.path(key).isBoolean()) {
        return "has no true or false under " + key;
      }
    }
    if (!sample.path("segments").isArray()) {
      return "has no list under segments";
    }
    for (JsonNode segment : sample.path("segments")) {
      if (!segment.path("start").isNumber()
          || !segment.path("end").isNumber()
          || !segment.path("text").isTextual()) {
        return "has a segment without start, end or text";
      }
    }
    return null;
  }

  private static @Nullable String faultOfTimes(JsonNode sample) {
    JsonNode duration = sample.path("duration");
    double offset = sample.path("offset").asDouble(0);
    if (offset < 0) {
      return "starts before its recording";
    }
    if (!duration.isNumber()) {
      return null;
    }
    double seconds = duration.doubleValue();
    JsonNode end = sample.path("end");
    if (seconds < 0
        || (end.isNumber() && Math.abs(end.doubleValue() - offset - seconds) > SLACK_SECONDS)) {
      return "has an end that is not offset and duration";
    }
    boolean marked = sample.path("exceeds_window").asBoolean(false);
    if (seconds > WINDOW_SECONDS + SLACK_SECONDS && !marked) {
      return "is longer than 30 s and not marked";
    }
    for (JsonNode segment : sample.path("segments")) {
      double start = segment.path("start").asDouble(0);
      double stop = segment.path("end").asDouble(0);
      if (start < -SLACK_SECONDS || stop < start || stop > seconds + SLACK_SECONDS) {
        return "has a segment outside its sample";
      }
    }
    return null;
  }

  private void checkNemo(String path, long line, JsonNode sample) {
    String where = "line %d ".formatted(line);
    String recordId = sample.path("record_id").asText("");
    boolean whole =
        sample.path("text").isTextual()
            && sample.path("record_id").isTextual()
            && sample.has("duration")
            && (sample.path("duration").isNumber() || sample.path("duration").isNull());
    if (!whole) {
      findings.problem(
          FileRule.WHISPER_FORM, path, where + "has no text, record_id or duration", recordId);
    }
    if (!RelativePaths.isOne(sample.path("audio_filepath"))) {
      findings.problem(
          FileRule.WHISPER_FILES, path, where + "has no relative audio_filepath", recordId);
    }
  }

  private void checkTwins(String path, long line, JsonNode sample, JsonNode twin) {
    boolean same =
        sample.path("record_id").equals(twin.path("record_id"))
            && sample.path("transcription").equals(twin.path("text"))
            && sample.path("file_name").equals(twin.path("audio_filepath"))
            && sample.path("duration").asDouble(-1) == twin.path("duration").asDouble(-1)
            && (!twin.has("offset")
                || sample.path("offset").asDouble(-1) == twin.path("offset").asDouble(-1));
    if (!same) {
      findings.problem(
          FileRule.WHISPER_TWINS,
          path,
          "line %d is another sample".formatted(line),
          twin.path("record_id").asText(""));
    }
  }

  /** A line of one of the two files cannot be read. */
  private static final class UnreadableLineException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String path;

    UnreadableLineException(String path, String message) {
      super(message);
      this.path = path;
    }
  }
}
