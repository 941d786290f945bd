package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;

/** Checks the lists of what was not exported. */
final class RejectFiles {
  private static final Pattern REJECTS = Pattern.compile("rejects/[a-z_]{1,40}\\.jsonl");
  private static final List<String> TEXTS = List.of("type", "reason", "source");

  private final VersionFiles files;
  private final Findings findings;

  RejectFiles(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  void check(Manifest manifest, RecordCounts counts) throws IOException {
    for (String path : files.matching(manifest, REJECTS)) {
      findings.checked(FileRule.REJECTS_FORM);
      try (InputStream in = files.open(path)) {
        JsonLines lines = new JsonLines(in);
        for (JsonNode one = lines.next(); one != null; one = lines.next()) {
          if (!isWhole(one)) {
            findings.problem(
                FileRule.REJECTS_FORM,
                path,
                "line %d lacks type, reason, source or position".formatted(lines.number()));
          }
        }
        counts.found(path, lines.number());
      } catch (DamagedFileException e) {
        findings.problem(FileRule.REJECTS_FORM, path, e.what());
      }
    }
  }

  private static boolean isWhole(JsonNode reject) {
    return TEXTS.stream().allMatch(key -> reject.path(key).isTextual())
        && reject.path("position").isIntegralNumber();
  }
}
