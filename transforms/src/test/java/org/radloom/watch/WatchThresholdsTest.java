package org.radloom.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.schemas.ModelWatch;
import org.radloom.schemas.Task;

final class WatchThresholdsTest {
  /** ECE 0.35, sensitivity 1 at one false positive, precision 0.25, of three readings. */
  private static final ModelWatch WATCH = mammograms();

  @Test
  void saysInWordsWhatIsNotKeptTheWorstFirst() {
    WatchThresholds thresholds =
        parse(
            """
            thresholds:
              - metric: ece
                atMost: 0.1
                severity: warning
              - metric: precision
                atLeast: 0.5
                severity: critical
                model: cad
                version: '1.10'
                minRecords: 3
              - metric: sensitivityAt1
                atLeast: 0.8
                severity: critical
            """);

    assertThat(thresholds.alerts(WATCH))
        .extracting(WatchAlert::words)
        .containsExactly(
            "critical: model cad, version 1.10, mammography: precision is 0.25 over 3 readings,"
                + " should be at least 0.5",
            "warning: model cad, version 1.10, mammography: expected calibration error is 0.35 over"
                + " 3 readings, should be at most 0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "precision, atLeast: 0.25, 0",
    "precision, atLeast: 0.2501, 1",
    "precision, atMost: 0.25, 0",
    "precision, atMost: 0.2499, 1",
    "right, atLeast: 0.34, 1",
    "right, atLeast: 0.33, 0"
  })
  void aBoundItselfIsKept(String metric, String bound, int alerts) {
    assertThat(
            parse("thresholds: [{metric: %s, %s, severity: info}]".formatted(metric, bound))
                .alerts(WATCH))
        .hasSize(alerts);
  }

  @ParameterizedTest
  @CsvSource({"model: other", "version: '1.1'", "minRecords: 4"})
  void aThresholdForOthersOrForMoreReadingsIsNotAsked(String only) {
    assertThat(
            parse(
                    "thresholds: [{metric: precision, atLeast: 1, severity: info, %s}]"
                        .formatted(only))
                .alerts(WATCH))
        .isEmpty();
  }

  @Test
  void whatIsUndefinedRaisesNoAlert() {
    assertThat(parse("thresholds: [{metric: dice, atLeast: 1, severity: info}]").alerts(WATCH))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyMetricHasAKeyThatFindsIt(WatchMetric metric) {
    assertThat(WatchMetric.of(metric.key())).contains(metric);
    assertThat(metric.words()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1, 2] | one list, 'thresholds'",
        "thresholds: 3 | one list, 'thresholds'",
        "{thresholds: [], other: 1} | one list, 'thresholds'",
        "thresholds: [5] | threshold 1 must have keys",
        "thresholds: [{metric: ece, atMost: 1}] | threshold 1 must have a severity",
        "thresholds: [{metric: ece, atMost: 1, severity: bad}] | severity: info, warning, critical",
        "thresholds: [{atMost: 1, severity: info}] | threshold 1 must have a metric",
        "thresholds: [{metric: nice, atMost: 1, severity: info}] | unknown metric, nice",
        "thresholds: [{metric: ece, severity: info}] | either atLeast or atMost",
        "thresholds: [{metric: ece, atMost: 1, atLeast: 0, severity: info}] | either atLeast or",
        "thresholds: [{metric: ece, atMost: '1', severity: info}] | number as its bound",
        "thresholds: [{metric: ece, atMost: 1e999, severity: info}] | number as its bound",
        "thresholds: [{metric: ece, atMost: 1, severity: info, extra: 1}] | unknown key: extra",
        "thresholds: [{metric: ece, atMost: 1, severity: info, version: 1.10}] | in quotes",
        "thresholds: [{metric: ece, atMost: 1, severity: info, minRecords: 0}] | whole number > 0",
        "thresholds: [{metric: ece, atMost: 1, severity: info, minRecords: 1.5}] | whole number",
        "'thresholds: [' | not YAML",
        "'' | one list, 'thresholds'"
      })
  void saysWhatIsWrongWithAFile(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThatThrownBy(() -> parse("thresholds: " + "[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsAFileOfReasonableSize(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("thresholds.yaml");
    Files.writeString(file, "thresholds: [{metric: ece, atMost: 0.1, severity: info}]");
    Path huge = folder.resolve("huge.yaml");
    Files.write(huge, new byte[(1 << 20) + 1]);

    assertThat(WatchThresholds.read(file).thresholds()).hasSize(1);
    assertThatThrownBy(() -> WatchThresholds.read(huge)).hasMessageContaining("at most 1 MiB");
  }

  private static WatchThresholds parse(String yaml) {
    return WatchThresholds.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static ModelWatch mammograms() {
    WatchedReadings readings = new WatchedReadings();
    Readings.mammograms().forEach(reading -> readings.add(reading, 0.6));
    return ModelWatches.of(
        new WatchedModel("cad", "1.10", Task.mammography), null, null, readings, null);
  }
}
