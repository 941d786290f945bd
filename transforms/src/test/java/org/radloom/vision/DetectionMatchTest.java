package org.radloom.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;

final class DetectionMatchTest {
  private static final MatchRule HALF = MatchRule.iouAtLeast(0.5);
  private static final MatchRule CENTRE = MatchRule.centreInBox();

  @Test
  void goesFromTheSurestFindingToTheLeastSure() {
    // Both overlap the one object; the surer takes it.
    assertThat(
            DetectionMatch.of(
                List.of(found(0.6, 0, 0, 10, 10), found(0.9, 1, 0, 10, 10)),
                List.of(there(0, 0, 10, 10)),
                HALF))
        .containsExactly(
            new DetectionMatch.Found("mass", 0.9, true),
            new DetectionMatch.Found("mass", 0.6, false));
  }

  @Test
  void needsTheOverlapAskedFor() {
    // 10 x 10 against 10 x 5 in it: IoU 50 / 100.
    List<Detection> half = List.of(found(0.9, 0, 0, 10, 5));
    List<Annotation> truth = List.of(there(0, 0, 10, 10));

    assertThat(DetectionMatch.of(half, truth, HALF).get(0).matched()).isTrue();
    assertThat(DetectionMatch.of(half, truth, MatchRule.iouAtLeast(0.51)).get(0).matched())
        .isFalse();
  }

  @Test
  void countsASmallMarkWhoseCentreHits() {
    // 2 x 2 in 20 x 20: IoU 0.01, but its centre (11, 11) lies inside.
    List<Detection> mark = List.of(found(0.9, 10, 10, 2, 2));
    List<Annotation> truth = List.of(there(0, 0, 20, 20));

    assertThat(DetectionMatch.of(mark, truth, CENTRE).get(0).matched()).isTrue();
    assertThat(DetectionMatch.of(mark, truth, HALF).get(0).matched()).isFalse();
  }

  @Test
  void givesACentreOnACommonEdgeToTheRightBox() {
    // Centre (10, 5): on the right edge of the first box, the left edge of the second.
    List<Detection> mark = List.of(found(0.9, 9, 4, 2, 2));

    assertThat(DetectionMatch.of(mark, List.of(there(0, 0, 10, 10)), CENTRE).get(0).matched())
        .isFalse();
    assertThat(DetectionMatch.of(mark, List.of(there(10, 0, 10, 10)), CENTRE).get(0).matched())
        .isTrue();
  }

  @Test
  void takesTheBestFitOfSeveral() {
    // The centre (5, 5) lies in both. The second box fits better, which leaves the first.
    assertThat(
            DetectionMatch.of(
                List.of(found(0.9, 0, 0, 10, 10), found(0.8, 0, 0, 10, 10)),
                List.of(there(0, 0, 40, 40), there(0, 0, 10, 10)),
                CENTRE))
        .allMatch(DetectionMatch.Found::matched);
    assertThat(
            DetectionMatch.of(
                List.of(found(0.9, 0, 0, 10, 10), found(0.8, 20, 20, 10, 10)),
                List.of(there(0, 0, 40, 40), there(0, 0, 10, 10)),
                CENTRE))
        .allMatch(DetectionMatch.Found::matched);
  }

  @Test
  void refusesAnOverlapThatIsNone() {
    assertThatThrownBy(() -> MatchRule.iouAtLeast(0)).hasMessageContaining("0");
    assertThatThrownBy(() -> MatchRule.iouAtLeast(1.1)).hasMessageContaining("1.1");
  }

  private static Detection found(double score, double x, double y, double width, double height) {
    return new Detection("mass", List.of(x, y, width, height), score, null);
  }

  private static Annotation there(double x, double y, double width, double height) {
    return new Annotation("mass", List.of(x, y, width, height), null);
  }
}
