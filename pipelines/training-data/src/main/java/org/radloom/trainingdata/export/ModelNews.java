package org.radloom.trainingdata.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.formats.ModelFiles;
import org.radloom.formats.WatchAvro;
import org.radloom.schemas.ModelWatch;
import org.radloom.watch.WatchAlert;
import org.radloom.watch.WatchThreshold;
import org.radloom.watch.WatchThresholds;

/**
 * What whoever runs an export is told of the models whose readings it took in.
 *
 * @param models versions of models, by task
 * @param readings readings of theirs whose truth is known
 * @param alerts thresholds that they do not keep
 */
record ModelNews(int models, long readings, List<WatchAlert> alerts) {
  static final ModelNews NONE = new ModelNews(0, 0, List.of());

  private static final int MOST_PRINTED = 50;

  /** What a terminal would act on instead of showing it. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

  /** Reads what a staged version says. */
  static ModelNews of(Path version, @Nullable WatchThresholds thresholds) throws IOException {
    Path file = version.resolve(ModelFiles.AVRO);
    if (!Files.exists(file)) {
      return NONE;
    }
    try (InputStream in = Files.newInputStream(file)) {
      List<ModelWatch> watches = WatchAvro.read(in);
      return new ModelNews(
          watches.size(),
          watches.stream().mapToLong(ModelWatch::getRecords).sum(),
          thresholds == null
              ? List.of()
              : watches.stream().flatMap(watch -> thresholds.alerts(watch).stream()).toList());
    }
  }

  /** Returns the number of alerts by severity. */
  Map<String, Long> alertCounts() {
    Map<String, Long> counts = new TreeMap<>();
    for (WatchThreshold.Severity severity : WatchThreshold.Severity.values()) {
      counts.put(
          severity.name().toLowerCase(Locale.ROOT),
          alerts.stream().filter(alert -> alert.threshold().severity() == severity).count());
    }
    return counts;
  }

  /** Prints a line, and one for each alert; nothing where there are no models. */
  void print(PrintStream out) {
    if (models == 0) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n  models: %,d watched over %,d readings, %,d alert%s%n",
        models,
        readings,
        alerts.size(),
        alerts.size() == 1 ? "" : "s");
    alerts.stream()
        .limit(MOST_PRINTED)
        .forEach(alert -> out.printf("  %s%n", UNSEEN.matcher(alert.words()).replaceAll("\uFFFD")));
    if (alerts.size() > MOST_PRINTED) {
      out.printf("  and more, in %s%n", ModelFiles.ALERTS);
    }
  }
}
