package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.UsageException;

/** Segments of two events each, from 2016, 2018 and 2020. */
final class PruningTest {
  private final Path path;
  private final SampleTrail trail;

  PruningTest(@TempDir Path folder) throws Exception {
    this.path = folder;
    for (String year : List.of("2016", "2018", "2020")) {
      try (AuditTrail open =
          SampleTrail.open(path, SampleTrail.KEY, Instant.parse(year + "-03-01T00:00:00Z"))) {
        SampleTrail.record(open, 2);
      }
    }
    trail = new SampleTrail(new AuditFolder(path));
  }

  @Test
  void removesWholeOldSegmentsAndTheChainStillHolds() throws Exception {
    assertThat(prune("6y", "2024-03-02T00:00:00Z")).isEqualTo(2);

    assertThat(trail.folder().segments()).containsExactly(3L, 4L);
    assertThat(trail.folder().digests()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(trail.verifyPinned(SampleTrail.KEY))
        .hasToString(
            "intact: 7 events, 4 segments, signed by %s, 2 segments pruned"
                .formatted(SampleTrail.KEY.id()));
    assertThat(trail.lines(4).get(0)).contains("\"pruned\"", "\"throughSequence\":4");
  }

  @Test
  void keepsWhatIsAsOldAsTheAgeToTheDay() throws Exception {
    assertThat(prune("6y", "2022-03-01T00:00:00Z")).isZero();
    assertThat(trail.folder().segments()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void prunesAgainLater() throws Exception {
    prune("6y", "2024-03-02T00:00:00Z");

    assertThat(prune("6y", "2026-03-02T00:00:00Z")).isEqualTo(1);

    assertThat(trail.verify().pruned()).isEqualTo(3);
  }

  @Test
  void headOfAPrunedSegmentsEndIsStillFound() throws Exception {
    AuditHead noted = trail.digest(2).head();
    prune("6y", "2024-03-02T00:00:00Z");

    assertThat(trail.verify(noted).headsChecked()).isEqualTo(1);
    assertThatThrownBy(() -> trail.verify(new AuditHead(4, "a".repeat(64))))
        .hasMessage("broken at sequence 4: another hash was noted elsewhere");
  }

  @Test
  void removalOfMoreThanWasPrunedIsFound() throws Exception {
    prune("6y", "2024-03-02T00:00:00Z");
    Files.delete(trail.folder().segment(3));

    assertThatThrownBy(trail::verify)
        .hasMessage(
            "broken at sequence 1: segments up to 3 are missing, and no event says they were"
                + " pruned");
  }

  @Test
  void pruningThatDiedIsEndedByTheNext() throws Exception {
    byte[] second = Files.readAllBytes(trail.folder().segment(2));
    prune("6y", "2024-03-02T00:00:00Z");
    Files.write(trail.folder().segment(2), second);
    assertThat(trail.verify().pruned()).isEqualTo(1);

    assertThat(prune("6y", "2024-03-02T00:00:00Z")).isEqualTo(1);
    assertThat(trail.verify().pruned()).isEqualTo(2);
  }

  @Test
  void brokenTrailIsNotPruned() throws Exception {
    List<String> lines = trail.lines(1);
    lines.remove(0);
    trail.write(1, lines);

    assertThatThrownBy(() -> prune("6y", "2024-03-02T00:00:00Z"))
        .isInstanceOf(BrokenTrailException.class);
    assertThat(trail.folder().segments()).containsExactly(1L, 2L, 3L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0d", "6", "6m", "-1y", "100000d", "1.5y"})
  void refusesOtherAges(String age) {
    assertThatThrownBy(() -> Pruning.of(age)).isInstanceOf(UsageException.class);
  }

  private long prune(String age, String now) throws Exception {
    return Pruning.of(age).prune(trail.folder(), SampleTrail.KEY, Instant.parse(now));
  }
}
