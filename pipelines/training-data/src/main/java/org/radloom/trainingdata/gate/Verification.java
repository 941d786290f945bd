package org.radloom.trainingdata.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.radloom.files.Digests;

/** What is noted of a check: names, digests and counts. The version may come from anywhere. */
final class Verification {
  private static final String MANIFEST = "manifest.json";
  private static final int MAX_BYTES = 64 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Verification() {}

  /** Returns the names of dataset and version, as far as the manifest has them. */
  static Map<String, String> names(Path version) throws IOException {
    JsonNode manifest = json(bytes(version.resolve(MANIFEST)));
    Map<String, String> names = new HashMap<>();
    for (String name : new String[] {"dataset", "version"}) {
      String value = manifest.path(name).asText();
      if (NAME.matcher(value).matches()) {
        names.put(name, value);
      }
    }
    return names;
  }

  /**
   * Returns the outcome.
   *
   * @param version folder of the version
   * @param checks where the gate put its results, if it got so far
   * @param code the gate's exit code
   */
  static Map<String, Object> details(Path version, Path checks, int code) throws IOException {
    Map<String, Object> details = new HashMap<>();
    details.put(
        "outcome",
        switch (code) {
          case VerifyCommand.PASS -> "pass";
          case VerifyCommand.FAIL -> "fail";
          default -> "could-not-run";
        });
    byte[] manifest = bytes(version.resolve(MANIFEST));
    if (manifest.length > 0) {
      details.put("manifestSha256", Digests.sha256Hex(manifest));
    }
    byte[] results = code == VerifyCommand.COULD_NOT_RUN ? new byte[0] : bytes(checks);
    if (results.length > 0) {
      details.put("checksSha256", Digests.sha256Hex(results));
      details.put("passed", count(json(results), "pass"));
      details.put("failed", count(json(results), "fail"));
    }
    return details;
  }

  private static int count(JsonNode results, String status) {
    int count = 0;
    for (JsonNode check : results.path("checks")) {
      count += check.path("status").asText().equals(status) ? 1 : 0;
    }
    return count;
  }

  /** Returns what a file holds; nothing if it is none, or larger than what Radloom writes. */
  private static byte[] bytes(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
      return new byte[0];
    }
    return Files.readAllBytes(file);
  }

  private static JsonNode json(byte[] bytes) throws IOException {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
