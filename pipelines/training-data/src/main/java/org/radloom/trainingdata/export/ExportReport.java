package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run tells its user at the end: a table that adds up, the splits, the files, the times. */
final class ExportReport {
  private static final String ROW = "  %-14s %10s %10s %10s %8s %9s %8s %8s %10s%n";

  private ExportReport() {}

  static void print(
      JsonNode manifest,
      String folder,
      ModelNews models,
      ExportProgress progress,
      PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s %s: %,d events read%n%n",
        manifest.path("dataset").asText(),
        manifest.path("version").asText(),
        manifest.path("eventsRead").asLong());
    out.printf(
        ROW,
        "",
        "read",
        "rejected",
        "duplicate",
        "denied",
        "unmatched",
        "hard",
        "below",
        "exported");
    for (Map.Entry<String, JsonNode> type : manifest.path("counts").properties()) {
      JsonNode counts = type.getValue();
      out.printf(
          ROW,
          type.getKey(),
          number(counts.path("read").asLong()),
          number(sum(counts.path("rejected"))),
          number(counts.path("duplicates").asLong()),
          number(counts.path("denied").asLong()),
          number(counts.path("unmatched").asLong()),
          number(counts.path("hardExamples").asLong()),
          number(counts.path("belowCutoff").asLong()),
          number(sum(counts.path("exported"))));
    }
    JsonNode consents = manifest.path("consents");
    out.printf(
        Locale.ROOT,
        "  %-14s %10s, %s in force%n",
        "consent",
        number(consents.path("read").asLong()),
        number(consents.path("applied").asLong()));
    printReasons(manifest, out);
    out.println();
    JsonNode splits = manifest.path("splits");
    for (String split : new String[] {"train", "val", "test"}) {
      out.printf(
          Locale.ROOT,
          "  %-6s %9s records (%.1f %%), %9s patients (%.1f %%)%n",
          split,
          number(splits.path(split).path("records").asLong()),
          100 * splits.path(split).path("recordShare").asDouble(),
          number(splits.path(split).path("patients").asLong()),
          100 * splits.path(split).path("patientShare").asDouble());
    }
    models.print(out);
    printFiles(manifest, folder, out);
    out.println(
        progress.durations().entrySet().stream()
            .map(
                step ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f s",
                        step.getKey().label,
                        step.getValue().toMillis() / 1e3))
            .collect(Collectors.joining("  ", "  took ", "")));
  }

  private static void printReasons(JsonNode manifest, PrintStream out) {
    boolean first = true;
    for (Map.Entry<String, JsonNode> type : manifest.path("counts").properties()) {
      JsonNode reasons = type.getValue().path("rejected");
      if (!reasons.isEmpty()) {
        out.printf("%s  rejected %s:", first ? System.lineSeparator() : "", type.getKey());
        first = false;
        for (Map.Entry<String, JsonNode> reason : reasons.properties()) {
          out.printf(" %s %s", reason.getKey(), number(reason.getValue().asLong()));
        }
        out.println();
      }
    }
  }

  private static void printFiles(JsonNode manifest, String folder, PrintStream out) {
    if (folder.isEmpty()) {
      out.printf("%n  dry run: nothing was written%n");
      return;
    }
    long bytes = 0;
    for (JsonNode file : manifest.path("files")) {
      bytes += file.path("bytes").asLong();
    }
    out.printf(
        Locale.ROOT,
        "%n  %d files, %.1f MB, in %s%n",
        manifest.path("files").size(),
        bytes / 1e6,
        folder);
  }

  private static long sum(JsonNode numbers) {
    long sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asLong();
    }
    return sum;
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
