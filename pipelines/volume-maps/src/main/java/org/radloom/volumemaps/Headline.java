package org.radloom.volumemaps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** The result of a study in a few words. */
final class Headline {
  private Headline() {}

  /** Returns what a study's line of the worklist says. */
  static String of(JsonNode entry) {
    JsonNode summary = entry.path("summary");
    if (summary.has("agatston")) {
      StringBuilder words =
          new StringBuilder(
              String.format(Locale.ROOT, "Agatston %.1f", summary.path("agatston").asDouble()));
      // Without artery labels there is none.
      if (summary.path("cacDrs").isTextual()) {
        words.append(", ").append(summary.path("cacDrs").asText());
      }
      entry.path("flags").forEach(flag -> words.append(", ").append(flag.asText()));
      return words.toString();
    }
    return String.format(
        Locale.ROOT,
        "CBF %.1f, CBV %.2f, MTT %.1f s, Tmax > 6 s: %.1f ml",
        summary.path("medians").path("cbf").asDouble(),
        summary.path("medians").path("cbv").asDouble(),
        summary.path("medians").path("mtt").asDouble(),
        summary.path("tmaxOver6sMl").asDouble());
  }
}
