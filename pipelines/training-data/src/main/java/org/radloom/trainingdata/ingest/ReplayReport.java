package org.radloom.trainingdata.ingest;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.radloom.stream.Replay;

/** What a replay did, by the reason that the reject files give. */
final class ReplayReport {
  private static final String ROW = "  %-24s %10s %10s %10s %14s %15s%n";

  private final Map<String, Row> rows = new TreeMap<>();
  private int files;

  private record Row(long tried, long events, long duplicates, long still, long withoutPayload) {
    static final Row NONE = new Row(0, 0, 0, 0, 0);

    Row plus(Row other) {
      return new Row(
          tried + other.tried,
          events + other.events,
          duplicates + other.duplicates,
          still + other.still,
          withoutPayload + other.withoutPayload);
    }
  }

  private long earlier;

  /** Adds what became of one file of rejects. */
  void add(Map<String, Replay.Outcome> byReason) {
    files++;
    byReason.forEach(
        (reason, outcome) -> {
          earlier += outcome.earlier();
          rows.merge(
              reason,
              new Row(
                  outcome.tried(),
                  outcome.events(),
                  outcome.duplicates(),
                  outcome.stillRejected(),
                  outcome.withoutPayload()),
              Row::plus);
        });
  }

  void print(String folder, boolean dry, PrintStream out) {
    out.printf(Locale.ROOT, "%s: %,d files of rejects%n%n", folder, files);
    out.printf(
        ROW, "reason", "tried", "now events", "duplicates", "still rejected", "without payload");
    Row sum = Row.NONE;
    for (Map.Entry<String, Row> row : rows.entrySet()) {
      print(row.getKey(), row.getValue(), out);
      sum = sum.plus(row.getValue());
    }
    print("all", sum, out);
    out.println();
    if (earlier > 0) {
      out.printf(Locale.ROOT, "%,d more were moved by earlier replays%n", earlier);
    }
    if (dry) {
      out.println("dry run: nothing was written");
    }
  }

  private static void print(String reason, Row row, PrintStream out) {
    out.printf(
        ROW,
        reason,
        count(row.tried),
        count(row.events),
        count(row.duplicates),
        count(row.still),
        count(row.withoutPayload));
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
