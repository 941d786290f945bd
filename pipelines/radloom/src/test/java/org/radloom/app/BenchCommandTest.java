package org.radloom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;

final class BenchCommandTest {
  private static final PrintStream NOWHERE =
      new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

  private final List<String> ran = new ArrayList<>();

  @Test
  void runsTheOneThatIsNamedWithTheFlagsBehindItsName() throws Exception {
    assertThat(bench(ExitCode.DONE, "cats", "--seconds=3")).isEqualTo(ExitCode.DONE);

    assertThat(ran).containsExactly("cats [--seconds=3]");
  }

  @Test
  void passesOnItsExitCode() throws Exception {
    assertThat(bench(ExitCode.FAILED, "dogs")).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void runsEachInTurnWithoutAName() throws Exception {
    assertThat(bench(ExitCode.DONE)).isEqualTo(ExitCode.DONE);

    assertThat(ran).containsExactly("dogs []", "cats []");
  }

  @Test
  void stopsAtTheFirstThatFails() throws Exception {
    assertThat(bench(ExitCode.FAILED)).isEqualTo(ExitCode.FAILED);

    assertThat(ran).containsExactly("dogs []");
  }

  @ParameterizedTest
  @ValueSource(strings = {"birds", "Dogs", "", "--seconds=3"})
  void namesTheBenchmarksWhenThereIsNoneOfThatName(String name) {
    assertThatThrownBy(() -> bench(ExitCode.DONE, name))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no benchmark '%s'; there are: dogs, cats".formatted(name));
    assertThat(ran).isEmpty();
  }

  private int bench(int code, String... args) throws Exception {
    Command command = new BenchCommand(List.of(new Fake("dogs", code), new Fake("cats", code)));
    return command.run(List.of(args), NOWHERE, NOWHERE);
  }

  /** Notes that it ran. */
  private final class Fake implements Command {
    private final String name;
    private final int code;

    Fake(String name, int code) {
      this.name = name;
      this.code = code;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String summary() {
      return "measures nothing";
    }

    @Override
    public void printHelp(PrintStream out) {}

    @Override
    public int run(List<String> args, PrintStream out, PrintStream err) {
      ran.add(name + " " + args);
      return code;
    }
  }
}
