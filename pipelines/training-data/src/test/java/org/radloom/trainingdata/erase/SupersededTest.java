package org.radloom.trainingdata.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SupersededTest {
  private static final String PATIENT = "0123456789abcdef0123456789abcdef";

  @Test
  void marksAVersionOnceForItsFirstPatient(@TempDir Path version) throws IOException {
    assertThat(Superseded.isMarked(version.toString())).isFalse();

    Superseded.mark(version, PATIENT);
    Superseded.mark(version, "f".repeat(32));

    assertThat(Superseded.isMarked(version.toString())).isTrue();
    assertThat(version.resolve("superseded.json"))
        .hasContent(
            """
            {"format":"radloom-superseded/1","reason":"erasure","patient":"%s"}
            """
                .formatted(PATIENT));
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3, 2.0.0, true",
    "1.2.3, 10.0.0, true",
    "v9.0.0, v10.0.0, true",
    "1.2.3, 1.3.0, false",
    "1.2.3, 1.2.3-rc1, false",
    "2.0.0, 1.9.9, false",
    "2026-11-20, 2026-11-21, true",
    "1.2.3, 2026-11-21, true",
    "2026-11-20, 1.0.0, true",
    "1.2, 1.3, true"
  })
  void asksForAHigherMajorNumberWhereBothAreSemanticVersions(
      String superseded, String next, boolean allowed) {
    assertThat(Superseded.problem(superseded, next).isEmpty()).isEqualTo(allowed);
  }
}
