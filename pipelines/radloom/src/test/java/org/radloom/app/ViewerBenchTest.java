package org.radloom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewerBenchTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  @AfterEach
  void forgetTheFolder() {
    System.clearProperty(ViewerBench.FOLDER_PROPERTY);
  }

  private static int run(String... args) throws Exception {
    return new ViewerBench().run(List.of(args), NOWHERE, NOWHERE);
  }

  @Test
  void runsTheScriptInItsFolderAndPassesOnItsExitCode(@TempDir Path viewer) throws Exception {
    assumeTrue(hasNode(), "node is not installed");
    Files.createDirectory(viewer.resolve("bench"));
    Files.writeString(
        viewer.resolve("bench/main.mjs"),
        """
        import { writeFileSync } from 'node:fs';
        writeFileSync('args', process.argv.slice(2).join(' '));
        process.exit(7);
        """);
    System.setProperty(ViewerBench.FOLDER_PROPERTY, viewer.toString());

    assertThat(run("--quick", "calcium")).isEqualTo(7);
    assertThat(viewer.resolve("args")).hasContent("--quick calcium");
  }

  @Test
  void saysWhatIsMissing(@TempDir Path viewer) {
    assertThatThrownBy(ViewerBenchTest::run)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("-Dradloom.webviewer");
    System.setProperty(ViewerBench.FOLDER_PROPERTY, viewer.toString());
    assertThatThrownBy(ViewerBenchTest::run)
        .isInstanceOf(IOException.class)
        .hasMessage("there is no bench/main.mjs in " + viewer);
  }

  private static boolean hasNode() {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
