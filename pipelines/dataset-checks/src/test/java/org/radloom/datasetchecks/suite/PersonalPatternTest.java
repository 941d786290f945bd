package org.radloom.datasetchecks.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonalPatternTest {

  @ParameterizedTest
  @CsvSource({
    "SSN,patient 123-45-6789 seen",
    "EMAIL,write to jane.doe+x@mail.example.org today",
    "PHONE,call (555) 234-5678",
    "PHONE,call 555-234-5678.",
    "PHONE,call +1 555 234 5678",
    "PHONE,call 555.234.5678",
    "PHONE,call +49 30 1234 5678",
    "PHONE,call +1 23 45",
    "SSN,after 14:30 (123-45-6789)",
  })
  void findsWhatIdentifies(PersonalPattern pattern, String text) {
    assertThat(pattern.isIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 12 x 14 x 9 mm nodule",
        "compared with 2026-11-20",
        "000-12-3456 is no number that is given",
        "scores of 210 300 and 1200",
        "HU of -100 to 250-300",
        "agatston 158.5, volume 1234.56",
        "at 14:30, 555 ml",
        "grid @ 0.5 mm",
        "[PHONE] and [EMAIL]",
      })
  void leavesFindingsAlone(String text) {
    for (PersonalPattern pattern : PersonalPattern.values()) {
      assertThat(pattern.isIn(text)).as(pattern.code()).isFalse();
    }
  }
}
