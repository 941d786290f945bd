package org.radloom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongTextTest {
  private static final String FILLER = "No effusion is seen. ";
  private static final int STEP = 3;

  private final Deidentifier deidentifier = new Deidentifier(DateMode.YEAR);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dictated by Maria Ximena Lopez of the chest service.",
        "MRN 4471 882 was scanned.",
        "Call (415) 555 0134 for the report.",
        "Seen on March 3rd 2021 at noon.",
        "Lives at 4410 Cedar Road, Akron, OH 44301 with her son.",
      })
  void whatLiesAcrossTheBorderOfTwoBlocksIsFound(String sentence) {
    String scrubbed = deidentifier.scrub(sentence);
    assertThat(scrubbed).isNotEqualTo(sentence);
    for (int before = 0; before <= sentence.length(); before += STEP) {
      String start = filler(Deidentifier.BLOCK - before);
      String end = " " + filler(2_000);

      assertThat(deidentifier.scrub(start + sentence + end).equals(start + scrubbed + end))
          .as("%d characters of the sentence in the first block", before)
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {262_143, 262_144, 262_145, 700_000})
  void aTextThatNamesNobodyStaysWhateverItsLength(int length) {
    String text = filler(length);

    assertThat(deidentifier.scrub(text)).isEqualTo(text);
  }

  /** Sentences of so many characters; the last begins with spaces, so that it is whole. */
  private static String filler(int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() + FILLER.length() <= length) {
      text.append(FILLER);
    }
    return text.append(" ".repeat(length - text.length())).toString();
  }
}
