package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.ExitCode;
import org.radloom.schemas.RejectedMessage;
import org.radloom.stream.Ledger;
import org.radloom.trainingdata.CommandLine;

/** Replays of rejects as an older release left them. */
final class ReplayCommandTest {
  private static final String CONSENT =
      "{\"type\":\"consent\",\"patientId\":\"PAT-%s\",\"scope\":\"training\",\"status\":\"granted\","
          + "\"at\":\"2026-01-01T00:00:00Z\"}";
  private static final String NAME = "s000-00000003-0011223344556677";

  private final Path stream;
  private final StreamFolder out;

  ReplayCommandTest(@TempDir Path temporary) {
    stream = temporary.resolve("stream");
    out = new StreamFolder(stream);
  }

  @BeforeEach
  void fill() throws IOException {
    rejects("day=2026-11-20/hour=09", CONSENT.formatted(1), "{\"secret\":\"PAT-9\"", null);
    rejects("day=2026-11-20/hour=10", CONSENT.formatted(2), " " + CONSENT.formatted(1));
    Files.createDirectories(stream.resolve("ledger"));
    Files.writeString(
        stream.resolve("ledger/" + NAME + ".json"),
        "{\"read\":7,\"events\":{\"consent\":1},"
            + "\"rejected\":{\"unknown_type\":4,\"corrupt_gzip\":1},\"duplicates\":1}");
  }

  private void rejects(String hour, @Nullable String... payloads) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<RejectedMessage> file =
        new DataFileWriter<>(new SpecificDatumWriter<>(RejectedMessage.class))) {
      file.create(RejectedMessage.getClassSchema(), bytes);
      long position = 0;
      for (String payload : payloads) {
        file.append(
            new RejectedMessage(
                ByteBuffer.wrap(new byte[16]),
                payload == null ? "corrupt_gzip" : "unknown_type",
                null,
                "unknown",
                "/in/a.jsonl",
                null,
                ++position,
                payload == null
                    ? null
                    : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8))));
      }
    }
    Path folder = Files.createDirectories(stream.resolve("rejects").resolve(hour));
    Files.write(folder.resolve(NAME + ".avro"), bytes.toByteArray());
  }

  private CommandLine replay(String... more) {
    List<String> words = new java.util.ArrayList<>(List.of("replay", stream.toString()));
    words.addAll(List.of(more));
    return CommandLine.run(words);
  }

  private Map<String, String> everything() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(stream)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        found.put(
            stream.relativize(path).toString(),
            Files.getLastModifiedTime(path) + Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }

  @Test
  void whatIsAnEventByNowIsInTheStoreAndTheLedgerAddsUp() {
    CommandLine call = replay();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(out.eventKeys()).hasSize(2).doesNotHaveDuplicates();
    assertThat(out.files("curated", ".avro"))
        .hasSize(2)
        .allMatch(file -> file.getFileName().toString().startsWith("replay-" + NAME + "-"));
    Ledger ledger = out.ledger();
    assertThat(ledger.read()).isEqualTo(7);
    assertThat(ledger.events()).isEqualTo(1 + 2);
    assertThat(ledger.rejected()).isEqualTo(5 - 3);
    assertThat(ledger.duplicates()).isEqualTo(1 + 1);
    assertThat(out.files("replay", ".json")).hasSize(2);
    assertThat(out.files("rejects", ".avro")).hasSize(2);
  }

  @Test
  void printsATableByReasonWithoutWhatIsInTheMessages() {
    CommandLine call = replay();

    assertThat(call.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains("corrupt_gzip 0 0 0 0 1", "unknown_type 4 2 1 1 0", "all 4 2 1 1 1");
    assertThat(call.out() + call.err()).doesNotContain("PAT-").doesNotContain("secret");
  }

  @Test
  void aSecondReplayChangesNothing() throws IOException {
    replay();
    Map<String, String> before = everything();

    CommandLine second = replay();

    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("3 more were moved by earlier replays");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aReplayThatDiedBehindItsEventsIsFinishedByTheNext() throws IOException {
    replay();
    List<String> keys = out.eventKeys();
    // As it is left when it dies before the ledger, an hour ago: events that no entry names.
    for (Path entry : out.files("ledger", ".json")) {
      if (entry.getFileName().toString().startsWith("replay-")) {
        Files.delete(entry);
      }
    }
    for (Path file : out.files("curated", ".avro")) {
      Path hour = Files.createDirectories(stream.resolve("curated/day=2026-01-01/hour=00"));
      Files.move(file, hour.resolve(file.getFileName()));
    }

    assertThat(replay().code()).isZero();

    assertThat(out.eventKeys()).isEqualTo(keys);
    assertThat(out.ledger().events()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dryRun", "--dryRun=true"})
  void aDryRunSaysTheSameAndWritesNothing(String flag) throws IOException {
    Map<String, String> before = everything();

    CommandLine dry = replay(flag);

    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(everything()).isEqualTo(before);
    assertThat(dry.out()).endsWith("dry run: nothing was written\n");
    assertThat(dry.out()).startsWith(replay().out());
  }

  @Test
  void aDamagedFileOfRejectsIsNamedAndNotQuoted() throws IOException {
    Path file = stream.resolve("rejects/day=2026-11-20/hour=10/" + NAME + ".avro");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));

    CommandLine call = replay();

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains(file + " cannot be read").doesNotContain("PAT-");
  }

  @Test
  void refusesWhatIsNoFolderOfAStream() {
    assertRefused(CommandLine.run(List.of("replay", stream.resolve("rejects").toString())));
    assertRefused(CommandLine.run(List.of("replay", stream.resolve("nowhere").toString())));
    assertRefused(CommandLine.run(List.of("replay")));
    assertRefused(CommandLine.run(List.of("replay", "a", "b")));
    assertRefused(CommandLine.run(List.of("replay", stream.toString(), "--colour=red")));
    assertRefused(CommandLine.run(List.of("replay", "nosuch://bucket/stream")));
  }

  private static void assertRefused(CommandLine call) {
    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("see ./radloom replay --help").doesNotContain("\tat ");
  }

  @Test
  void theHelpSaysHow() {
    CommandLine help = CommandLine.run(List.of("replay", "--help"));

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("usage: ./radloom replay DIR", "--dryRun=", "Exit codes");
  }
}
