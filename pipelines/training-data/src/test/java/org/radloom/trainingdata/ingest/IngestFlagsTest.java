package org.radloom.trainingdata.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.OptionsHelp;
import org.radloom.commandline.UsageException;
import org.radloom.trainingdata.CommandLine;

/** Calls that make no sense: exit code 2, a message that helps, and nothing made. */
final class IngestFlagsTest {
  private final Path folder;
  private final Ingest ingest;

  IngestFlagsTest(@TempDir Path temporary) throws IOException {
    folder = temporary;
    ingest = new Ingest(folder);
  }

  @Test
  void theHelpListsEveryFlag() {
    CommandLine help = CommandLine.run(List.of("ingest", "--help"));

    assertThat(help.code()).isEqualTo(ExitCode.DONE);
    assertThat(OptionsHelp.names(IngestOptions.class)).hasSizeGreaterThan(10);
    for (String flag : OptionsHelp.names(IngestOptions.class)) {
      assertThat(help.out()).contains("--" + flag + "=");
    }
    assertThat(help.out())
        .contains("--checkpointingInterval=", "--savepointPath=", "flink run", "default: 7d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "output", "keyFile"})
  void namesTheRequiredFlagThatIsMissing(String flag) {
    assertRefused(ingest.without(flag).run(), "--" + flag + " is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "source, ' ', --source",
    "source, kafka:broker/events, kafka:HOST:PORT",
    "source, kafka:broker:9092, kafka:HOST:PORT",
    "source, 'kafka:broker:9092/a b', kafka:HOST:PORT",
    "output, nosuch://bucket/out, nosuch",
    "dedupeHorizon, 7, dedupeHorizon",
    "dedupeHorizon, 0d, dedupeHorizon",
    "dedupeHorizon, 999999999d, dedupeHorizon",
    "pollEvery, soon, pollEvery",
    "batchWait, -1s, batchWait",
    "maxLineMiB, 0, maxLineMiB",
    "maxLineMiB, 1025, maxLineMiB",
    "batchMiB, 0, batchMiB",
    "batchMiB, 65, batchMiB",
    "partMiB, 0, partMiB",
    "window, 1500ms, window",
    "holdFor, 0s, holdFor",
    "dataset, a/b, dataset",
    "only, pictures, only",
    "consent, maybe, consent",
    "shards, -1, shards",
    "shards, 1000, shards",
    "shards, many, many",
    "kafkaConfig, /no/such/file, kafkaConfig",
    "colour, red, colour"
  })
  void refusesAValueThatMakesNoSense(String flag, String value, String named) {
    assertRefused(ingest.with(flag, value).run(), named);
  }

  @Test
  void refusesADisorderThatIsNone() {
    ingest.with("source", "kafka:broker:9092/events");

    assertRefused(ingest.with("disorder", "often").run(), "disorder");
  }

  @Test
  void saysHowToMakeTheKeyFileThatIsMissing() {
    assertRefused(
        ingest.with("keyFile", folder + "/no.keys").run(),
        "make one with: radloom keys new " + folder + "/no.keys");
  }

  @Test
  void refusesAKeyFileThatOthersMayReadOrThatIsNone() throws IOException {
    Path keys = folder.resolve("other.keys");
    Files.writeString(keys, "{}");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
    assertRefused(ingest.with("keyFile", keys.toString()).run(), "chmod 600 '" + keys + "'");

    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    assertRefused(ingest.with("keyFile", keys.toString()).run(), "radloom-keys/1");
  }

  @Test
  void refusesToStartOverAnOutputThatHoldsEventsButNoState() throws IOException {
    Files.createDirectories(folder.resolve("out/ledger"));
    Files.writeString(folder.resolve("out/ledger/s000-00000000-0.json"), "{\"read\":0}");

    CommandLine call = ingest.run();

    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("holds events of an earlier run", "--startAgain");
  }

  @Test
  void startsOverWhereItIsTold() throws Exception {
    Files.createDirectories(folder.resolve("out/ledger"));
    Files.writeString(folder.resolve("out/ledger/s000-00000000-0.json"), "{\"read\":0}");
    List<String> words = ingest.with("startAgain", "true").words();
    IngestOptions options = IngestCommand.options(words.subList(1, words.size()));
    JobOptions.prepare(options, IngestCommand.class);

    assertThatCode(() -> new IngestPlan(options).checkStart(false)).doesNotThrowAnyException();
    options.setStartAgain(false);
    assertThatCode(() -> new IngestPlan(options).checkStart(true)).doesNotThrowAnyException();
    assertThatThrownBy(() -> new IngestPlan(options).checkStart(false))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void oneIngestAtATimeRunsInAnOutput() throws Exception {
    try (LocalState state = new LocalState(folder.resolve("out").toString(), null)) {
      assertThat(state.from()).isEmpty();
      CommandLine call = ingest.run();

      assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
      assertThat(call.err()).contains("another ingest is running in " + folder + "/out");
    }
  }

  @Test
  void refusesKafkaSettingsThatOthersMayRead() throws Exception {
    Path settings = Files.writeString(folder.resolve("kafka.properties"), "a=b");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r-----"));

    assertRefused(ingest.with("kafkaConfig", settings.toString()).run(), "open to its owner only");
  }

  @Test
  void theSampleConfigHasEveryOptionButItself() throws Exception {
    Path sample = Path.of("../../docs/ingest.sample.yaml");
    List<String> keys = new ArrayList<>();
    for (String line : Files.readAllLines(sample)) {
      Matcher key = Pattern.compile("^#?([a-z][A-Za-z0-9]*):(?: .*)?$").matcher(line);
      if (key.matches()) {
        keys.add(key.group(1));
      }
    }
    List<String> options = new ArrayList<>(OptionsHelp.names(IngestOptions.class));
    options.remove("config");

    assertThat(keys).containsAll(options);
    IngestOptions read = IngestCommand.options(List.of("--config=" + sample));
    assertThat(read.getDedupeHorizon()).isEqualTo("7d");
    assertThat(read.getSource()).isEqualTo("kafka:broker:9092/events");
  }

  private void assertRefused(CommandLine call, String named) {
    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err().lines().findFirst().orElse("")).contains(named);
    assertThat(call.err()).doesNotContain("\tat ").contains("see ./radloom ingest --help");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
