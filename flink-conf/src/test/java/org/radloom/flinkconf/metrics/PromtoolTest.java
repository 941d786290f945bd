package org.radloom.flinkconf.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.radloom.flinkconf.FlinkConfFolder;

/** What Prometheus' own tool says about the rules. */
class PromtoolTest {

  @BeforeAll
  static void needsPromtool() {
    assumeTrue(
        isInstalled(),
        "promtool is missing, so the rules of Prometheus were not checked; Debian has it in the"
            + " package prometheus");
  }

  @Test
  void rulesAndSettingsAreValid() throws Exception {
    promtool("check", "rules", "--lint=all", "--lint-fatal", "monitoring/alerts.yaml");
    promtool("check", "config", "monitoring/prometheus.yaml");
  }

  @Test
  void alertsRingWhenTheyShouldAndOnlyThen() throws Exception {
    promtool("test", "rules", "src/test/prometheus/alerts.test.yaml");
  }

  private static boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, "promtool"))) {
        return true;
      }
    }
    return false;
  }

  private static void promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(FlinkConfFolder.ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
