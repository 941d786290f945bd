package org.radloom.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.radloom.watch.WatchAlert;
import org.radloom.watch.WatchThreshold;

/**
 * Alerts about models as CSV, a row each. Columns: severity, model, version, task, metric, value,
 * at_least and at_most (the bound, in one of the two), records (readings it comes from).
 */
public final class AlertCsv {
  private static final String HEADER =
      "severity,model,version,task,metric,value,at_least,at_most,records\r\n";

  private AlertCsv() {}

  /** Writes a header and the alerts, in their order; does not close the stream. */
  public static void write(List<WatchAlert> alerts, OutputStream out) throws IOException {
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    for (WatchAlert alert : alerts) {
      WatchThreshold threshold = alert.threshold();
      boolean atLeast = threshold.side() == WatchThreshold.Side.AT_LEAST;
      String line =
          new CsvRow()
              .text(threshold.severity().name().toLowerCase(Locale.ROOT))
              .text(alert.model().name())
              .text(alert.model().version())
              .text(alert.model().task().toString())
              .text(threshold.metric().key())
              .number(alert.value())
              .number(atLeast ? threshold.bound() : null)
              .number(atLeast ? null : threshold.bound())
              .number((double) alert.records())
              .line();
      out.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }
}
