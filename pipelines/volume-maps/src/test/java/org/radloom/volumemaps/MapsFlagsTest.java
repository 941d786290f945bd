package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.radloom.gpuops.cuda.Cuda;

/** Calls that make no sense: exit code 2, a message that helps, and nothing changed. */
final class MapsFlagsTest {
  private final Path folder;
  private final Maps maps;

  MapsFlagsTest(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in/a.json"), "{}");
    maps = new Maps(folder.resolve("in"), folder.resolve("out"));
  }

  @Test
  void theHelpListsEveryFlag() {
    CommandLine help = CommandLine.run(List.of("maps", "--help"));

    assertThat(help.code()).isEqualTo(ExitCode.DONE);
    assertThat(OptionsHelp.names(MapsOptions.class)).hasSizeGreaterThan(18);
    for (String flag : OptionsHelp.names(MapsOptions.class)) {
      assertThat(help.out()).contains("--" + flag + "=");
    }
    assertThat(help.out()).contains("--flinkMaster=", "--kH=1", "required", "default: 130.0");
    assertThat(help.out()).doesNotContain("VALUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"input", "output"})
  void namesTheRequiredFlagThatIsMissing(String flag) {
    assertRefused(maps.without(flag).run(), "--" + flag + " is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "backend, gpu, '--backend must be one of auto, cuda, cpu'",
    "backend, CPU, backend",
    "connectivity, 6, 4 or 8",
    "connectivity, four, four",
    "deconvolution, svd, lucy-richardson",
    "iterations, 4, --iterations must be 5 to 50",
    "iterations, 51, --iterations must be 5 to 50",
    "thresholdHu, 49.9, --thresholdHu must be 50 to 300",
    "thresholdHu, 301, --thresholdHu",
    "thresholdHu, NaN, --thresholdHu",
    "minAreaMm2, -1, --minAreaMm2",
    "minAreaMm2, Infinity, --minAreaMm2",
    "minVoxels, 0, --minVoxels",
    "massCalibration, 0, --massCalibration",
    "massCalibration, NaN, --massCalibration",
    "csvdThreshold, 0, --csvdThreshold",
    "ssvdThreshold, 1, --ssvdThreshold",
    "oscillationLimit, 0, --oscillationLimit",
    "kH, 0, --kH",
    "rho, -1, --rho",
    "aif, '1,2', --aif must be x",
    "aif, '1,2,-3', --aif must be x",
    "aif, 'a,b,c', --aif must be x",
    "aif, '1,2,99999999999', --aif must be x",
    "output, ' ', --output must not be empty",
    "colour, red, there is no flag",
    "parallelsm, 2, ; is it"
  })
  void refusesAValueThatMakesNoSense(String flag, String value, String named) {
    assertRefused(maps.with(flag, value).run(), named);
  }

  @Test
  void refusesAnInputThatIsNoFolder() {
    assertRefused(maps.with("input", folder + "/in/a.json").run(), "a.json is no folder");
    assertRefused(maps.with("input", folder + "/nowhere").run(), "nowhere is no folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"in", "in/out", "in/../in/out/deep", "link/out"})
  void refusesAnOutputAmongTheVolumes(String output) throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in"));

    assertRefused(
        maps.with("output", folder + "/" + output).run(), "must not lie in the input folder");
    assertThat(folder.resolve("in").toFile().list()).containsExactly("a.json");
  }

  @Test
  void refusesAnOutputThatIsAFile() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertRefused(maps.with("output", folder + "/file").run(), "file is no folder");
  }

  @Test
  void failsWhereThereIsNothingToRead() throws IOException {
    Files.delete(folder.resolve("in/a.json"));

    CommandLine call = maps.run();

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("there is no volume and no sidecar in " + folder.resolve("in"));
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void failsWhereCudaIsAMustAndThereIsNone() {
    assumeFalse(Cuda.isAvailable());

    CommandLine call = maps.with("backend", "cuda").run();

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("--backend=cuda needs a CUDA device, but there is none");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void theSampleConfigHasEveryOptionButItselfWithItsDefault() throws Exception {
    Path sample = Path.of("../../docs/maps.sample.yaml");
    List<String> keys = new ArrayList<>();
    for (String line : Files.readAllLines(sample)) {
      // A key without a default is commented out; the comments begin with a space.
      Matcher key = Pattern.compile("^#?([a-z][A-Za-z0-9]*):(?: .*)?$").matcher(line);
      if (key.matches()) {
        keys.add(key.group(1));
      }
    }
    List<String> options = new ArrayList<>(OptionsHelp.names(MapsOptions.class));
    options.remove("config");

    assertThat(keys).containsExactlyInAnyOrderElementsOf(options);
    Path input = Files.createDirectories(folder.resolve("in"));
    List<String> required = List.of("--input=" + input, "--output=" + folder.resolve("out"));
    List<String> sampled = new ArrayList<>(required);
    sampled.add("--config=" + sample);
    assertThat(new MapsPlan(MapsCommand.options(sampled)).settings(folder, 1))
        .isEqualTo(new MapsPlan(MapsCommand.options(required)).settings(folder, 1));
  }

  private void assertRefused(CommandLine call, String named) {
    assertThat(call.code()).as(call.err()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err().lines().findFirst().orElse("")).contains(named);
    assertThat(call.err()).doesNotContain("\tat ").contains("see ./radloom maps --help");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
