package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.radloom.speech.SmallVocabulary.BLANK;
import static org.radloom.speech.SmallVocabulary.HEART;
import static org.radloom.speech.SmallVocabulary.NORMAL;
import static org.radloom.speech.SmallVocabulary.SIZE;
import static org.radloom.speech.SmallVocabulary.at;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WindowSegmentsTest {
  private static WindowSegments of(long seek, int frames, Integer... tokens) {
    return WindowSegments.of(
        new DecodedWindow(List.of(tokens), -.5, .1, .4), SmallVocabulary.tokens(), seek, frames);
  }

  @Test
  void whatFollowsTheLastPairIsHeardAgain() {
    // 10 s before the window; the pair is at 4.2 s, so the next begins 420 frames on.
    WindowSegments cut = of(1_000, 3_000, at(0.5), HEART, SIZE, at(4.2), at(4.2), NORMAL);
    assertThat(cut.advance()).isEqualTo(420);
    assertThat(cut.segments())
        .containsExactly(
            new SpokenSegment(
                10.5,
                14.2,
                "Heart size",
                -.5,
                .1,
                CompressionRatio.of("Heart size normal"),
                .4,
                2));
  }

  @Test
  void aSingleTimestampAtTheEndSaysThatNothingFollows() {
    WindowSegments cut = of(0, 400, at(0), HEART, at(1), at(1.5), SIZE, at(3));
    assertThat(cut.advance()).isEqualTo(400);
    assertThat(cut.segments()).extracting(SpokenSegment::start).containsExactly(0.0, 1.5);
    assertThat(cut.segments()).extracting(SpokenSegment::end).containsExactly(1.0, 3.0);
  }

  @Test
  void withoutAPairTheWindowIsOneSegment() {
    WindowSegments ended = of(0, 3_000, at(0), HEART, at(7));
    assertThat(ended.advance()).isEqualTo(3_000);
    assertThat(ended.segments()).extracting(SpokenSegment::end).containsExactly(7.0);
    WindowSegments open = of(0, 2_500, at(0), HEART);
    assertThat(open.segments()).extracting(SpokenSegment::end).containsExactly(25.0);
  }

  @Test
  void segmentsWithoutTextAreLeftOut() {
    assertThat(of(0, 3_000, at(0), BLANK, at(1), at(1), HEART, at(2)).segments())
        .extracting(SpokenSegment::text)
        .containsExactly("Heart");
    assertThat(of(0, 3_000).segments()).isEmpty();
  }

  @Test
  void aModelThatStandsStillIsMovedOn() {
    assertThat(of(0, 3_000, at(0), HEART, at(0), at(0)).advance()).isEqualTo(1);
  }

  @Test
  void compressionIsBytesOverBytesOfZlib() {
    // 17 letters without repeats: 3 + 17 * 8 + 7 bits are 19 bytes, with head and sum of zlib 25.
    assertThat(CompressionRatio.of("Heart size normal")).isCloseTo(17 / 25.0, within(1e-12));
    assertThat(CompressionRatio.of("no no no no no no no no no no no no no no no no "))
        .isGreaterThan(2.4);
  }
}
