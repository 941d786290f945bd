package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Candidate.Grade;
import org.radloom.records.DuplicateKey;
import org.radloom.stream.WindowPart.Veto;

final class WindowPartTest {
  private static final EventWindow WINDOW = new EventWindow(0, 3_600_000);

  private static WindowRecord record(long id, int version, int bytes) {
    byte[] avro = new byte[bytes];
    avro[0] = (byte) version;
    return new WindowRecord(
        new Pseudonym(id, id),
        new Pseudonym(9, 9),
        version,
        true,
        Grade.RANKED,
        List.of(new DuplicateKey(DuplicateKey.Kind.TEXT, 1, 2)),
        new long[] {3, 4},
        avro);
  }

  private static List<WindowPart> cut(List<WindowRecord> records, Set<Veto> vetoes, long bytes) {
    return WindowPart.cut(WINDOW, 7, 3, records, vetoes, bytes);
  }

  @Test
  void isTheSameInWhicheverOrderTheRecordsCome() {
    List<WindowRecord> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      records.add(record(i, 0, 50));
    }
    List<WindowPart> parts = cut(records, Set.of(), 300);

    Collections.shuffle(records, new Random(1));
    List<WindowPart> again = cut(records, Set.of(), 300);

    assertThat(parts).hasSize(3);
    assertThat(again).extracting(WindowPart::name).isEqualTo(names(parts));
    assertThat(parts.stream().mapToInt(part -> part.entries().size()).sum()).isEqualTo(20);
  }

  private static List<String> names(List<WindowPart> parts) {
    return parts.stream().map(WindowPart::name).toList();
  }

  @Test
  void isNamedByShardSequenceAndContent() {
    String name = cut(List.of(record(1, 0, 5)), Set.of(), 100).get(0).name();
    String other = cut(List.of(record(2, 0, 5)), Set.of(), 100).get(0).name();

    assertThat(name).matches("part-s007-0003-[0-9a-f]{16}").isNotEqualTo(other);
  }

  @Test
  void holdsTheLastVersionOfARecordThatIsNoUpdateIfTheFirstIsHereToo() {
    WindowPart part = cut(List.of(record(1, 1, 5), record(1, 0, 5)), Set.of(), 100).get(0);

    assertThat(part.entries()).hasSize(1);
    assertThat(part.entries().get(0).record().version()).isEqualTo(1);
    assertThat(part.entries().get(0).update()).isFalse();
  }

  @Test
  void flagsAnUpdateOfAnEarlierPart() {
    WindowPart part = cut(List.of(record(1, 2, 5), record(2, 0, 5)), Set.of(), 100).get(0);

    assertThat(part.entries()).extracting(WindowPart.Entry::update).containsExactly(true, false);
  }

  @Test
  void leavesOutAVetoedVersionAndCountsIt() {
    Set<Veto> vetoes = Set.of(new Veto(new Pseudonym(1, 1), 0));

    WindowPart part =
        cut(List.of(record(1, 0, 5), record(1, 1, 5), record(2, 0, 5)), vetoes, 100).get(0);

    assertThat(part.leftOut()).isEqualTo(1);
    assertThat(part.entries()).extracting(entry -> entry.record().version()).containsExactly(1, 0);
  }

  @Test
  void thereIsNoneWithoutRecords() {
    assertThat(cut(List.of(), Set.of(), 100)).isEmpty();
    assertThat(cut(List.of(record(1, 0, 5)), Set.of(new Veto(new Pseudonym(1, 1), 0)), 100))
        .isEmpty();
  }

  @Test
  void travelsAsBytes() {
    WindowPart part =
        cut(List.of(record(1, 1, 5), record(2, 0, 70_000)), Set.of(), 1L << 20).get(0);

    WindowPart back = WindowPart.read(part.toBytes());

    assertThat(back.window()).isEqualTo(WINDOW);
    assertThat(back.name()).isEqualTo(part.name());
    assertThat(back.entries()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(back.entries().get(i).update()).isEqualTo(part.entries().get(i).update());
      assertThat(back.entries().get(i).record().toBytes())
          .isEqualTo(part.entries().get(i).record().toBytes());
    }
  }
}
