package org.radloom.trainingdata.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateProcessTest {
  private static final String HOME = "radloom.home";

  private final @Nullable String home = System.getProperty(HOME);
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @AfterEach
  void restoreHome() {
    if (home == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, home);
    }
  }

  @Test
  void saysHowToBuildAGateThatIsNotBuilt() throws Exception {
    Files.createDirectories(folder.resolve("pipelines/dataset-checks"));
    System.setProperty(HOME, folder.toString());

    assertThatThrownBy(() -> check(GateProcess.TIMEOUT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the gate is not built")
        .hasMessageContaining("mvn package -DskipTests -pl pipelines/dataset-checks");
  }

  @Test
  void saysWhereItLookedForAGateThatIsNotThere() {
    System.setProperty(HOME, folder.toString());

    assertThatThrownBy(() -> check(GateProcess.TIMEOUT))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("there is no pipelines/dataset-checks in " + folder);
  }

  /** A Java of its own is started, so it takes a second. */
  @Test
  @Tag("slow")
  void passesOnWhyTheGateCouldNotRun() throws Exception {
    BuiltGate.assume();

    GateResult result = check(GateProcess.TIMEOUT);

    assertThat(result.status()).isEqualTo(GateResult.Status.COULD_NOT_RUN);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("DIR is no dataset version");
  }

  @Test
  @Tag("slow")
  void endsAGateThatTakesTooLong() throws Exception {
    BuiltGate.assume();

    GateResult result = check(Duration.ofMillis(1));

    assertThat(result.status()).isEqualTo(GateResult.Status.COULD_NOT_RUN);
    assertThat(result.summary()).isEqualTo("the gate took longer than 0 s");
  }

  private GateResult check(Duration timeout) throws IOException, InterruptedException {
    return GateProcess.check(
        folder,
        null,
        folder.resolve("metrics-history.json"),
        folder.resolve("checks.json"),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        timeout);
  }
}
