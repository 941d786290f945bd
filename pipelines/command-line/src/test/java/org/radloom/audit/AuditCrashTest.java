package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCrashTest {

  @Test
  void everyUnfinishedLineIsNotedByTheNextRunAndNothingIsRewritten(@TempDir Path folder)
      throws Exception {
    SampleTrail whole = SampleTrail.of(folder.resolve("whole"), null, 3);
    Files.delete(whole.folder().digest(1));
    byte[] all = Files.readAllBytes(whole.folder().segment(1));
    int last = whole.lines(1).get(2).length();
    for (int kept = 1; kept < last; kept++) {
      SampleTrail died = new SampleTrail(new AuditFolder(folder.resolve("died" + kept)));
      Files.createDirectories(died.folder().path());
      byte[] left = Arrays.copyOf(all, all.length - 1 - last + kept);
      Files.write(died.folder().segment(1), left);
      assertThatThrownBy(died::verify)
          .hasMessage("broken at sequence 3: segment 1: its line is not finished");

      try (AuditTrail trail = AuditTrail.open(died.folder().path(), SampleTrail.KEY)) {
        trail.record(Action.VERIFIED, Map.of("outcome", "intact"));
      }

      assertThat(Arrays.copyOf(Files.readAllBytes(died.folder().segment(1)), left.length))
          .isEqualTo(left);
      assertThat(died.lines(1).get(3))
          .contains("\"recovered\"", "\"unfinishedBytes\":%d,".formatted(kept));
      assertThat(died.verify())
          .hasToString(
              "intact: 4 events, 1 segment, signed by %s, 1 unfinished line noted"
                  .formatted(SampleTrail.KEY.id()));
    }
  }

  @Test
  void lineThatMissesItsEndAloneIsAnEvent(@TempDir Path folder) throws Exception {
    SampleTrail died = SampleTrail.of(folder, null, 3);
    Files.delete(died.folder().digest(1));
    died.cut(died.folder().segment(1), 1);
    assertThatThrownBy(died::verify)
        .hasMessage("broken at sequence 4: segment 1: the end of the line before is missing");

    AuditTrail.open(folder, null).close();

    assertThat(died.lines(1)).hasSize(4);
    assertThat(died.lines(1).get(3)).contains("\"recovered\"", "\"unfinishedBytes\":0,");
    assertThat(died.verify()).hasToString("intact, unsigned: 4 events, 1 segment");
  }

  @Test
  void unfinishedFirstLineIsNoted(@TempDir Path folder) throws Exception {
    Files.writeString(new AuditFolder(folder).segment(1), "{\"act");

    AuditTrail.open(folder, null).close();

    assertThat(new SampleTrail(new AuditFolder(folder)).verify())
        .hasToString("intact, unsigned: 1 event, 1 segment, 1 unfinished line noted");
  }

  @Test
  void crashWhileACrashWasNotedIsNotedToo(@TempDir Path folder) throws Exception {
    SampleTrail died = SampleTrail.of(folder, null, 2);
    Files.delete(died.folder().digest(1));
    for (String left : List.of("{\"act", "{\"act\n", "{\"act\n{\"action\":\"recov")) {
      died.append(died.folder().segment(1), left);

      AuditTrail.open(folder, null).close();

      assertThat(died.verify().unclosed()).isZero();
      Files.delete(died.folder().digest(1));
    }
    assertThat(died.verify().recovered()).isEqualTo(3);
  }

  @Test
  void changedUnfinishedLineIsFound(@TempDir Path folder) throws Exception {
    SampleTrail died = SampleTrail.of(folder, null, 2);
    Files.delete(died.folder().digest(1));
    died.append(died.folder().segment(1), "{\"act");
    AuditTrail.open(folder, null).close();
    List<String> lines = died.lines(1);
    lines.set(2, "{\"axt");
    died.write(1, lines);

    assertThatThrownBy(died::verify).hasMessageStartingWith("broken at sequence 3: segment 1:");
  }

  @Test
  void editedWholeLineIsNoCrash(@TempDir Path folder) throws Exception {
    SampleTrail edited = SampleTrail.of(folder, null, 2);
    Files.delete(edited.folder().digest(1));
    List<String> lines = edited.lines(1);
    lines.set(1, lines.get(1).replace("chest", "brain"));
    edited.write(1, lines);

    assertThatThrownBy(() -> AuditTrail.open(folder, null))
        .hasMessageContaining("is broken at sequence 2");
  }

  @Tag("slow")
  @Test
  void trailOfAKilledProcessIsGoneOnWith(@TempDir Path folder) throws Exception {
    for (int kills = 0; kills < 4; kills++) {
      Process writer = OtherProcess.start(folder, Integer.MAX_VALUE);
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      Path segment = new AuditFolder(folder).segment(kills + 1);
      while (!Files.exists(segment) || Files.size(segment) < 2000) {
        assertThat(writer.isAlive()).isTrue();
        assertThat(System.nanoTime()).isLessThan(until);
        Thread.sleep(5);
      }
      writer.destroyForcibly().waitFor();

      AuditTrail.open(folder, SampleTrail.KEY).close();

      AuditVerdict verdict = new SampleTrail(new AuditFolder(folder)).verify();
      long lines = Files.readString(segment, StandardCharsets.UTF_8).lines().count();
      assertThat(verdict.segments()).isEqualTo(kills + 1);
      assertThat(lines).isGreaterThan(10);
    }
  }
}
