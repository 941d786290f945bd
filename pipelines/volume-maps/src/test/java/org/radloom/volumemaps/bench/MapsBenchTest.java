package org.radloom.volumemaps.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;

class MapsBenchTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** Where Python has them, scipy's islands and numpy's flows are compared with ours on the way. */
  @Test
  @Tag("slow")
  void printsATableOfScoresAndOneOfMaps(@TempDir Path folder) throws Exception {
    assertThat(
            run("--side=32", "--slices=2", "--frames=20", "--peerSlices=1", "--output=" + folder))
        .isEqualTo(ExitCode.DONE);

    assertThat(lines())
        .filteredOn(line -> line.startsWith("| 32 x 32 x 32, 0.70 % dense | score, CPU, 1 thread"))
        .singleElement()
        .asString()
        .matches("\\| [^|]+ \\| [^|]+ \\| \\d+\\.\\d \\| \\d+\\.\\d\\d \\| (\\d+\\.\\d )?\\|");
    assertThat(lines())
        .filteredOn(line -> line.startsWith("| 32 x 32 x 2 x 20, csvd | CPU, 2 threads"))
        .hasSize(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @Tag("slow")
  void saysWhatWasNotRunWithoutAPython(@TempDir Path folder) throws Exception {
    run(
        "--side=32",
        "--slices=2",
        "--frames=20",
        "--peerSlices=1",
        "--python=" + folder.resolve("none"),
        "--output=" + folder);

    assertThat(lines())
        .contains("| 32 x 32 x 32, 0.15 % dense | labelling alone, scipy | not run | | |");
  }

  @Test
  void refusesAFlagThatItDoesNotKnowAndASizeOutOfRange() {
    assertThatThrownBy(() -> run("--cube=4"))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no flag '--cube=4'");
    assertThatThrownBy(() -> run("--side=8"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--side must be a whole number from 16 to 1024, but was: 8");
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private int run(String... args) throws Exception {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new MapsBench().run(List.of(args), stream, stream);
  }
}
