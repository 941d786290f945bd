package org.radloom.flinkconf.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PromQlTest {
  private static final String QUERY =
      "sum by (job_name, task) (rate(a_total{x=~\"b|c\", y!=\"d\"}[5m])) / 2e9 > 0 unless on (z)"
          + " max_over_time(timestamp(r:s > 0)[6h:1m]) or {__name__=~\"p_[0-9]+_q\"}";

  @Test
  void findsNames() {
    assertThat(PromQl.names(QUERY)).containsExactly("a_total", "r:s");
  }

  @Test
  void findsPatternsOfNames() {
    assertThat(PromQl.namePatterns(QUERY)).map(Pattern::pattern).containsExactly("p_[0-9]+_q");
  }

  @Test
  void findsLabels() {
    assertThat(PromQl.labels(QUERY)).containsExactly("job_name", "task", "x", "y", "z");
  }

  @Test
  void readsTheVariableOfADashboard() {
    assertThat(PromQl.names("label_values(a_total, job_name)")).containsExactly("a_total");
    assertThat(PromQl.labels("label_values(a_total, job_name)")).containsExactly("job_name");
  }
}
