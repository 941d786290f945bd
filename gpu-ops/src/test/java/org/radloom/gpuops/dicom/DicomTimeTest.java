package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DicomTimeTest {
  @ParameterizedTest
  @CsvSource({
    "000000, 0",
    "000001.5, 1500000",
    "010203.000004, 3723000004",
    "235959.999999, 86399999999",
    "235960, 86400000000"
  })
  void readsTimesToTheMicrosecond(String tm, long micros) {
    assertThat(DicomTime.ofTime(tm)).hasValue(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "1015",
        "10:15:00",
        "240000",
        "106000",
        "101561",
        "101500.",
        "101500.1234567"
      })
  void readsNoTimeFromLess(String tm) {
    assertThat(DicomTime.ofTime(tm)).isEmpty();
  }

  @Test
  void readsDates() {
    // 1972 was a leap year: 365 + 365 + 31 + 28 days before 29 February.
    assertThat(DicomTime.ofDate("19720229")).hasValue(789 * DicomTime.MICROS_PER_DAY);
    assertThat(DicomTime.ofDate("19710229")).isEmpty();
    assertThat(DicomTime.ofDate("1972.02.29")).isEmpty();
  }

  @Test
  void readsZonesOfDateTimes() {
    long noon = 12 * 3_600_000_000L;
    assertThat(DicomTime.ofDateTime("19700101120000")).hasValue(noon);
    assertThat(DicomTime.ofDateTime("19700101120000.25")).hasValue(noon + 250_000);
    assertThat(DicomTime.ofDateTime("19700101133000+0130")).hasValue(noon);
    assertThat(DicomTime.ofDateTime("19700101070000.0-0500")).hasValue(noon);
    assertThat(DicomTime.ofDateTime("197001011200")).isEmpty();
    assertThat(DicomTime.ofDateTime("19701301120000")).isEmpty();
  }
}
