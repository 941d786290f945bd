package org.radloom.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WordErrorRateTest {
  @Test
  void countsSubstitutionsDeletionsAndInsertions() {
    // no -> a, acute deleted, here inserted: 3 of 4 words.
    assertThat(WordErrorRate.raw("no acute rib fracture", "a rib fracture here")).isEqualTo(0.75);
    assertThat(WordErrorRate.raw("a b", "a b c d e")).isEqualTo(1.5);
  }

  @Test
  void heedsCaseAndPunctuationOnlyWhenRaw() {
    String reference = "The left lung is clear.";
    String hypothesis = " the left  lung, is clear";

    assertThat(WordErrorRate.raw(reference, hypothesis)).isCloseTo(3 / 5.0, within(1e-15));
    assertThat(WordErrorRate.normalised(reference, hypothesis)).isZero();
  }

  @Test
  void countsAStopThatWasNotHeardOnlyWhenRaw() {
    String heard = "Chest radiograph. The lungs are clear. No pleural effusion or pneumothorax.";
    String target = "Chest radiograph. The lungs are clear. No pleural effusion. No pneumothorax.";

    // Of 11 words "effusion" for "effusion." and "or" for "No"; normalised the latter alone.
    assertThat(WordErrorRate.raw(target, heard)).isCloseTo(2 / 11.0, within(1e-15));
    assertThat(WordErrorRate.normalised(target, heard)).isCloseTo(1 / 11.0, within(1e-15));
  }

  @Test
  void keepsLateralityNegationAndDecimals() {
    assertThat(WordErrorRate.normalised("Right, 3.5 cm", "left 35 cm")).isEqualTo(2 / 3.0);
    assertThat(WordErrorRate.normalised("no fracture", "fracture")).isEqualTo(0.5);
  }

  @Test
  void isTheNumberOfInsertionsWithoutAReference() {
    assertThat(WordErrorRate.raw("", " ")).isZero();
    assertThat(WordErrorRate.raw("", "two words")).isEqualTo(2);
    assertThat(WordErrorRate.raw("two words", "")).isEqualTo(1);
  }

  @Test
  @Timeout(20)
  void boundsTimeForTwoHugeUnlikeTexts() {
    String reference = words(new Random(1), 40_000, 1000);
    String hypothesis = words(new Random(2), 40_000, 1000);

    assertThat(WordErrorRate.raw(reference, hypothesis)).isBetween(0.5, 1.0);
  }

  @Property(tries = 400, seed = "20261121")
  void agreesWithTheFullMatrix(
      @ForAll @IntRange(max = 200) int m,
      @ForAll @IntRange(max = 200) int n,
      @ForAll @IntRange(min = 1, max = 30) int vocabulary,
      @ForAll long seed) {
    Random random = new Random(seed);
    String reference = words(random, m, vocabulary);
    String hypothesis = words(random, n, vocabulary);

    double expected = matrix(split(reference), split(hypothesis)) / (double) Math.max(1, m);

    assertThat(WordErrorRate.raw(reference, hypothesis)).isEqualTo(expected);
    assertThat(WordErrorRate.normalised(reference, hypothesis)).isEqualTo(expected);
  }

  @Property(tries = 100, seed = "20261121")
  void countsTheSameErrorsEitherWay(
      @ForAll @IntRange(min = 1, max = 90) int m,
      @ForAll @IntRange(min = 1, max = 90) int n,
      @ForAll long seed) {
    Random random = new Random(seed);
    String a = words(random, m, 20);
    String b = words(random, n, 20);

    double errors = WordErrorRate.raw(a, b) * m;

    assertThat(WordErrorRate.raw(b, a) * n).isCloseTo(errors, within(1e-9));
    assertThat(errors).isBetween(Math.abs(m - n) - 1e-9, Math.max(m, n) + 1e-9);
  }

  private static String words(Random random, int count, int vocabulary) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append('w').append(random.nextInt(vocabulary)).append(' ');
    }
    return text.toString();
  }

  private static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" ", -1));
  }

  private static int matrix(List<String> a, List<String> b) {
    int[][] d = new int[a.size() + 1][b.size() + 1];
    for (int i = 0; i <= a.size(); i++) {
      for (int j = 0; j <= b.size(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
        } else {
          int replace = d[i - 1][j - 1] + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
          d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        }
      }
    }
    return d[a.size()][b.size()];
  }
}
