package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

final class ConsentDecisionTest {
  private final ConsentDecision granted = new ConsentDecision(2, false);

  @Test
  void theLaterDecisionIsInForceInWhicheverOrderTheyCome() {
    ConsentDecision earlier = new ConsentDecision(1, true);

    assertThat(granted.or(earlier)).isEqualTo(granted);
    assertThat(earlier.or(granted)).isEqualTo(granted);
  }

  @Test
  void atTheSameTimeARevocationIsInForce() {
    ConsentDecision revoked = new ConsentDecision(2, true);

    assertThat(granted.or(revoked)).isEqualTo(revoked);
    assertThat(revoked.or(granted)).isEqualTo(revoked);
  }

  @Test
  void travelsInNineBytes() {
    RowWriter row = new RowWriter(9);
    new ConsentDecision(-7, true).put(row);

    assertThat(row.size()).isEqualTo(9);
    assertThat(ConsentDecision.read(new RowReader(row.toBytes())))
        .isEqualTo(new ConsentDecision(-7, true));
  }
}
