package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConfidentLearningTest {
  private final ConfidentLearning learning = new ConfidentLearning(2);

  @BeforeEach
  void learnsFiveExamples() {
    learning.learn(0, 0.9, 0.1);
    learning.learn(0, 0.8, 0.2);
    learning.learn(0, 0.1, 0.9);
    learning.learn(1, 0.3, 0.7);
    learning.learn(1, 0.1, 0.9);
  }

  @Test
  void takesTheMeanSelfConfidenceOfAClassAsItsThreshold() {
    assertThat(learning.threshold(0)).isCloseTo((0.9 + 0.8 + 0.1) / 3, within(1e-15));
    assertThat(learning.threshold(1)).isCloseTo((0.7 + 0.9) / 2, within(1e-15));
  }

  @Test
  void suspectsALabelWhereAnotherClassReachesItsThreshold() {
    // 0.9 >= 0.8 speaks for class 1; 0.65 >= 0.6 for class 0.
    assertThat(learning.suspected(0, 0.1, 0.9)).isEqualTo(1);
    assertThat(learning.suspected(1, 0.65, 0.35)).isZero();
  }

  @Test
  void leavesWhatIsNotConfident() {
    // 0.75 < 0.8, although class 1 is the more probable one.
    assertThat(learning.suspected(0, 0.25, 0.75)).isEqualTo(ConfidentLearning.NONE);
    // Neither 0.3 >= 0.6 nor 0.7 >= 0.8.
    assertThat(learning.suspected(1, 0.3, 0.7)).isEqualTo(ConfidentLearning.NONE);
  }

  @Test
  void takesTheMoreProbableOfTwoConfidentClasses() {
    ConfidentLearning three = new ConfidentLearning(3);
    three.learn(0, 0.3, 0.3, 0.4);
    three.learn(1, 0.3, 0.4, 0.3);
    three.learn(2, 0.4, 0.3, 0.3);

    // Thresholds 0.3, 0.4 and 0.3: 0 and 2 are reached, and 2 is the more probable.
    assertThat(three.suspected(0, 0.35, 0.25, 0.4)).isEqualTo(2);
    assertThat(three.suspected(0, 0.4, 0.2, 0.4)).isEqualTo(ConfidentLearning.NONE);
  }

  @Test
  void isNeverConfidentOfAClassWithoutExamples() {
    ConfidentLearning learned = new ConfidentLearning(2);
    learned.learn(0, 3, 0.5, 0.5);

    assertThat(learned.labelled(0)).isEqualTo(3);
    assertThat(learned.threshold(0)).isEqualTo(0.5);
    assertThat(learned.threshold(1)).isNaN();
    assertThat(learned.suspected(0, 0, 1)).isEqualTo(ConfidentLearning.NONE);
  }

  @Test
  void refusesAnotherNumberOfClasses() {
    assertThatThrownBy(() -> learning.learn(0, 1.0)).hasMessageContaining("2 probabilities");
    assertThatThrownBy(() -> new ConfidentLearning(1)).hasMessageContaining(">= 2");
  }

  @Test
  void learnsManyAtOnceAsOneByOne() {
    ConfidentLearning atOnce = new ConfidentLearning(2);
    atOnce.learn(0, 7, 0.1, 0.9);
    ConfidentLearning oneByOne = new ConfidentLearning(2);
    for (int i = 0; i < 7; i++) {
      oneByOne.learn(0, 0.1, 0.9);
    }

    assertThat(atOnce.toBytes()).isEqualTo(oneByOne.toBytes());
    assertThatThrownBy(() -> atOnce.merge(new ConfidentLearning(3)))
        .hasMessageContaining("2 and 3");
  }

  @Property(tries = 100, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 40) List<@Scale(15) @DoubleRange(min = 0, max = 1) Double> values,
      @ForAll Random random) {
    MergeLaws.check(
        () -> new ConfidentLearning(2),
        (part, p) -> part.learn(p.hashCode() & 1, p, 1 - p),
        ConfidentLearning::read,
        values,
        random);
  }
}
