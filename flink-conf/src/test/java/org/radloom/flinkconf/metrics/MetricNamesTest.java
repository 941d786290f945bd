package org.radloom.flinkconf.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what the dashboard and the alerts ask for against what a running stream says. */
@Tag("slow")
class MetricNamesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String COUNTER = "flink_taskmanager_job_task_operator_radloom_";
  private static final Pattern BACKLOG =
      Pattern.compile("flink_taskmanager_job_task_operator_source_splits_0_backlog_elements");

  private static Samples samples = new Samples(List.of());

  @BeforeAll
  static void watchAStream(@TempDir Path folder) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    try (RunningStream stream = RunningStream.start(folder)) {
      while (!isComplete(samples) && Instant.now().isBefore(end)) {
        Thread.sleep(500);
        samples = stream.scrape();
      }
    }
  }

  /**
   * True when events were read, a checkpoint was made, and the reader knows how far behind it is.
   */
  private static boolean isComplete(Samples page) {
    return valueOf(page, (COUNTER + "read")::equals, value -> value == ShortTopic.GIVEN)
        && valueOf(
            page, "flink_jobmanager_job_numberOfCompletedCheckpoints"::equals, value -> value > 0)
        && valueOf(page, name -> BACKLOG.matcher(name).matches(), value -> value > 0);
  }

  private static boolean valueOf(Samples page, Predicate<String> name, Predicate<Double> value) {
    return page.all().stream().anyMatch(s -> name.test(s.name()) && value.test(s.value()));
  }

  @Test
  void countersOfBeamHaveTheNamesAndLabelsThatTheRulesExpect() {
    for (String counter : RadloomCounters.NAMES) {
      assertThat(samples.names()).contains(COUNTER + counter);
    }
    assertThat(samples.labelsOf(COUNTER + "read"))
        .contains("job_name", "operator_name", "subtask_index", "tm_id");
    assertThat(samples.all())
        .filteredOn(sample -> sample.name().equals(COUNTER + "read"))
        .extracting(sample -> sample.labels().get("job_name"))
        .containsOnly("radloom_ingest");
  }

  /** As it was when its last batch came: what the batch itself held may be counted in. */
  @Test
  void readerOfKafkaTellsHowFarItIsBehind() {
    assertThat(samples.all())
        .filteredOn(sample -> BACKLOG.matcher(sample.name()).matches())
        .extracting(Samples.Sample::value)
        .singleElement(InstanceOfAssertFactories.DOUBLE)
        .isBetween((double) ShortTopic.HELD - ShortTopic.GIVEN, (double) ShortTopic.HELD);
  }

  @Test
  void everyMetricAskedForIsThere() throws Exception {
    for (Map.Entry<String, String> query : Queries.all().entrySet()) {
      assertThat(missing(query.getValue())).as(query.getKey()).isEmpty();
    }
  }

  @Test
  void everyLabelAskedForIsThere() throws Exception {
    Set<String> labels = new TreeSet<>();
    samples.all().forEach(sample -> labels.addAll(sample.labels().keySet()));
    labels.add("reason"); // A recorded series has it.
    for (Map.Entry<String, String> query : Queries.all().entrySet()) {
      assertThat(labels).as(query.getKey()).containsAll(PromQl.labels(query.getValue()));
    }
  }

  @Test
  void misspeltMetricIsMissing() throws Exception {
    assertThat(missing("rate(flink_jobmanager_job_numRestart[5m])")).hasSize(1);
    assertThat(missing("sum(rate(" + COUNTER + "reads[5m]))")).hasSize(1);
    assertThat(missing("sum({__name__=~\"flink_taskmanager_source_.+_backlog\"})")).hasSize(1);
    assertThat(missing("radloom:no_such_record")).hasSize(1);
  }

  private static Set<String> missing(String query) throws Exception {
    Set<String> missing = new TreeSet<>(PromQl.names(query));
    missing.removeAll(samples.names());
    missing.removeAll(Queries.recorded());
    for (Pattern pattern : PromQl.namePatterns(query)) {
      if (samples.names().stream().noneMatch(name -> pattern.matcher(name).matches())) {
        missing.add(pattern.pattern());
      }
    }
    return missing;
  }
}
