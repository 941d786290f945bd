package org.radloom.datasetchecks.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TfRecordReaderTest {

  @Test
  void masksTheChecksumAsTensorFlowDoes() {
    // CRC-32C of "123456789" is e3069283 (RFC 3720's polynomial, the usual check value). Rotated
    // right by 15 bits it is 2507c60d; plus a282ead8 it is c78ab0e5.
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(TfRecordReader.masked(digits, digits.length)).isEqualTo(0xc78ab0e5);
  }
}
