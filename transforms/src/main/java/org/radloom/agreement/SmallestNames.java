package org.radloom.agreement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.statistics.Mergeable;

/**
 * One summary a name, of a bounded number of names: the first ones in the order of names. One that
 * is among the first of all names is among the first of any part of them, so it is never dropped
 * and its summary is whole, in whatever order they come. Not thread-safe.
 *
 * @param <T> summary of one name
 */
public final class SmallestNames<T extends Mergeable<T>> implements Mergeable<SmallestNames<T>> {
  private final int most;
  private final Supplier<T> empty;
  private final TreeMap<String, T> byName = new TreeMap<>();
  private boolean complete = true;

  /** Makes one for up to {@code most} names, with how a name's summary begins. */
  public SmallestNames(int most, Supplier<T> empty) {
    if (most < 1) {
      throw new IllegalArgumentException("most must be > 0, but was: " + most);
    }
    this.most = most;
    this.empty = empty;
  }

  /** Returns the summary of a name, to add to, or null where it is not among the first. */
  public @Nullable T of(String name) {
    T found = byName.get(name);
    if (found != null) {
      return found;
    }
    if (byName.size() == most) {
      complete = false;
      if (name.compareTo(byName.lastKey()) > 0) {
        return null;
      }
      byName.pollLastEntry();
    }
    T made = empty.get();
    byName.put(name, made);
    return made;
  }

  /** Returns whether there were no more names than there is room for. */
  public boolean isComplete() {
    return complete;
  }

  /** Returns the summaries by name. */
  public SortedMap<String, T> byName() {
    return Collections.unmodifiableSortedMap(byName);
  }

  @Override
  public void merge(SmallestNames<T> other) {
    complete &= other.complete;
    other.byName.forEach(
        (name, summary) -> {
          T mine = of(name);
          if (mine != null) {
            mine.merge(summary);
          }
        });
  }

  @Override
  public void put(RowWriter row) {
    row.putByte(complete ? 1 : 0).putCount(byName.size());
    byName.forEach(
        (name, summary) -> {
          row.putString(name);
          summary.put(row);
        });
  }

  /** Takes in what {@link #put} put into a row; this one must be empty. */
  public SmallestNames<T> read(RowReader row, Function<RowReader, T> reader) {
    complete = row.readByte() == 1;
    for (int left = row.readInt(); left > 0; left--) {
      byName.put(row.readString(), reader.apply(row));
    }
    return this;
  }
}
