package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.files.Digests;

/** Segments 1 to 3 hold the events 1 to 3, 4 to 8 and 9 to 10. */
final class AuditTamperingTest {
  private final Path path;
  private final SampleTrail trail;

  AuditTamperingTest(@TempDir Path folder) throws Exception {
    this.path = folder;
    trail = SampleTrail.of(path, SampleTrail.KEY, 3, 5, 2);
  }

  @Test
  void untouchedTrailIsIntact() throws Exception {
    assertThat(trail.verify())
        .hasToString("intact: 10 events, 3 segments, signed by " + SampleTrail.KEY.id());
    assertThat(trail.verifyPinned(SampleTrail.KEY).keyId()).isEqualTo(SampleTrail.KEY.id());
  }

  @Test
  void unsignedTrailSaysSo(@TempDir Path other) throws Exception {
    SampleTrail unsigned = SampleTrail.of(other, null, 2, 1);

    assertThat(unsigned.verify()).hasToString("intact, unsigned: 3 events, 2 segments");
    assertThatThrownBy(() -> unsigned.verifyPinned(SampleTrail.KEY))
        .hasMessage("broken at sequence 1: the digest of segment 1 is not signed");
  }

  @Test
  void editedEventIsNamed() throws Exception {
    List<String> lines = trail.lines(2);
    lines.set(2, lines.get(2).replace("chest", "brain"));
    trail.write(2, lines);

    broken("broken at sequence 6: segment 2: its hash does not follow from the event before");
  }

  @Test
  void deletedEventIsNamed() throws Exception {
    List<String> lines = trail.lines(2);
    lines.remove(2);
    trail.write(2, lines);

    broken("broken at sequence 6: segment 2: the trail goes on with 7");
  }

  @Test
  void insertedEventIsNamed() throws Exception {
    List<String> lines = trail.lines(2);
    lines.add(3, lines.get(2));
    trail.write(2, lines);

    broken("broken at sequence 7: segment 2: the trail goes on with 6");
  }

  @Test
  void reorderedEventsAreNamed() throws Exception {
    List<String> lines = trail.lines(2);
    Collections.swap(lines, 1, 3);
    trail.write(2, lines);

    broken("broken at sequence 5: segment 2: the trail goes on with 7");
  }

  @Test
  void eventsCutOffASegmentAreMissed() throws Exception {
    trail.write(3, trail.lines(3).subList(0, 1));

    broken("broken at sequence 9: segment 3, with events 9 to 9, is not what its digest says");
  }

  @Test
  void halfALineCutOffASegmentIsMissed() throws Exception {
    trail.cut(trail.folder().segment(3), 20);

    broken("broken at sequence 10: segment 3: its line is not finished");
  }

  @Test
  void eventsAddedToAClosedSegmentAreFound() throws Exception {
    AuditEvent last = AuditEvent.parse(trail.lines(3).get(1).getBytes(StandardCharsets.UTF_8));
    AuditEvent more =
        AuditEvent.after(
            last.head(),
            SampleTrail.NOW,
            Action.VERIFIED,
            AuditDetails.of(Action.VERIFIED, Map.of()));
    trail.append(trail.folder().segment(3), new String(more.line(), StandardCharsets.UTF_8) + "\n");

    broken("broken at sequence 9: segment 3, with events 9 to 11, is not what its digest says");
  }

  @Test
  void emptiedSegmentIsMissed() throws Exception {
    Files.write(trail.folder().segment(2), new byte[0]);

    broken("broken at sequence 4: segment 2 is empty");
  }

  @Test
  void segmentChainedAnewWithoutTheKeyIsFound() throws Exception {
    List<String> lines = trail.lines(2);
    lines.remove(2);
    trail.forge(2, trail.digest(1).head(), lines);

    broken("broken at sequence 4: segment 2, with events 4 to 7, is not what its digest says");
  }

  @Test
  void digestMadeAnewWithoutTheKeyIsFound() throws Exception {
    forgeSegmentThree();
    AuditKey attackers = AuditKey.generate();
    Files.write(trail.folder().digest(3), forgedDigest().signed(attackers).toFile());

    broken(
        "broken at sequence 9: the digest of segment 3 is not signed by key "
            + SampleTrail.KEY.id());
  }

  @Test
  void digestMadeAnewUnsignedIsFound() throws Exception {
    forgeSegmentThree();
    Files.write(trail.folder().digest(3), forgedDigest().toFile());

    broken("broken at sequence 9: the digest of segment 3 is not signed");
  }

  @Test
  void everythingMadeAnewUnderAnotherKeyIsFoundByWhoKnowsTheKey(@TempDir Path other)
      throws Exception {
    AuditKey attackers = AuditKey.generate();
    SampleTrail forged = SampleTrail.of(other, attackers, 3, 5, 2);

    assertThat(forged.verify().keyId()).isEqualTo(attackers.id());
    assertThatThrownBy(() -> forged.verifyPinned(SampleTrail.KEY))
        .hasMessage(
            "broken at sequence 1: audit.pub holds key %s, not %s"
                .formatted(attackers.id(), SampleTrail.KEY.id()));
  }

  @Test
  void otherPublicKeyIsFound() throws Exception {
    Files.writeString(trail.folder().publicKey(), AuditKey.generate().publicKey().toPem());

    assertThatThrownBy(trail::verify).hasMessageContaining("broken at sequence 1: the digest of");
  }

  @Test
  void missingPublicKeyIsFound() throws Exception {
    Files.delete(trail.folder().publicKey());

    broken("broken at sequence 1: audit.pub is missing, and the digest of segment 1 is signed");
    assertThat(trail.verifyPinned(SampleTrail.KEY).head().sequence()).isEqualTo(10);
  }

  @Test
  void swappedSignatureIsFound() throws Exception {
    String two = Files.readString(trail.folder().digest(2));
    String three = Files.readString(trail.folder().digest(3));
    Files.writeString(
        trail.folder().digest(2),
        two.replace(trail.digest(2).signature(), trail.digest(3).signature()));

    assertThat(Files.readString(trail.folder().digest(3))).isEqualTo(three);
    broken(
        "broken at sequence 4: the digest of segment 2 is not signed by key "
            + SampleTrail.KEY.id());
  }

  @Test
  void removedSignatureIsFound() throws Exception {
    SegmentDigest digest = trail.digest(1);
    Files.write(
        trail.folder().digest(1),
        new SegmentDigest(
                digest.segment(),
                digest.firstSequence(),
                digest.head(),
                digest.lastTime(),
                digest.merkleRoot(),
                digest.previousDigest(),
                "",
                "")
            .toFile());

    // The first digest of a trail may be unsigned; but the second was signed over it as it was.
    broken("broken at sequence 4: the digest of segment 2 does not follow the one before");
  }

  @Test
  void cutDigestIsFound() throws Exception {
    trail.cut(trail.folder().digest(2), 1);

    broken("broken at sequence 4: the digest of segment 2 is not a whole digest");
  }

  @Test
  void missingDigestInTheMiddleIsFound() throws Exception {
    Files.delete(trail.folder().digest(2));

    broken("broken at sequence 4: segment 2 has no digest");
  }

  @Test
  void missingDigestAtTheEndIsAnOpenSegment() throws Exception {
    Files.delete(trail.folder().digest(3));

    assertThat(trail.verify())
        .hasToString(
            "intact: 10 events, 3 segments, signed by %s, the last 2 events in an open segment"
                .formatted(SampleTrail.KEY.id()));
  }

  @Test
  void missingSegmentIsFound() throws Exception {
    Files.delete(trail.folder().segment(2));

    broken("broken at sequence 4: segment 2 is missing");
  }

  @Test
  void missingFirstSegmentIsFoundUnlessAnEventSaysItWasPruned() throws Exception {
    Files.delete(trail.folder().segment(1));

    broken(
        "broken at sequence 1: segments up to 1 are missing, and no event says they were pruned");
  }

  @Test
  void missingSegmentAndDigestAreFound() throws Exception {
    Files.delete(trail.folder().segment(2));
    Files.delete(trail.folder().digest(2));

    broken("broken at sequence 4: segment 2 is missing");
  }

  @Test
  void segmentsCutOffTheEndAreFoundByAHeadNotedElsewhere() throws Exception {
    AuditHead noted = trail.digest(3).head();
    Files.delete(trail.folder().segment(3));
    Files.delete(trail.folder().digest(3));

    assertThat(trail.verify().head().sequence()).isEqualTo(8);
    assertThatThrownBy(() -> trail.verify(noted))
        .hasMessage("broken at sequence 9: the trail ends here, but event 10 was noted elsewhere");
  }

  @Test
  void trailBegunAnewIsFoundByAHeadNotedElsewhere(@TempDir Path other) throws Exception {
    SampleTrail anew = SampleTrail.of(other, SampleTrail.KEY, 1);
    try (AuditTrail more =
        SampleTrail.open(other, SampleTrail.KEY, SampleTrail.NOW.plusSeconds(9))) {
      SampleTrail.record(more, 12);
    }

    assertThatThrownBy(() -> anew.verify(trail.digest(2).head()))
        .hasMessage("broken at sequence 8: another hash was noted elsewhere");
  }

  @Test
  void headsNotedElsewhereAreFoundInTheTrail() throws Exception {
    assertThat(trail.verify(trail.digest(1).head(), trail.digest(3).head(), AuditHead.START))
        .asString()
        .endsWith("3 heads of versions or flags found");
  }

  @Test
  void replayOfAnOldSegmentIsFound() throws Exception {
    for (boolean withDigest : List.of(false, true)) {
      Files.copy(
          trail.folder().segment(1),
          trail.folder().segment(4),
          StandardCopyOption.REPLACE_EXISTING);
      if (withDigest) {
        Files.copy(trail.folder().digest(1), trail.folder().digest(4));
      }
      broken("broken at sequence 11: segment 4: the trail goes on with 1");
    }
  }

  @Test
  void replacedSegmentWithItsDigestIsFound(@TempDir Path other) throws Exception {
    SampleTrail sister = SampleTrail.of(other, SampleTrail.KEY, 3);
    try (AuditTrail more =
        SampleTrail.open(other, SampleTrail.KEY, SampleTrail.NOW.plusSeconds(9))) {
      SampleTrail.record(more, 5);
    }
    Files.copy(
        sister.folder().segment(2), trail.folder().segment(2), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        sister.folder().digest(2), trail.folder().digest(2), StandardCopyOption.REPLACE_EXISTING);

    // The sister's second segment follows the same three events, so it is the third that tells.
    broken("broken at sequence 9: segment 3: its hash does not follow from the event before");
  }

  @Test
  void swappedFilesAreFound() throws Exception {
    Path aside = path.resolve("aside");
    Files.move(trail.folder().segment(2), aside);
    Files.move(trail.folder().segment(3), trail.folder().segment(2));
    Files.move(aside, trail.folder().segment(3));

    broken("broken at sequence 4: segment 2: the trail goes on with 9");
  }

  @Test
  void renamedFilesAreFound() throws Exception {
    Files.move(trail.folder().segment(3), path.resolve("segment-3.ndjson"));
    Files.move(trail.folder().digest(3), path.resolve("segment-3.digest.json"));

    broken("broken at sequence 9: a file that is no part of a trail: segment-3.digest.json");
  }

  @Test
  void hugeFilesAreRefusedEarly() throws Exception {
    trail.append(trail.folder().segment(3), "x".repeat(1 << 20));
    broken("broken at sequence 11: segment 3: its line is not finished");

    Files.writeString(trail.folder().digest(1), "x".repeat(1 << 20));
    broken("broken at sequence 1: the digest of segment 1 is not a file of a digest's size");
  }

  @Test
  void brokenTrailIsNotGoneOnWith() throws Exception {
    Files.delete(trail.folder().digest(3));
    List<String> lines = trail.lines(3);
    lines.set(0, lines.get(0).replace("chest", "brain"));
    trail.write(3, lines);

    assertThatThrownBy(() -> AuditTrail.open(path, SampleTrail.KEY))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("is broken at sequence 9");
  }

  private void forgeSegmentThree() throws Exception {
    List<String> lines = trail.lines(3);
    lines.set(0, lines.get(0).replace("chest", "brain"));
    trail.forge(3, trail.digest(2).head(), lines);
  }

  private SegmentDigest forgedDigest() throws Exception {
    SegmentScan scan =
        SegmentScan.of(trail.folder().segment(3), trail.digest(2).head(), event -> {});
    return new SegmentDigest(
        3,
        9,
        scan.head(),
        scan.lastTime(),
        HexFormat.of().formatHex(scan.merkleRoot()),
        Digests.sha256Hex(Files.readAllBytes(trail.folder().digest(2))),
        "",
        "");
  }

  private void broken(String message) {
    assertThatThrownBy(trail::verify).isInstanceOf(BrokenTrailException.class).hasMessage(message);
  }
}
