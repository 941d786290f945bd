package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.UsageException;
import org.radloom.files.HeldFile;

final class AuditTrailTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void headMovesWithEachEventAndOverSegments(@TempDir Path folder) throws Exception {
    try (AuditTrail trail = AuditTrail.open(folder, null)) {
      assertThat(trail.head()).contains(AuditHead.START);
      trail.record(Action.RUN_STARTED, Map.of("command", "export"));
      assertThat(trail.head().orElseThrow().sequence()).isEqualTo(1);
    }
    try (AuditTrail trail = AuditTrail.open(folder, null)) {
      AuditHead before = trail.head().orElseThrow();
      trail.record(Action.RUN_ENDED, Map.of("command", "export"));
      assertThat(before.sequence()).isEqualTo(1);
      assertThat(trail.head().orElseThrow().sequence()).isEqualTo(2);
      assertThat(trail.head().orElseThrow().hash()).isNotEqualTo(before.hash());
    }
    assertThat(new AuditFolder(folder).digests()).containsExactly(1L, 2L);
  }

  @Test
  void runWithoutEventsLeavesNoSegment(@TempDir Path folder) throws Exception {
    AuditTrail.open(folder, SampleTrail.KEY).close();

    assertThat(new AuditFolder(folder).segments()).isEmpty();
    assertThat(new AuditFolder(folder).digests()).isEmpty();
  }

  @Test
  void segmentIsClosedWhenItIsLarge(@TempDir Path folder) throws Exception {
    try (AuditTrail trail =
        AuditTrail.open(
            folder, SampleTrail.KEY, Duration.ofSeconds(1), 1000, InstantSource.system())) {
      SampleTrail.record(trail, 20);
    }

    AuditFolder files = new AuditFolder(folder);
    assertThat(files.segments()).hasSizeGreaterThan(3).isEqualTo(files.digests());
    for (long number : files.segments()) {
      // One event is below 300 bytes.
      assertThat(Files.size(files.segment(number))).isLessThan(1300);
    }
    assertThat(new SampleTrail(files).verify().head().sequence()).isEqualTo(20);
  }

  @Test
  void signedTrailIsLeftOpenByWhoHasNoKey(@TempDir Path folder) throws Exception {
    SampleTrail trail = SampleTrail.of(folder, SampleTrail.KEY, 2);
    SampleTrail.of(folder, null, 1);
    assertThat(trail.folder().digests()).containsExactly(1L);

    SampleTrail.of(folder, SampleTrail.KEY, 1);

    assertThat(trail.verifyPinned(SampleTrail.KEY))
        .hasToString("intact: 4 events, 2 segments, signed by " + SampleTrail.KEY.id());
  }

  @Test
  void unsignedTrailMayBeSignedFromNowOn(@TempDir Path folder) throws Exception {
    SampleTrail.of(folder, null, 2);
    SampleTrail trail = SampleTrail.of(folder, SampleTrail.KEY, 1);

    assertThat(trail.verify().keyId()).isEqualTo(SampleTrail.KEY.id());
  }

  @Test
  void anotherKeyIsRefused(@TempDir Path folder) throws Exception {
    SampleTrail.of(folder, SampleTrail.KEY, 1);

    assertThatThrownBy(() -> AuditTrail.open(folder, AuditKey.generate()))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("is signed by key " + SampleTrail.KEY.id());
  }

  @Test
  @SuppressWarnings("try") // The lock is held, not used.
  void saysWhoWasWaitedForInVain(@TempDir Path folder) throws Exception {
    AuditFolder files = new AuditFolder(folder);
    try (HeldFile held = files.hold(Duration.ZERO)) {
      assertThatThrownBy(
              () ->
                  AuditTrail.open(
                      folder, null, Duration.ofMillis(50), 1000, InstantSource.system()))
          .isInstanceOf(AuditException.class)
          .hasMessageContaining("another process has held the audit trail");
    }
    AuditTrail.open(folder, null).close();
  }

  @Test
  void threadsShareATrail(@TempDir Path folder) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<SampleTrail>> runs =
          IntStream.range(0, 4)
              .mapToObj(i -> threads.submit(() -> SampleTrail.of(folder, SampleTrail.KEY, 5, 5)))
              .toList();
      for (Future<SampleTrail> run : runs) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }

    AuditVerdict verdict = new SampleTrail(new AuditFolder(folder)).verify();
    assertThat(verdict.head().sequence()).isEqualTo(40);
    assertThat(verdict.unclosed()).isZero();
  }

  @Tag("slow")
  @Test
  void processesShareATrail(@TempDir Path folder) throws Exception {
    List<Process> writers = List.of(OtherProcess.start(folder, 40), OtherProcess.start(folder, 40));
    try (AuditTrail trail = AuditTrail.open(folder, null)) {
      SampleTrail.record(trail, 40);
      for (Process writer : writers) {
        assertThat(writer.waitFor()).isZero();
      }
    }

    assertThat(new SampleTrail(new AuditFolder(folder)).verify().head().sequence()).isEqualTo(120);
  }

  @Test
  void trailOfAnOutputIsBesideItsDatasets(@TempDir Path folder) throws Exception {
    try (AuditTrail trail = AuditTrail.forOutput(options(), folder + "/", stream())) {
      trail.record(Action.RUN_STARTED, Map.of("command", "export"));
    }

    assertThat(new AuditFolder(folder.resolve("audit")).digests()).containsExactly(1L);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void trailMayBeElsewhereOrOff(@TempDir Path folder) throws Exception {
    AuditOptions elsewhere = options();
    elsewhere.setAudit(folder.resolve("b").toString());
    try (AuditTrail trail = AuditTrail.forOutput(elsewhere, folder + "/a", stream())) {
      trail.record(Action.RUN_STARTED, Map.of("command", "export"));
    }
    AuditOptions off = options();
    off.setAudit("off");
    try (AuditTrail trail = AuditTrail.forOutput(off, folder + "/c", stream())) {
      trail.record(Action.RUN_STARTED, Map.of("command", "export"));
      assertThat(trail.head()).isEmpty();
    }

    assertThat(new AuditFolder(folder.resolve("b")).digests()).containsExactly(1L);
    assertThat(folder).isDirectoryNotContaining("glob:**/{a,c}");
  }

  @Test
  void objectStoreHasNoTrailUnlessAFolderIsGiven(@TempDir Path folder) throws Exception {
    FileSystems.setDefaultPipelineOptions(options());
    try (AuditTrail trail = AuditTrail.forOutput(options(), "s3://bucket/out", stream())) {
      assertThat(trail.head()).isEmpty();
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no audit trail").hasLineCount(1);

    AuditOptions given = options();
    given.setAudit(folder.toString());
    try (AuditTrail trail = AuditTrail.forOutput(given, "s3://bucket/out", stream())) {
      assertThat(trail.head()).isPresent();
    }
    given.setAudit("s3://bucket/audit");
    assertThatThrownBy(() -> AuditTrail.forOutput(given, "out", stream()))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void keyThatCannotBeUsedIsWrongUsage(@TempDir Path folder) {
    AuditOptions options = options();
    options.setAuditKey(folder.resolve("none.key").toString());

    assertThatThrownBy(() -> AuditTrail.forOutput(options, folder.toString(), stream()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("none.key");
  }

  private static AuditOptions options() {
    return PipelineOptionsFactory.create().as(AuditOptions.class);
  }

  private PrintStream stream() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }
}
