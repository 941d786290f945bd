package org.radloom.speech.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.radloom.speech.AudioRefusal;
import org.radloom.speech.AudioRefusedException;

/**
 * What the JSON file beside a recording says of it. Identifying: it goes into the event and nowhere
 * else.
 */
record Sidecar(String patientId, String userId, @Nullable String studyId, Instant recordedAt) {
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_CHARACTERS = 1024;
  private static final int LAST_YEAR = 9999;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Returns the file beside a recording: {@code X.json} beside {@code X.wav}. */
  static Path beside(Path audio) {
    String name = String.valueOf(audio.getFileName());
    int dot = name.lastIndexOf('.');
    return audio.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".json");
  }

  static Sidecar read(Path file) throws AudioRefusedException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new AudioRefusedException(
          AudioRefusal.MISSING_SIDECAR, "there is no JSON file of the same name beside it");
    }
    try {
      JsonNode tree = MAPPER.readTree(bytes(file));
      String patientId = text(tree, "patientId");
      String userId = text(tree, "userId");
      String studyId = tree.hasNonNull("studyId") ? text(tree, "studyId") : null;
      return new Sidecar(patientId, userId, studyId, time(tree, "recordedAt"));
    } catch (JsonProcessingException e) {
      // Its message may quote the file.
      throw invalid("it is no JSON");
    } catch (IOException e) {
      throw invalid("it cannot be read");
    }
  }

  private static byte[] bytes(Path file) throws IOException, AudioRefusedException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw invalid("it has more than %d bytes".formatted(MOST_BYTES));
      }
      return bytes;
    }
  }

  private static String text(JsonNode tree, String key) throws AudioRefusedException {
    JsonNode value = tree.path(key);
    if (!value.isTextual()
        || value.asText().isBlank()
        || value.asText().length() > MOST_CHARACTERS) {
      throw invalid("%s must be a text of 1 to %d characters".formatted(key, MOST_CHARACTERS));
    }
    return value.asText();
  }

  private static Instant time(JsonNode tree, String key) throws AudioRefusedException {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text(tree, key));
      int year = time.withOffsetSameInstant(ZoneOffset.UTC).getYear();
      if (year < 0 || year > LAST_YEAR) {
        throw new DateTimeException("a year that RFC 3339 cannot say");
      }
      return time.toInstant();
    } catch (DateTimeException e) {
      throw invalid(key + " must be a time like 2026-11-20T08:30:00Z");
    }
  }

  private static AudioRefusedException invalid(String what) {
    return new AudioRefusedException(
        AudioRefusal.INVALID_SIDECAR, "the JSON file beside it: " + what);
  }

  /** Returns nothing of what it says. */
  @Override
  public String toString() {
    return "Sidecar";
  }
}
