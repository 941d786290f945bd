package org.radloom.neardup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ShinglesTest {
  private static long[] counting(int words) {
    long[] hashes = new long[words];
    for (int i = 0; i < words; i++) {
      hashes[i] = i;
    }
    return hashes;
  }

  @Test
  void cutsShortTextsIntoThreeWordsAndOthersIntoFive() {
    assertThat(Shingles.of(counting(29), 29)).hasSize(29 - 3 + 1);
    assertThat(Shingles.of(counting(30), 30)).hasSize(30 - 5 + 1);
  }

  @Test
  void makesOneShingleOfATextShorterThanItsNGram() {
    assertThat(Shingles.of(counting(2), 2)).hasSize(1);
    assertThat(Shingles.of(counting(3), 3)).hasSize(1);
    assertThat(Shingles.of(counting(0), 0)).isEmpty();
  }

  @Test
  void countsARepeatedShingleOnce() {
    // x x x x x holds the 3-gram x x x three times.
    assertThat(Shingles.of(new long[] {7, 7, 7, 7, 7}, 5)).hasSize(1);
  }

  @Test
  void ignoresWhatLiesBehindTheWords() {
    assertThat(Shingles.of(counting(9), 6)).isEqualTo(Shingles.of(counting(6), 6));
  }

  @Test
  void rejectsMoreWordsThanThereAreHashes() {
    assertThatThrownBy(() -> Shingles.of(new long[1], 2)).hasMessageContaining("0 to 1");
  }

  @Test
  void aChangedWordCostsFiveShingles() {
    // 56 each with 51 in common: 9 x 51 = 459 >= 4 x 112 = 448.
    assertThat(Shingles.of(changed(60), 60)).hasSize(56);
    assertThat(Shingles.alike(Shingles.of(counting(60), 60), Shingles.of(changed(60), 60)))
        .isTrue();
    // 36 each with 31 in common: 9 x 31 = 279 < 4 x 72 = 288.
    assertThat(Shingles.alike(Shingles.of(counting(40), 40), Shingles.of(changed(40), 40)))
        .isFalse();
  }

  private static long[] changed(int words) {
    long[] hashes = counting(words);
    hashes[words / 2] = -1;
    return hashes;
  }

  @Test
  void takesAJaccardIndexOfExactlyFourFifths() {
    // 8 of 10 shared: {1..9} and {1..8, 10}.
    assertThat(Shingles.alike(sorted(1, 9), new long[] {1, 2, 3, 4, 5, 6, 7, 8, 10})).isTrue();
    // 7 of 9 is 0.78: {1..8} and {1..7, 9}.
    assertThat(Shingles.alike(sorted(1, 8), new long[] {1, 2, 3, 4, 5, 6, 7, 9})).isFalse();
    // A subset: 4 of 5, and 3 of 4.
    assertThat(Shingles.alike(sorted(1, 5), sorted(1, 4))).isTrue();
    assertThat(Shingles.alike(sorted(1, 4), sorted(1, 3))).isFalse();
    assertThat(Shingles.alike(new long[0], new long[0])).isTrue();
    assertThat(Shingles.alike(new long[0], sorted(1, 1))).isFalse();
  }

  @Property(tries = 500, seed = "20261121")
  void agreesWithJaccardOverSets(
      @ForAll @Size(max = 12) List<@IntRange(max = 12) Integer> a,
      @ForAll @Size(max = 12) List<@IntRange(max = 12) Integer> b) {
    Set<Integer> union = new HashSet<>(a);
    union.addAll(b);
    Set<Integer> shared = new HashSet<>(a);
    shared.retainAll(b);

    boolean alike = Shingles.alike(distinct(a), distinct(b));

    assertThat(alike).isEqualTo(5 * shared.size() >= 4 * union.size());
  }

  private static long[] distinct(List<Integer> values) {
    return values.stream().mapToLong(i -> i).sorted().distinct().toArray();
  }

  private static long[] sorted(long first, long last) {
    return java.util.stream.LongStream.rangeClosed(first, last).toArray();
  }
}
