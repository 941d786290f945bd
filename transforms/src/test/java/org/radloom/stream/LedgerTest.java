package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.events.EventType;

final class LedgerTest {

  @Test
  void addsUpTheEntriesOfBatches() throws IOException {
    byte[] one =
        Ledger.entry(
                Map.of(EventType.CONSENT, 2L, EventType.CORRECTION, 3L),
                Map.of("unknown_type", 5L),
                7,
                List.of())
            .toBytes();
    byte[] two =
        Ledger.entry(Map.of(EventType.CONSENT, 11L), Map.of("invalid_utf8", 13L), 17, List.of())
            .toBytes();

    Ledger sum = new Ledger().add(one).add(two);

    assertThat(sum.events()).isEqualTo(2 + 3 + 11);
    assertThat(sum.rejected()).isEqualTo(5 + 13);
    assertThat(sum.duplicates()).isEqualTo(7 + 17);
    assertThat(sum.read()).isEqualTo(16 + 18 + 24);
    assertThat(new Ledger().add(sum.toBytes()).toBytes()).isEqualTo(sum.toBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"read\":1}",
        "{\"read\":\"0\"}",
        "{\"read\":3,\"events\":{\"consent\":1},\"rejected\":{\"unknown_type\":1}}",
        "{\"read\":1,\"events\":{\"consent\":1},\"duplicates\":1}",
        "{\"read\":1,\"events\":{\"con"
      })
  void refusesAnEntryThatDoesNotAddUpAndIsNotChangedByIt(String entry) {
    Ledger ledger = new Ledger();

    assertThatThrownBy(() -> ledger.add(entry.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);

    assertThat(ledger.read()).isZero();
  }
}
