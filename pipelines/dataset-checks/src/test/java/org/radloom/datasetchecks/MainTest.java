package org.radloom.datasetchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.datasetchecks.history.MetricsHistory;

/** Calls that end before Spark is started. */
final class MainTest {
  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void whatIsNoVersionCouldNotBeChecked() {
    assertThat(run("verify", folder.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("radloom verify: could not run: DIR is no dataset version")
        .hasLineCount(1);
  }

  @Test
  void aSuiteThatSaysTooMuchIsNotRun() throws Exception {
    Path version = new SmallVersion().write(folder.resolve("v"));
    Path suite = Files.writeString(folder.resolve("s.yaml"), "suite: mine\nexpectation: []\n");

    assertThat(run("verify", version.toString(), "--suite=" + suite)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("the key 'expectation' is not known")
        .hasLineCount(1);
  }

  @Test
  void aFlagThatIsNotKnownIsRefused() {
    assertThat(run("verify", folder.toString(), "--fast=1")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no flag like --fast=1");
  }

  @Test
  void helpNamesEveryFlag() {
    assertThat(run("verify", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--suite=", "--previous=", "--history=", "--record", "--checks=");
  }

  @Test
  void recordsTheMetricsOfAVersionThatPassed() throws Exception {
    Path history = folder.resolve("metrics-history.json");
    Path checks =
        Files.writeString(
            folder.resolve("checks.json"),
            "{\"format\":\"radloom-checks/1\",\"status\":\"pass\",\"metrics\":{\"a.rows\":7.0}}");

    assertThat(run("record", checks.toString(), "v1", history.toString())).isZero();
    assertThat(MetricsHistory.read(history).before("v2", "a.rows")).containsExactly(7.0);
  }

  @Test
  void recordsNothingOfAVersionThatFailed() throws Exception {
    Path history = folder.resolve("metrics-history.json");
    Path checks =
        Files.writeString(
            folder.resolve("checks.json"),
            "{\"format\":\"radloom-checks/1\",\"status\":\"fail\",\"metrics\":{\"a.rows\":7.0}}");

    assertThat(run("record", checks.toString(), "v1", history.toString())).isEqualTo(2);
    assertThat(history).doesNotExist();
  }

  private int run(String... args) {
    return Main.run(
        List.of(args),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
