package org.radloom.datasetreport;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results of a gate: one rule kept, one broken by 25 records and an id that is no pseudonym. */
final class SmallChecks {
  static final String RAW_ID = "1234567";
  private static final ObjectMapper JSON = new ObjectMapper();

  private SmallChecks() {}

  static Path write(Path file) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", "radloom-checks/1").put("status", "fail");
    ArrayNode checks = root.putArray("checks");
    check(checks, "quality in range", "pass", "0 to 1", "0.71 to 0.99").putArray("failing");
    ObjectNode broken =
        check(checks, "no <script>", "fail", "none", "</td></script><script>alert(1)</script>");
    ArrayNode failing = broken.putArray("failing").add(RAW_ID);
    for (int i = 0; i < 25; i++) {
      failing.add(SmallVersion.id("broken" + i));
    }
    broken.put("failingCount", 26);
    return Files.writeString(file, root.toString());
  }

  private static ObjectNode check(
      ArrayNode checks, String name, String status, String expected, String observed) {
    return checks
        .addObject()
        .put("name", name)
        .put("table", "csv/transcriptions_train.csv")
        .put("column", "quality")
        .put("rule", "every value lies within its range")
        .put("expected", expected)
        .put("observed", observed)
        .put("severity", "error")
        .put("reason", "a score outside cannot be compared")
        .put("status", status)
        .put("failingCount", 0);
  }
}
