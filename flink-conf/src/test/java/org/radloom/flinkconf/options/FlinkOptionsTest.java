package org.radloom.flinkconf.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.radloom.flinkconf.FlinkConfFolder;

class FlinkOptionsTest {
  private static final OptionCatalogue CATALOGUE = OptionCatalogue.ofClassPath();

  /** An option on one line, as this folder writes them. */
  private static final Pattern OPTION_LINE =
      Pattern.compile("^\\s*[a-z0-9-]+\\.[\\w.-]+:(\\s.*)?$");

  static List<FlinkSettings> settings() {
    return FlinkSettings.all();
  }

  static List<Path> configFiles() {
    return FlinkConfFolder.files("config.yaml");
  }

  @Test
  void catalogueHoldsTheOptionsOfEveryPart() {
    assertThat(CATALOGUE.size()).isGreaterThan(500);
    for (String key :
        List.of(
            "jobmanager.rpc.address",
            "taskmanager.memory.managed.size",
            "state.checkpoints.dir",
            "high-availability.type",
            "rest.port",
            "state.backend.rocksdb.log.level",
            "kubernetes.cluster-id",
            "execution.checkpointing.interval")) {
      assertThat(CATALOGUE.defaultOf(key).isPresent() || CATALOGUE.problem(key, "1").isEmpty())
          .as(key)
          .isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void flinkKnowsEveryOptionAndItsValue(FlinkSettings settings) {
    assertThat(settings.options()).isNotEmpty();
    assertThat(
            settings.options().entrySet().stream()
                .map(option -> CATALOGUE.problem(option.getKey(), option.getValue()))
                .flatMap(Optional::stream))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "state.checkpoint.dir, file:///tmp",
    "taskmanager.numberOfTaskslots, 1",
    "state.backend.incremental, perhaps",
    "taskmanager.memory.managed.size, 256 apples",
    "heartbeat.timeout, soon",
    "execution.checkpointing.externalized-checkpoint-retention, KEEP",
    "metrics.reporter.prom.prot, 9249",
    "s3.path.style, true",
    "external-resource.gpu.amuont, 1",
    "kubernetes.taskmanager.cpu.limit, 2"
  })
  void misspeltOptionIsAProblem(String key, String value) {
    assertThat(CATALOGUE.problem(key, value)).isPresent();
  }

  @Test
  void deprecatedKeysAreKnown() {
    assertThat(CATALOGUE.problem("state.backend", "rocksdb")).isEmpty();
    assertThat(CATALOGUE.problem("high-availability", "kubernetes")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("configFiles")
  void flinkReadsTheFile(Path file) throws Exception {
    int options = FlinkSettings.of("", new YAMLMapper().readTree(file.toFile())).options().size();
    assertThat(GlobalConfiguration.loadConfiguration(file.resolveSibling("").toString()).keySet())
        .hasSize(options);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void noOptionOnlyRepeatsItsDefault(FlinkSettings settings) {
    assertThat(settings.options())
        .allSatisfy(
            (key, value) -> assertThat(isRepeated(settings.place(), key, value)).as(key).isFalse());
  }

  private static boolean isRepeated(String place, String key, String value) {
    // The operator has a default of its own for the first; a whole cluster names its ports.
    boolean isMeant = key.equals("taskmanager.numberOfTaskSlots") || place.startsWith("standalone");
    return !isMeant && CATALOGUE.defaultOf(key).equals(Optional.of(value));
  }

  /**
   * A comment stands above each option, or above the options it belongs to, without a blank line.
   */
  @Test
  void everyOptionSaysWhy() throws Exception {
    for (Path file : FlinkConfFolder.files(".yaml")) {
      boolean explained = false;
      for (String line : Files.readAllLines(file)) {
        if (line.isBlank()) {
          explained = false;
        } else if (line.strip().startsWith("#")) {
          explained = true;
        } else if (OPTION_LINE.matcher(line).matches()) {
          assertThat(explained).as("%s: %s", file.getFileName(), line.strip()).isTrue();
        }
      }
    }
  }
}
