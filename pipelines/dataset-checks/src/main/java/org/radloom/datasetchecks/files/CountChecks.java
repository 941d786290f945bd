package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Holds the manifest's counts against each other, and against the records that were counted. */
final class CountChecks {
  private static final List<String> FATES =
      List.of(
          "rejected",
          "duplicates",
          "denied",
          "unmatched",
          "hardExamples",
          "belowCutoff",
          "exported");
  private static final Map<String, String> CSV =
      Map.of("transcription", "csv/transcriptions_", "inference", "csv/inferences_");

  private final Findings findings;

  CountChecks(Findings findings) {
    this.findings = findings;
  }

  void check(Manifest manifest, RecordCounts counts) {
    for (Map.Entry<String, Long> file : counts.all().entrySet()) {
      Manifest.Entry entry = manifest.files().get(file.getKey());
      findings.checked(FileRule.RECORDS);
      if (entry != null && entry.records() != file.getValue()) {
        findings.problem(
            FileRule.RECORDS,
            file.getKey(),
            "holds %d, not %d".formatted(file.getValue(), entry.records()));
      }
    }
    findings.checked(FileRule.COUNTS);
    checkConservation(manifest.root());
    CSV.forEach((type, prefix) -> checkExports(manifest, type, prefix, counts));
  }

  private void checkConservation(JsonNode root) {
    long read = 0;
    for (Map.Entry<String, JsonNode> type : fields(root.path("counts"))) {
      JsonNode count = type.getValue();
      long fates = 0;
      for (String fate : FATES) {
        fates += sum(count.path(fate));
      }
      long ofType = sum(count.path("read"));
      read += ofType;
      if (ofType != fates) {
        problem("the fates of %s add up to %d, not %d".formatted(name(type), fates, ofType));
      }
    }
    JsonNode consents = root.path("consents");
    long ofConsents = sum(consents.path("read"));
    long fates =
        sum(consents.path("rejected"))
            + sum(consents.path("duplicates"))
            + sum(consents.path("applied"));
    if (ofConsents != fates) {
      problem("the fates of consents add up to %d, not %d".formatted(fates, ofConsents));
    }
    long all = sum(root.path("eventsRead"));
    if (all != read + ofConsents) {
      problem("the types add up to %d events, not %d".formatted(read + ofConsents, all));
    }
  }

  private void checkExports(Manifest manifest, String type, String prefix, RecordCounts counts) {
    JsonNode exported = manifest.root().path("counts").path(type).path("exported");
    for (Map.Entry<String, JsonNode> split : fields(exported)) {
      OptionalLong rows = counts.of(prefix + split.getKey() + ".csv");
      long count = sum(split.getValue());
      if (rows.isPresent() && rows.getAsLong() != count) {
        problem(
            "%s of %s are %d rows, not %d".formatted(name(split), type, rows.getAsLong(), count));
      }
    }
  }

  /** Returns a count, or the sum of a mapping of counts; what is neither counts -1. */
  private static long sum(JsonNode value) {
    if (value.isObject()) {
      long sum = 0;
      for (JsonNode one : value) {
        sum += sum(one);
      }
      return sum;
    }
    return value.isIntegralNumber()
            && value.canConvertToLong()
            && value.longValue() >= 0
            && value.longValue() < 1L << 53
        ? value.longValue()
        : -1;
  }

  private static List<Map.Entry<String, JsonNode>> fields(JsonNode node) {
    return List.copyOf(node.properties());
  }

  private static String name(Map.Entry<String, JsonNode> field) {
    return Findings.printable(field.getKey());
  }

  private void problem(String what) {
    findings.problem(FileRule.COUNTS, Manifest.FILE, what);
  }
}
