package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.radloom.volumemaps.output.ResultJson;

final class HeadlineTest {
  @Test
  void tellsScoreAndScale() {
    assertThat(of("{\"flags\":[],\"summary\":{\"agatston\":158.5,\"cacDrs\":\"A2/N1\"}}"))
        .isEqualTo("Agatston 158.5, A2/N1");
  }

  @Test
  void leavesTheScaleOutWhereThereIsNone() {
    assertThat(of("{\"flags\":[\"unmasked\"],\"summary\":{\"agatston\":4.5,\"cacDrs\":null}}"))
        .isEqualTo("Agatston 4.5, unmasked");
  }

  private static String of(String entry) {
    return Headline.of(ResultJson.parse(entry));
  }
}
