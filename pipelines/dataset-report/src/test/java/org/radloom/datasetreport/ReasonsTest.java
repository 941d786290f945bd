package org.radloom.datasetreport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.events.RejectReason;

final class ReasonsTest {
  @ParameterizedTest
  @EnumSource(RejectReason.class)
  void everyReasonToRejectHasItsWords(RejectReason reason) {
    assertThat(Reasons.knows(reason.code())).isTrue();
  }
}
