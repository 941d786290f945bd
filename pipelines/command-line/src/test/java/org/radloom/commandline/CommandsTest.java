package org.radloom.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void passesTheExitCodeOfTheCommandOn() {
    assertThat(run(args -> 7, "do")).isEqualTo(7);
  }

  @Test
  void givesTheCommandItsArgumentsWithoutItsName() {
    run(
        args -> {
          assertThat(args).containsExactly("--a=1", "b");
          return ExitCode.DONE;
        },
        "do",
        "--a=1",
        "b");
    assertThat(errors()).isEmpty();
  }

  @Test
  void listsTheCommandsAndExitsWith2WhenThereIsNoSuchCommand() {
    assertThat(run(args -> 0, "dance")).isEqualTo(ExitCode.USAGE);
    assertThat(errors()).contains("there is no command 'dance'").contains("does things");
  }

  @Test
  void exitsWith2WithoutACommand() {
    assertThat(run(args -> 0)).isEqualTo(ExitCode.USAGE);
    assertThat(errors()).contains("does things");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h"})
  void listsTheCommandsOnRequest(String word) {
    assertThat(run(args -> 1, word)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("does things");
  }

  @Test
  void exitsWith2AndPointsAtTheHelpWhenTheCallMakesNoSense() {
    int code =
        run(
            args -> {
              throw new UsageException("--output is missing");
            },
            "do");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(errors().lines())
        .containsExactly("radloom do: --output is missing", "see ./radloom do --help");
  }

  @Test
  void saysTheRootCauseInOneLineWhenTheCommandFails() {
    int code = run(CommandsTest::fail, "do");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(errors().lines())
        .containsExactly(
            "radloom do: no such file or folder: in.jsonl",
            "(RADLOOM_DEBUG=1 or -v shows the whole trace)");
  }

  @Test
  void showsTheTraceWhenVerbose() {
    run(CommandsTest::fail, "do", "-v");
    assertThat(errors()).contains("\tat ").contains("reading");
  }

  @Test
  void keepsAMessageOfManyLinesOnOne() {
    run(
        args -> {
          throw new IOException("first\n  second");
        },
        "do");
    assertThat(errors().lines()).contains("radloom do: first / second");
  }

  @Test
  void printsACommandsHelpWithoutRunningIt() {
    int code = run(CommandsTest::fail, "do", "--flag=1", "--help");

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("help of do\n");
  }

  private static int fail(List<String> args) {
    throw new IllegalStateException(
        "job", new UncheckedIOException("reading", new NoSuchFileException("in.jsonl")));
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(Body body, String... args) {
    Command command =
        new Command() {
          @Override
          public String name() {
            return "do";
          }

          @Override
          public String summary() {
            return "does things";
          }

          @Override
          public void printHelp(PrintStream out) {
            out.println("help of do");
          }

          @Override
          public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
            return body.run(args);
          }
        };
    return new Commands(List.of(command), false)
        .run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private interface Body {
    int run(List<String> args) throws Exception;
  }
}
