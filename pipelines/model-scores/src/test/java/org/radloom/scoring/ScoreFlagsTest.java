package org.radloom.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.OptionsHelp;
import org.radloom.models.TinyModel;

/** Calls that make no sense: exit code 2, a message that helps, and nothing changed. */
final class ScoreFlagsTest {
  private final Path folder;
  private final Scores scores;

  ScoreFlagsTest(@TempDir Path temporary) throws Exception {
    folder = temporary;
    scores = new Scores(folder);
    scores.sidecar("a", "{\"op\":\"cardiac\"}");
  }

  @Test
  void theHelpListsEveryFlag() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new ScoreCommand().printHelp(new PrintStream(printed, true, StandardCharsets.UTF_8));

    assertThat(OptionsHelp.names(ScoreOptions.class)).hasSizeGreaterThan(11);
    for (String flag : OptionsHelp.names(ScoreOptions.class)) {
      assertThat(printed.toString(StandardCharsets.UTF_8)).contains("--" + flag + "=");
    }
    // As it can be given, and not as Java writes it.
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("default: 67108864\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "input", "output"})
  void namesTheRequiredFlagThatIsMissing(String flag) {
    assertThat(scores.runWithout(flag)).isEqualTo(ExitCode.USAGE);
    assertThat(scores.err).contains("--" + flag + " is missing").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({
    "minConfidence, 0, '--minConfidence must be above 0, to 1, but was: 0.0'",
    "minConfidence, 1.01, '--minConfidence must be above 0, to 1, but was: 1.01'",
    "minConfidence, NaN, '--minConfidence must be above 0, to 1, but was: NaN'",
    "minConfidence, much, much",
    "timeoutSeconds, 0, '--timeoutSeconds must be 1 to 86400, but was: 0'",
    "timeoutSeconds, 86401, '--timeoutSeconds must be 1 to 86400, but was: 86401'",
    "timeoutSeconds, 1.5, 1.5",
    "maxPixels, 0, '--maxPixels must be 1 to 268435456, but was: 0'",
    "maxPixels, 268435457, '--maxPixels must be 1 to 268435456, but was: 268435457'",
    "maxVoxels, -1, '--maxVoxels must be 1 to 268435456, but was: -1'",
    "maxVoxels, 268435457, '--maxVoxels must be 1 to 268435456, but was: 268435457'",
    "backend, gpu, '--backend must be one of auto, cuda, cpu'",
    "at, yesterday, '--at must be a time such as 2026-11-20T08:00:00Z, but was: yesterday'",
    "model, nothing, '--model: there is no model nothing'",
    "model, 'demo-lesion-dog,demo-lesion-dog', '--model names two models for mammography'",
    "force, perhaps, perhaps",
    "colour, red, there is no flag",
    "minConfidenc, 0.5, is it '--minConfidence'"
  })
  void refusesAValueThatMakesNoSense(String flag, String value, String named) {
    assertRefused("--%s=%s".formatted(flag, value), named);
  }

  @Test
  void refusesFoldersThatAreNone() throws Exception {
    Files.writeString(folder.resolve("file"), "");

    assertRefused("--models=" + folder.resolve("file"), "file is no folder");
    assertRefused("--input=" + folder.resolve("nowhere"), "nowhere is no folder");
    assertRefused("--output=" + folder.resolve("file"), "file is no folder");
    assertRefused("--output=" + scores.input.resolve("out"), "must not lie in the input folder");
  }

  @Test
  void asksWhichOfTwoModelsOfOneTaskIsMeant() throws Exception {
    TinyModel.write(scores.models, "first", "1", 1, 0);
    TinyModel.write(scores.models, "second", "1", 1, 0);
    scores.sidecar("b", "{\"op\":\"detect\",\"study\":\"S\",\"patientId\":\"P\"}");
    Files.writeString(scores.input.resolve("b.png"), "never read");

    assertThat(scores.run()).isEqualTo(ExitCode.USAGE);

    assertThat(scores.err)
        .contains("--model must say which of these is for detect: first/1, second/1");
  }

  @Test
  void failsWhereThereIsNothingToRead() throws Exception {
    Files.delete(scores.input.resolve("a.json"));

    assertThat(scores.run()).isEqualTo(ExitCode.FAILED);

    assertThat(scores.err).contains("there is no sidecar and no image in " + scores.input);
    assertThat(scores.output).doesNotExist();
  }

  private void assertRefused(String flag, String named) {
    assertThat(scores.run(flag)).as(scores.err).isEqualTo(ExitCode.USAGE);
    assertThat(scores.err.lines().findFirst().orElse("")).contains(named);
    assertThat(scores.err).doesNotContain("\tat ").contains("see ./radloom score --help");
    assertThat(scores.output).doesNotExist();
  }
}
