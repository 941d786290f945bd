package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.radloom.rows.RowReader;

/** What every {@link Mergeable} promises. */
public final class MergeLaws {
  private MergeLaws() {}

  /**
   * Checks that values give the same bytes in every order and grouping, and that bytes give the
   * summary back.
   */
  public static <T extends Mergeable<T>, V> void check(
      Supplier<T> empty,
      BiConsumer<T, V> add,
      Function<RowReader, T> reader,
      List<V> values,
      Random random) {
    T atOnce = empty.get();
    values.forEach(value -> add.accept(atOnce, value));
    byte[] expected = atOnce.toBytes();

    List<V> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    List<T> shares = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      shares.add(empty.get());
    }
    for (V value : shuffled) {
      add.accept(shares.get(random.nextInt(shares.size())), value);
    }
    T left = empty.get();
    shares.forEach(left::merge);
    T right = empty.get();
    T pair = empty.get();
    pair.merge(shares.get(3));
    pair.merge(shares.get(1));
    right.merge(shares.get(2));
    right.merge(pair);
    right.merge(shares.get(0));

    assertThat(left.toBytes()).isEqualTo(expected);
    assertThat(right.toBytes()).isEqualTo(expected);
    assertThat(reader.apply(new RowReader(expected)).toBytes()).isEqualTo(expected);
  }
}
