package org.radloom.volumemaps.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.radloom.volumemaps.input.InputFolder;

/** What a run tells its user at the end: the studies, what was turned down and why, the counts. */
public final class RunReport {
  private static final int LINES = 50;
  private static final String ROW = "  %-24s %-11s %-9s %s%n";

  private RunReport() {}

  /**
   * Prints it from the worklist that the run left.
   *
   * @param headline the result of a study in a few words, from its line of the worklist
   */
  public static void print(
      JsonNode index,
      Path output,
      double seconds,
      Function<JsonNode, String> headline,
      PrintStream out) {
    JsonNode counts = index.path("counts");
    out.printf(
        Locale.ROOT,
        "%,d studies read in %.1f s: %,d finished, %,d skipped as unchanged, %,d rejected%s%n%n",
        counts.path("read").asLong(),
        seconds,
        counts.path("finished").asLong(),
        counts.path("skipped").asLong(),
        counts.path("rejected").asLong(),
        counts.path("failed").asLong() == 0
            ? ""
            : ", %,d FAILED".formatted(counts.path("failed").asLong()));
    if (!index.path("studies").isEmpty()) {
      out.printf(ROW, "study", "op", "status", "result");
      int line = 0;
      for (JsonNode entry : index.path("studies")) {
        if (++line > LINES) {
          break;
        }
        out.printf(
            ROW,
            entry.path("study").asText(),
            entry.path("op").asText(),
            entry.path("status").asText(),
            headline.apply(entry));
      }
      more(index.path("studies").size(), out);
      out.println();
    }
    printTurnedDown("rejected", index.path("rejected"), out);
    printTurnedDown("FAILED", index.path("failed"), out);
    out.printf("  all of it: %s%n", output.resolve(Worklist.FILE));
  }

  private static void printTurnedDown(String what, JsonNode entries, PrintStream out) {
    if (entries.isEmpty()) {
      return;
    }
    int line = 0;
    for (JsonNode entry : entries) {
      if (++line > LINES) {
        break;
      }
      out.printf(
          "  %s %s, %s: %s%n",
          what,
          InputFolder.shown(entry.path("source").asText()),
          entry.path("reason").asText(),
          entry.path("message").asText());
    }
    more(entries.size(), out);
    out.println();
  }

  private static void more(int size, PrintStream out) {
    if (size > LINES) {
      out.printf(Locale.ROOT, "  and %,d more%n", size - LINES);
    }
  }
}
