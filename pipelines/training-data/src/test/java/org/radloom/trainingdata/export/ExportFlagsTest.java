package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.radloom.commandline.OptionsHelp;
import org.radloom.trainingdata.CommandLine;

/** Calls that make no sense: exit code 2, a message that helps, and nothing changed. */
final class ExportFlagsTest {
  private final Path folder;
  private final Export export;

  ExportFlagsTest(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.jsonl"), "{}\n");
    export = new Export(folder.resolve("in/*.jsonl"), folder.resolve("out"));
  }

  @Test
  void theHelpListsEveryFlag() {
    CommandLine help = CommandLine.run(List.of("export", "--help"));

    assertThat(help.code()).isEqualTo(ExitCode.DONE);
    assertThat(OptionsHelp.names(ExportOptions.class)).hasSizeGreaterThan(20);
    for (String flag : OptionsHelp.names(ExportOptions.class)) {
      assertThat(help.out()).contains("--" + flag + "=");
    }
    assertThat(help.out()).contains("--flinkMaster=", "--parallelism=", "required", "default: 0.8");
    assertThat(help.out()).doesNotContain("VALUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"input", "output", "dataset", "datasetVersion", "keyFile"})
  void namesTheRequiredFlagThatIsMissing(String flag) {
    assertRefused(export.without(flag).run(), "--" + flag + " is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "Audit",
        "erasures",
        "curated",
        "rejects",
        "ledger",
        "windows",
        "studies",
        "index.json"
      })
  void refusesADatasetNamedLikeWhatLiesBesideDatasets(String name) {
    assertRefused(export.with("dataset", name).run(), "a name such as " + name + "-data");
  }

  @ParameterizedTest
  @CsvSource({
    "consent, maybe, opt-out",
    "splitMode, random, ledger",
    "images, draw, reference",
    "only, 'csv,parquet', parquet",
    "topShare, 0, topShare",
    "topShare, 1.01, topShare",
    "topShare, NaN, topShare",
    "minAccuracy, -0.1, minAccuracy",
    "minConfidence, 1.5, 1.5",
    "minWords, -1, -1",
    "minWords, 501, 501",
    "maxLineMiB, 0, maxLineMiB",
    "maxLineMiB, 1025, maxLineMiB",
    "maxImageMiB, 0, maxImageMiB",
    "qualityWeights, '1,2', qualityWeights",
    "qualityWeights, '1,1,1,1', qualityWeights",
    "qualityWeights, 'a,b,c,d', qualityWeights",
    "tfrecordShards, -1, tfrecordShards",
    "tfrecordShards, 100000, tfrecordShards",
    "tfrecordShards, many, many",
    "dataset, ../up, dataset",
    "dataset, .hidden, dataset",
    "datasetVersion, a/b, datasetVersion",
    "datasetVersion, LATEST, LATEST",
    "parallelsm, 2, parallelsm",
    "colour, red, colour",
    "termFiles, /no/such/terms.txt, /no/such/terms.txt"
  })
  void refusesAValueThatMakesNoSense(String flag, String value, String named) {
    assertRefused(export.with(flag, value).run(), named);
  }

  @Test
  void refusesAWordThatIsNoFlag() {
    assertRefused(export.run("everything"), "everything");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in/*.json", "nowhere/*", "in/b.jsonl", "in"})
  void refusesAnInputThatMatchesNoFile(String glob) {
    assertRefused(export.with("input", folder + "/" + glob).run(), folder + "/" + glob);
  }

  @Test
  void refusesAnInputOfWhichOnePartMatchesNoFile() {
    String globs = "%s/in/*.jsonl,%s/typo/*".formatted(folder, folder);
    assertRefused(export.with("input", globs).run(), folder + "/typo/*");
  }

  @Test
  void saysHowToMakeTheKeyFileThatIsMissing() {
    assertRefused(
        export.with("keyFile", folder + "/no.keys").run(),
        "make one with: radloom keys new " + folder + "/no.keys");
  }

  @Test
  void saysHowToCloseAKeyFileThatOthersMayRead() throws IOException {
    Path open = folder.resolve("open.keys");
    Files.copy(folder.resolve("test.keys"), open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

    assertRefused(export.with("keyFile", open.toString()).run(), "chmod 600 '" + open + "'");
  }

  @Test
  void refusesAKeyFileThatIsNone() throws IOException {
    Path other = folder.resolve("other.keys");
    Files.copy(folder.resolve("test.keys"), other);
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(other, "{}");

    assertRefused(export.with("keyFile", other.toString()).run(), "radloom-keys/1");
  }

  @Test
  void refusesAVersionThatExistsAndLeavesItAlone() throws IOException {
    Files.createDirectories(export.folder());
    Files.writeString(export.folder().resolve("manifest.json"), "{}");
    var before = export.everything();

    CommandLine call = export.run();

    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("a version is never changed", "--datasetVersion");
    assertThat(export.everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "'dataset: [', is not YAML",
    "'just words', must hold lines",
    "'', must hold lines",
    "'topShare: {a: 1}', topShare must have a value",
    "'topShare:', topShare must have a value",
    "'tpoShare: 0.5', tpoShare"
  })
  void refusesAConfigFileThatIsNone(String yaml, String reason) throws IOException {
    Path config = Files.writeString(folder.resolve("export.yaml"), yaml + "\n");

    assertRefused(export.run("--config=" + config), reason);
  }

  @Test
  void refusesAConfigFileThatIsMissing() {
    assertRefused(export.run("--config=" + folder + "/no.yaml"), folder + "/no.yaml");
  }

  @Test
  void aFlagWinsOverTheConfigFile() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("export.yaml"),
            """
            dataset: fromFile
            topShare: 0.5
            only: [coco, csv]
            dryRun: true
            """);

    List<String> words = export.with("topShare", "0.9").without("dataset").words();
    words.set(0, "--config=" + config);
    ExportOptions options = ExportCommand.options(words);

    assertThat(options.getDataset()).isEqualTo("fromFile");
    assertThat(options.getTopShare()).isEqualTo(0.9);
    assertThat(options.getOnly()).containsExactly("coco", "csv");
    assertThat(options.getDryRun()).isTrue();
  }

  @Test
  void theSampleConfigHasEveryOptionButItself() throws Exception {
    Path sample = Path.of("../../docs/export.sample.yaml");
    List<String> keys = new ArrayList<>();
    for (String line : Files.readAllLines(sample)) {
      // A key without a default is commented out; the comments begin with a space.
      Matcher key = Pattern.compile("^#?([a-z][A-Za-z0-9]*):(?: .*)?$").matcher(line);
      if (key.matches()) {
        keys.add(key.group(1));
      }
    }
    List<String> options = new ArrayList<>(OptionsHelp.names(ExportOptions.class));
    options.remove("config");

    assertThat(keys).containsExactlyInAnyOrderElementsOf(options);
    ExportOptions read = ExportCommand.options(List.of("--config=" + sample));
    assertThat(read.getDatasetVersion()).isEqualTo("2026-11-20");
    assertThat(read.getInput()).containsExactly("events/*.jsonl");
  }

  private void assertRefused(CommandLine call, String named) {
    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err().lines().findFirst().orElse("")).contains(named);
    assertThat(call.err()).doesNotContain("\tat ").contains("see ./radloom export --help");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
