package org.radloom.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.radloom.events.EventType;

final class RedeliveriesTest {
  /** Events here are words; those that begin with one letter are equals in order and in id. */
  private static final Comparator<String> BY_FIRST = Comparator.comparing(word -> word.charAt(0));

  private static String first(String word) {
    return word.substring(0, 1);
  }

  @Property(seed = "1")
  void whichOneIsKeptDependsOnNeitherFileNorOrder(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 11) Integer> numbers,
      @ForAll long seed) {
    List<String> words = words(numbers);
    Random random = new Random(seed);

    List<ReceivedEvent> repeated = new ArrayList<>();
    var kept =
        Redeliveries.keepOne(received(words, random), RedeliveriesTest::word, BY_FIRST, repeated);

    assertThat(Objects.requireNonNull(kept).event()).isEqualTo(Collections.min(words));
    assertThat(repeated).hasSize(words.size() - 1);
  }

  @Property(seed = "1")
  void theDistinctOnesDependOnNeitherFileNorOrder(
      @ForAll @Size(max = 8) List<@IntRange(max = 11) Integer> numbers, @ForAll long seed) {
    List<String> words = words(numbers);

    List<ReceivedEvent> repeated = new ArrayList<>();
    List<String> distinct =
        Redeliveries.distinct(
                received(words, new Random(seed)),
                RedeliveriesTest::word,
                BY_FIRST,
                RedeliveriesTest::first,
                repeated)
            .stream()
            .map(Redeliveries.Decoded::event)
            .toList();

    // Of those with one first letter, the least word of all.
    assertThat(distinct)
        .isEqualTo(
            words.stream()
                .sorted()
                .map(RedeliveriesTest::first)
                .distinct()
                .map(
                    letter ->
                        words.stream().filter(word -> word.startsWith(letter)).sorted().toList())
                .map(equals -> equals.get(0))
                .toList());
    assertThat(repeated).hasSize(words.size() - distinct.size());
  }

  private static List<String> words(List<Integer> numbers) {
    return numbers.stream()
        .map(number -> "" + (char) ('a' + number / 4) + (char) ('a' + number % 4))
        .toList();
  }

  /** Returns the words as events in any order, from any files and places. */
  private static List<ReceivedEvent> received(List<String> words, Random random) {
    List<ReceivedEvent> events = new ArrayList<>();
    for (String word : words) {
      byte[] chunk = ("xx" + word + "y").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      EventRef ref = new EventRef(EventType.CORRECTION, random.nextInt(3), random.nextInt(100));
      events.add(new ReceivedEvent(ref, chunk, 2, 2));
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static String word(ReceivedEvent event) {
    return new String(
        Arrays.copyOfRange(event.chunk(), event.offset(), event.offset() + event.length()),
        java.nio.charset.StandardCharsets.UTF_8);
  }
}
