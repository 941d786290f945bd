package org.radloom.trainingdata.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.audit.AuditCommand;
import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;
import org.radloom.files.HeldFile;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;

/** Nights of a store with one event that cannot be used. */
@Tag("slow")
final class NightlyCommandTest {
  private static final Instant FIRST_NIGHT = Instant.parse("2026-11-20T02:15:00Z");

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  NightlyCommandTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    KeyFile.create(folder.resolve("k.keys"), Keys.generate(new SecureRandom()));
    Files.createDirectories(folder.resolve("store/ledger"));
    Files.writeString(folder.resolve("a.jsonl"), "{}\n");
    Files.writeString(
        folder.resolve("nightly.yaml"),
        """
        input: %1$s/a.jsonl
        store: %1$s/store
        output: %1$s/out
        dataset: chest
        keyFile: %1$s/k.keys
        keep: 2
        gate: "off"
        parallelism: 1
        """
            .formatted(folder));
    streamWrites(FIRST_NIGHT);
  }

  @Test
  void nightsFollowEachOtherAndOldOnesGo() throws Exception {
    for (int night = 0; night < 4; night++) {
      Instant at = FIRST_NIGHT.plus(Duration.ofDays(night));
      streamWrites(at);
      assertThat(nightly(at)).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.DONE);
    }

    assertThat(dataset()).containsExactly("2026-11-22", "2026-11-23", "LATEST");
    assertThat(lastLine())
        .matches(
            "nightly: chest 2026-11-23 published: train 0, val 0, test 0, rejected 1, gate \\w+;"
                + " deleted 2026-11-21; \\d+\\.\\d s");
    out.reset();
    assertThat(run(new AuditCommand(), "audit", "show", folder + "/out")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"keep\":2,\"version\":\"2026-11-20\"", "\"keep\":2,\"version\":\"2026-11-21\"");
  }

  @Test
  void nightThatWasDoneIsNotDoneAgain() throws Exception {
    nightly(FIRST_NIGHT);
    Map<String, FileTime> before = everything();

    assertThat(nightly(FIRST_NIGHT.plus(Duration.ofHours(3)))).isEqualTo(ExitCode.DONE);

    assertThat(everything()).isEqualTo(before);
    assertThat(lastLine()).startsWith("nightly: chest 2026-11-20 was published before; ");
  }

  @Test
  void nightThatIsMadeUpForAfterALaterOneIsFoundToBeThere() throws Exception {
    nightly(FIRST_NIGHT);
    streamWrites(FIRST_NIGHT.plus(Duration.ofDays(1)));
    nightly(FIRST_NIGHT.plus(Duration.ofDays(1)));

    assertThat(nightly(FIRST_NIGHT.plus(Duration.ofDays(1)), "--night=2026-11-20"))
        .isEqualTo(ExitCode.DONE);
    assertThat(lastLine()).startsWith("nightly: chest 2026-11-20 was published before; ");
  }

  @Test
  void runThatDiedBeforeItNamedItsVersionIsEnded() throws Exception {
    nightly(FIRST_NIGHT);
    Path dataset = folder.resolve("out/chest");
    Files.delete(dataset.resolve("LATEST"));
    // The folder of a process that is gone, which an export leaves when it is killed.
    Process over = new ProcessBuilder("true").start();
    over.waitFor();
    String host = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "");
    Files.createDirectories(
        dataset.resolve(".staging-2026-11-20@%s@%d@left".formatted(host, over.pid())));

    int code = nightly(FIRST_NIGHT);

    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(dataset.resolve("LATEST")).strip()).isEqualTo("2026-11-20");
  }

  @Test
  @SuppressWarnings("try") // The lock is held, not used.
  void secondRunEndsWithThreeAndTouchesNothing() throws Exception {
    Files.createDirectories(folder.resolve("out"));
    try (HeldFile held = HeldFile.take(folder.resolve("out/.nightly-chest.lock")).orElseThrow()) {
      assertThat(nightly(FIRST_NIGHT)).isEqualTo(3);
    }

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("another run holds");
    assertThat(folder.resolve("out/chest")).doesNotExist();
    assertThat(nightly(FIRST_NIGHT)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void storeThatNobodyWroteToFailsTheNight() throws Exception {
    assertThat(nightly(FIRST_NIGHT.plus(Duration.ofDays(2)))).isEqualTo(ExitCode.FAILED);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--freshWithin");
    assertThat(lastLine()).matches("nightly: chest 2026-11-22 failed; \\d+\\.\\d s");
    assertThat(folder.resolve("out/chest")).doesNotExist();
  }

  @Test
  void callThatMakesNoSenseEndsWithTwo() throws Exception {
    assertThat(nightly(FIRST_NIGHT, "--datasetVersion=x")).isEqualTo(ExitCode.USAGE);
    assertThat(nightly(FIRST_NIGHT, "--keyFile=" + folder + "/none")).isEqualTo(ExitCode.USAGE);
  }

  private void streamWrites(Instant at) throws IOException {
    Path entry = folder.resolve("store/ledger/a.json");
    Files.writeString(
        entry, "{\"read\": 1, \"events\": {}, \"rejected\": {\"x\": 1}, \"duplicates\": 0}");
    Files.setLastModifiedTime(entry, FileTime.from(at.minusSeconds(60)));
  }

  private int nightly(Instant at, String... flags) {
    List<String> words =
        new ArrayList<>(List.of("nightly", "--config=" + folder + "/nightly.yaml"));
    words.addAll(Arrays.asList(flags));
    return run(new NightlyCommand(Clock.fixed(at, ZoneOffset.UTC)), words.toArray(new String[0]));
  }

  private int run(org.radloom.commandline.Command command, String... words) {
    return new Commands(List.of(command), false)
        .run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String lastLine() {
    return out.toString(StandardCharsets.UTF_8).lines().reduce("", (a, b) -> b);
  }

  private List<String> dataset() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out/chest"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals("index.html"))
          .sorted()
          .toList();
    }
  }

  private Map<String, FileTime> everything() throws IOException {
    Map<String, FileTime> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder.resolve("out/chest"))) {
      for (Path file : files.toList()) {
        found.put(file.toString(), Files.getLastModifiedTime(file));
      }
    }
    return found;
  }
}
