package org.radloom.datasetchecks.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.datasetchecks.results.Severity;

final class SuiteReaderTest {
  private static final String ONE =
      """
      suite: mine
      expectations:
        - name: quality is a share
          table: transcriptions
          column: quality
          rule: between
          bound: { min: 0, max: 1 }
          severity: warning
          reason: It is a weighted mean of shares.
      """;

  @Test
  void readsAnExpectation() throws Exception {
    Suite suite = parse(ONE);

    assertThat(suite.name()).isEqualTo("mine");
    assertThat(suite.expectations())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.table()).isEqualTo(Table.TRANSCRIPTIONS);
              assertThat(one.columns()).containsExactly("quality");
              assertThat(one.severity()).isEqualTo(Severity.WARNING);
              assertThat(one.rule())
                  .isEqualTo(new Rule.Between(OptionalDouble.of(0), OptionalDouble.of(1)));
            });
  }

  @Test
  void theSuiteOfTheModuleUsesEveryRule() throws Exception {
    assertThat(new SuiteReader().defaults().expectations())
        .extracting(one -> one.rule().code())
        .containsAll(Rule.codes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "severity: warning | severity: fatal | severity must be error or warning",
        "rule: between | rule: around | rule must be one of complete",
        "table: transcriptions | table: reports | table is not known",
        "column: quality | column: grade | column is not one of table transcriptions",
        "column: quality | colum: quality | the key 'colum' is not known",
        "{ min: 0, max: 1 } | { min: 1, max: 0 } | a min that is not above its max",
        "{ min: 0, max: 1 } | { low: 0 } | the key 'low' is not known",
        "{ min: 0, max: 1 } | { min: zero } | must be a number",
        "bound: { min: 0, max: 1 } | '' | the key 'bound' is missing",
        "suite: mine | suites: mine | the key 'suites' is not known",
        "rule: between | rule: unique | bound must not be there for this rule",
        "reason: It | because: It | the key 'because' is not known",
        "suite: mine | 'suite: mine\nsuite: yours' | a key twice",
      })
  void refusesWhatItDoesNotKnow(String from, String to, String message) {
    assertThat(ONE).contains(from);

    assertThatThrownBy(() -> parse(ONE.replace(from, to)))
        .isInstanceOf(SuiteException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoExpectationsOfOneName() {
    String twice = ONE + ONE.substring(ONE.indexOf("  - name"));

    assertThatThrownBy(() -> parse(twice))
        .hasMessage("two expectations are named 'quality is a share'");
  }

  private static Suite parse(String text) throws SuiteException {
    return new SuiteReader().parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
