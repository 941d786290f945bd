package org.radloom.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.privacy.Pseudonym;

/** How one group finds its split, by hash and by ledger. */
final class SplitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, TRAIN",
    "6999, TRAIN",
    "7000, VAL",
    "8499, VAL",
    "8500, TEST",
    "9999, TEST",
    "10000, TRAIN",
    // 2^64 = 1844674407370955 * 10000 + 1616, so -1 is slot 1615 and -1616 is slot 0.
    "-1, TRAIN",
    "-1616, TRAIN",
    "-1617, TEST",
    "-3116, TEST",
    "-3117, VAL",
    "-4616, VAL",
    "-4617, TRAIN",
  })
  void aHashIsAnUnsignedNumberModuloTenThousand(long hash, Split split) {
    assertThat(HashedSplit.ofHash(hash)).isEqualTo(split);
  }

  @Test
  void tenThousandPatientsStrayByAtMostOnePercent() {
    HashedSplit hashed = new HashedSplit(SplitData.keys());
    Random random = new Random(1);
    Map<Split, Integer> counts = new EnumMap<>(Split.class);

    for (int i = 0; i < 10_000; i++) {
      counts.merge(hashed.of(SplitData.pseudonym(random)), 1, Integer::sum);
    }

    assertThat(counts.get(Split.TRAIN)).isBetween(6_900, 7_100);
    assertThat(counts.get(Split.VAL)).isBetween(1_400, 1_600);
    assertThat(counts.get(Split.TEST)).isBetween(1_400, 1_600);
  }

  @Test
  void theHashIsTheOneOfTheDefinition() {
    // HMAC-SHA-256 with 32 bytes of 4 over 32 digits of zero, first 8 bytes, modulo 10,000:
    // python3 -c "import hmac; print(int.from_bytes(hmac.digest(b'\4' * 32, b'0' * 32,
    // 'sha256')[:8], 'big') % 10000)"
    assertThat(new HashedSplit(SplitData.keys()).of(new Pseudonym(0, 0))).isEqualTo(Split.TRAIN);
  }

  @Test
  void aLedgerStaysWithinOneGroupOfItsShares() {
    LedgerSplit ledger = new LedgerSplit();
    Map<Split, Integer> counts = new EnumMap<>(Split.class);

    for (int n = 1; n <= 1_000; n++) {
      counts.merge(ledger.next(), 1, Integer::sum);

      for (Split split : Split.values()) {
        assertThat(counts.getOrDefault(split, 0) - n * split.share())
            .as("%s after %d groups", split, n)
            .isBetween(-1.0, 1.0);
      }
    }
    assertThat(counts).isEqualTo(Map.of(Split.TRAIN, 700, Split.VAL, 150, Split.TEST, 150));
  }

  @Test
  void aLedgerBeginsAsWorkedByHand() {
    LedgerSplit ledger = new LedgerSplit();
    List<Split> splits = Stream.generate(ledger::next).limit(20).toList();

    // Furthest below 0.7 n, 0.15 n, 0.15 n of the next n: 0.7; 0.4; 0.45 of val; 0.8; 0.75 of test;
    // 1.2.
    assertThat(splits.subList(0, 6))
        .containsExactly(Split.TRAIN, Split.TRAIN, Split.VAL, Split.TRAIN, Split.TEST, Split.TRAIN);
    assertThat(Collections.frequency(splits, Split.TRAIN)).isEqualTo(14);
    assertThat(Collections.frequency(splits, Split.VAL)).isEqualTo(3);
    assertThat(Collections.frequency(splits, Split.TEST)).isEqualTo(3);
  }

  @Test
  void aLedgerEvensOutWhatItStartsFrom() {
    LedgerSplit ledger = new LedgerSplit();
    for (int i = 0; i < 100; i++) {
      ledger.add(Split.TRAIN);
    }

    // 100 of 142 groups are within one of 70 %, so the 42 before go to val and test in turn.
    for (int i = 0; i < 42; i++) {
      assertThat(ledger.next()).isEqualTo(i % 2 == 0 ? Split.VAL : Split.TEST);
    }
  }
}
