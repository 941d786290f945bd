package org.radloom.records;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radloom.privacy.Pseudonym;

/** Picks one event of those that came for the same place and settles the others. */
final class Redeliveries {
  static final String REDELIVERY = "redelivery";
  static final String SUPERSEDED = "superseded";

  /** By what they say, so that it does not matter in which file or order they came. */
  private static final Comparator<ReceivedEvent> BY_BYTES_THEN_PLACE =
      ReceivedEvent.BY_BYTES
          .thenComparingInt(received -> received.ref().source())
          .thenComparingLong(received -> received.ref().position());

  /** An event and what it says. */
  record Decoded<T>(ReceivedEvent received, T event) {}

  private Redeliveries() {}

  /**
   * Returns the least of {@code events} by {@code order}, ties by their bytes and where they came
   * from; null if there are none. The others are added to {@code repeated}. Those equal to the one
   * kept byte for byte are not decoded.
   */
  static <T> @Nullable Decoded<T> keepOne(
      List<ReceivedEvent> events,
      Function<ReceivedEvent, T> decoder,
      Comparator<T> order,
      List<ReceivedEvent> repeated) {
    Decoded<T> kept = null;
    for (ReceivedEvent received : events) {
      if (kept == null) {
        kept = new Decoded<>(received, decoder.apply(received));
        continue;
      }
      Decoded<T> other =
          kept.received().sameBytes(received)
              ? new Decoded<>(received, kept.event())
              : new Decoded<>(received, decoder.apply(received));
      boolean better = inFull(order).compare(other, kept) < 0;
      repeated.add((better ? kept : other).received());
      kept = better ? other : kept;
    }
    return kept;
  }

  /**
   * Returns {@code events} decoded, the least by {@code order} first, ties by their bytes and where
   * they came from. Those that repeat the id of one before them are added to {@code repeated}
   * instead.
   */
  static <T> List<Decoded<T>> distinct(
      List<ReceivedEvent> events,
      Function<ReceivedEvent, T> decoder,
      Comparator<T> order,
      Function<T, String> id,
      List<ReceivedEvent> repeated) {
    List<Decoded<T>> decoded = new ArrayList<>(events.size());
    for (ReceivedEvent received : events) {
      decoded.add(new Decoded<>(received, decoder.apply(received)));
    }
    decoded.sort(inFull(order));
    List<Decoded<T>> distinct = new ArrayList<>(decoded.size());
    Set<String> seen = new HashSet<>();
    for (Decoded<T> one : decoded) {
      if (seen.add(id.apply(one.event()))) {
        distinct.add(one);
      } else {
        repeated.add(one.received());
      }
    }
    return distinct;
  }

  /**
   * Returns {@code order}, and for equals the order of their bytes, then of where they came from.
   */
  static <T> Comparator<Decoded<T>> inFull(Comparator<T> order) {
    return Comparator.<Decoded<T>, T>comparing(Decoded::event, order)
        .thenComparing(Decoded::received, BY_BYTES_THEN_PLACE);
  }

  /** Settles events as redeliveries within their own record; see {@link #settle}. */
  static void settleAll(
      List<ReceivedEvent> repeated, @Nullable Pseudonym record, AssemblyOutput out) {
    for (ReceivedEvent received : repeated) {
      settle(received, REDELIVERY, record, out);
    }
  }

  /**
   * Settles an event as a duplicate within its own record, which is null where it may not be named.
   */
  static void settle(
      ReceivedEvent received, String reason, @Nullable Pseudonym record, AssemblyOutput out) {
    out.settled(new SettledEvent(received.ref(), Fate.DUPLICATE, reason, null, record, record));
  }
}
