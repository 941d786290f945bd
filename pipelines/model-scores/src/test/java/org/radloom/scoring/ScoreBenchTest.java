package org.radloom.scoring;

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

final class ScoreBenchTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  /** On the way the run checks that loop and job write the same images and maps. */
  @Test
  @Tag("slow")
  void printsWhatTheJobTakesBesideThePlainLoop(@TempDir Path folder) throws Exception {
    assertThat(run("--mammograms=2", "--hearts=1", "--rounds=1", "--output=" + folder))
        .isEqualTo(ExitCode.DONE);

    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    String number = "\\d+\\.\\d\\d";
    assertThat(lines)
        .filteredOn(line -> line.startsWith("| 8 images of 2 mammograms | job, 2 tasks"))
        .singleElement()
        .asString()
        .matches("\\| [^|]+ \\| [^|]+( \\| " + number + "){3} \\|");
    assertThat(lines)
        .filteredOn(line -> line.startsWith("| 2 volumes of 1 hearts | plain loop, 2 threads"))
        .singleElement()
        .asString()
        .endsWith("| 1.00 |");
    assertThat(lines)
        .filteredOn(line -> line.matches("\\| (mammograms|hearts) \\| [12] \\| \\d+ \\| \\d+ \\|"))
        .hasSize(4);
    assertThat(lines)
        .filteredOn(line -> line.matches("\\| demo-[a-z-]+/1 \\| \\d+\\.\\d \\| \\d+\\.\\d \\|"))
        .hasSize(2);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFlagThatItDoesNotKnowAndANumberOutOfRange() {
    assertThatThrownBy(() -> run("--cube=4"))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no flag '--cube=4'");
    assertThatThrownBy(() -> run("--hearts=-1"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--hearts must be a whole number from 0 to 10000, but was: -1");
  }

  private int run(String... args) throws Exception {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new ScoreBench().run(List.of(args), stream, stream);
  }
}
