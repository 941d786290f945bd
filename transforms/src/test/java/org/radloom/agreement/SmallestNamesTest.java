package org.radloom.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.radloom.statistics.ExactSum;
import org.radloom.statistics.MergeLaws;

final class SmallestNamesTest {
  private final SmallestNames<ExactSum> names = empty();

  @Test
  void keepsTheFirstNamesWhole() {
    add("d");
    add("b");
    add("c");
    add("a");
    add("d");
    add("c");
    add("a");

    assertThat(names.byName().keySet()).containsExactly("a", "b", "c");
    assertThat(names.byName().get("a")).extracting(ExactSum::value).isEqualTo(2.0);
    assertThat(names.byName().get("c")).extracting(ExactSum::value).isEqualTo(2.0);
    assertThat(names.isComplete()).isFalse();
  }

  @Test
  void isCompleteUpToItsBound() {
    add("a");
    add("b");
    add("c");
    add("a");

    assertThat(names.isComplete()).isTrue();
    assertThat(names.of("d")).isNull();
    assertThat(names.isComplete()).isFalse();
  }

  @Property(tries = 200, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 30) List<@IntRange(max = 6) Integer> values, @ForAll Random random) {
    MergeLaws.check(
        SmallestNamesTest::empty,
        (part, value) -> {
          ExactSum sum = part.of("n" + value);
          if (sum != null) {
            sum.add(value / 7.0);
          }
        },
        row -> empty().read(row, ExactSum::read),
        values,
        random);
  }

  private void add(String name) {
    ExactSum sum = names.of(name);
    if (sum != null) {
      sum.add(1);
    }
  }

  private static SmallestNames<ExactSum> empty() {
    return new SmallestNames<>(3, ExactSum::new);
  }
}
