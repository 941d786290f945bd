package org.radloom.viewerserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.audit.Action;
import org.radloom.audit.AuditCommand;
import org.radloom.audit.AuditTrail;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;

final class ViewCommandTest {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  ViewCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void forgetTheSite() {
    System.clearProperty(ViewCommand.SITE_PROPERTY);
  }

  private int run(String... args) throws Exception {
    return new ViewCommand().run(List.of(args), print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  @Test
  void printsTheCatalogueForAnotherServer() throws Exception {
    new ResultTree(folder).worklist("maps/").file("catalog.json", "");

    assertThat(run(folder.toString(), "--catalog")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            "{\"format\":\"radloom-catalog/1\",\"worklists\":[\"maps/\"],\"datasets\":[]}");
  }

  @Test
  void saysFirstWhereItIsAndThenWhatItIsNot() throws Exception {
    System.setProperty(
        ViewCommand.SITE_PROPERTY,
        new ResultTree(folder.resolve("site")).file("index.html", "x").root().toString());
    PipedInputStream printed = new PipedInputStream();
    PrintStream pipe =
        new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
    Thread serving = new Thread(() -> serve(folder.toString(), pipe));
    serving.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));

    assertThat(lines.readLine()).matches("Radloom viewer: http://127\\.0\\.0\\.1:\\d+/");
    assertThat(lines.readLine()).isEqualTo("Not for diagnostic use. Ctrl+C ends it.");

    serving.interrupt();
    serving.join(10_000);
    assertThat(serving.isAlive()).isFalse();
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("index.json", "LATEST");
  }

  @Test
  void tellsTheTrailBesideADatasetThatItIsShown() throws Exception {
    System.setProperty(
        ViewCommand.SITE_PROPERTY,
        new ResultTree(folder.resolve("site")).file("index.html", "x").root().toString());
    new ResultTree(folder).dataset("out/chest/").dataset("untold/head/").worklist("maps/");
    try (AuditTrail trail = AuditTrail.open(folder.resolve("out/audit"), null)) {
      trail.record(Action.RUN_STARTED, Map.of("command", "export"));
    }
    PipedInputStream printed = new PipedInputStream();
    PrintStream pipe =
        new PrintStream(new PipedOutputStream(printed), true, StandardCharsets.UTF_8);
    Thread serving = new Thread(() -> serve(folder.toString(), pipe));
    serving.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8));
    lines.readLine();
    List<String> during = Files.readAllLines(folder.resolve("out/audit/segment-00000002.ndjson"));
    serving.interrupt();
    serving.join(10_000);

    List<String> after = Files.readAllLines(folder.resolve("out/audit/segment-00000002.ndjson"));
    assertThat(during).hasSize(2);
    assertThat(during.get(0)).contains("\"run-started\"", "\"command\":\"view\"");
    assertThat(during.get(1))
        .contains(
            "\"view-exported\"",
            "\"details\":{\"command\":\"view\",\"dataset\":\"chest\",\"version\":\"v1\"}");
    assertThat(after).hasSize(3);
    assertThat(after.get(2)).contains("\"run-ended\"", "\"outcome\":\"stopped\"");
    assertThat(folder.resolve("untold/audit")).doesNotExist();
    assertThat(
            new AuditCommand()
                .run(List.of("verify", folder.resolve("out").toString()), print(out), print(err)))
        .as(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("intact, unsigned: 4 events");
  }

  @Test
  void showsNothingThatTheTrailCannotTellOf() throws Exception {
    new ResultTree(folder).dataset("chest/").file("audit/segment-00000001.ndjson", "{}\n");

    assertThatThrownBy(() -> run(folder.toString())).hasMessageContaining("is broken");
  }

  private void serve(String of, PrintStream to) {
    try {
      new ViewCommand().run(List.of(of, "--port=0"), to, print(err));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void saysThatTheSiteIsNotBuilt() {
    assertThatThrownBy(() -> run(folder.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("-Dradloom.site");
    System.setProperty(ViewCommand.SITE_PROPERTY, folder.resolve("dist").toString());
    assertThatThrownBy(() -> run(folder.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not built")
        .hasMessageContaining(folder.resolve("dist").toString());
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    System.setProperty(
        ViewCommand.SITE_PROPERTY,
        new ResultTree(folder).file("index.html", "x").root().toString());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> run(folder.toString(), "--port=" + taken.getLocalPort()))
          .hasMessageContaining("--port");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "", "http", "80.5", "99999999999"})
  void refusesAPortThatIsNone(String port) {
    assertThatThrownBy(() -> run(folder.toString(), "--port=" + port))
        .isInstanceOf(UsageException.class)
        .hasMessage("--port must be from 0 to 65535, but was: " + port);
  }

  @Test
  void refusesWhatIsNoFolder() {
    assertThatThrownBy(() -> run(folder.resolve("none").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no folder " + folder.resolve("none"));
    assertThatThrownBy(this::run).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("a", "b")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("--ports=1")).hasMessage("there is no flag '--ports=1'");
  }
}
