package org.radloom.volumemaps.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of a sidecar: one object of at most 1 MiB and 32 levels, no field twice. */
public final class SidecarJson {
  static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 32;
  private static final Pattern STUDY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private SidecarJson() {}

  /** Returns the object in a file. */
  public static JsonNode read(Path file) throws RejectedStudyException {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw malformed("a sidecar must be at most %d bytes (file %s)".formatted(MAX_BYTES, name));
      }
      JsonNode root = JSON.readTree(bytes);
      if (!root.isObject()) {
        throw malformed("a sidecar must be one JSON object (file %s)".formatted(name));
      }
      return root;
    } catch (JsonProcessingException e) {
      // Its message quotes the file, patient included.
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw malformed("a sidecar must be one JSON object (file %s, line %d)".formatted(name, line));
    } catch (IOException e) {
      throw new RejectedStudyException(
          RejectReason.UNREADABLE_FILE, "cannot read the sidecar (file %s)".formatted(name));
    }
  }

  /** Returns the study it names, safe as the name of a folder; null if that field is no good. */
  public static @Nullable String study(JsonNode sidecar) {
    String study = sidecar.path("study").textValue();
    return study != null && STUDY.matcher(study).matches() ? study : null;
  }

  private static RejectedStudyException malformed(String message) {
    return new RejectedStudyException(RejectReason.MALFORMED_SIDECAR, message);
  }
}
