package org.radloom.volumemaps.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.volumemaps.input.CtStudy;
import org.radloom.volumemaps.input.FoundStudy;

/** The order in which studies are handed out. */
final class StudyReferenceTest {
  private static List<Integer> numbers(int studies, int hands) {
    FoundStudy<CtStudy> study = new FoundStudy.Refused<>("x", null, null, "reason", "message");
    return StudyReference.dealt(Collections.nCopies(studies, study), hands).stream()
        .map(StudyReference::number)
        .toList();
  }

  @Test
  void dealsNeighboursToDifferentHands() {
    assertThat(numbers(7, 3)).containsExactly(0, 3, 6, 1, 4, 2, 5);
  }

  @Test
  void dealsEachOnceWhateverTheHands() {
    for (int hands = 1; hands < 9; hands++) {
      assertThat(numbers(5, hands)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }
    assertThat(numbers(0, 2)).isEmpty();
  }
}
