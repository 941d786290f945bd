package org.radloom.trainingdata.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.files.Digests;
import org.radloom.trainingdata.AuditedOutput;
import org.radloom.trainingdata.CommandLine;

/** The command around the gate, of which a stand-in is compiled here: it does what --suite says. */
final class VerifyCommandTest {
  private static final String HOME = "radloom.home";

  private static final String STAND_IN =
      """
      package org.radloom.datasetchecks;

      public class Main {
        public static void main(String[] args) throws Exception {
          System.out.println("got " + String.join(" ", args));
          System.err.println("said beside that");
          int code = 2;
          String checks = null;
          for (String arg : args) {
            if (arg.startsWith("--suite=")) code = Integer.parseInt(arg.substring(8));
            if (arg.startsWith("--checks=")) checks = arg.substring(9);
          }
          if (code < 2 && checks != null) {
            java.nio.file.Files.writeString(java.nio.file.Path.of(checks),
                "{\\"checks\\":[{\\"status\\":\\"pass\\"},{\\"status\\":\\"fail\\"},{\\"status\\":\\"pass\\"}]}");
          }
          System.exit(code);
        }
      }
      """;

  private final @Nullable String home = System.getProperty(HOME);
  private final Path folder;
  private final Path output;
  private final Path version;

  VerifyCommandTest(@TempDir Path folder) {
    this.folder = folder;
    output = folder.resolve("out");
    version = output.resolve("chest/v1");
  }

  @BeforeEach
  void makeGateAndVersion() throws IOException {
    Path module = folder.resolve("pipelines/dataset-checks");
    Path classes = Files.createDirectories(module.resolve("target/classes"));
    Files.createDirectories(module.resolve("target/lib"));
    Files.writeString(module.resolve("jvm.options"), "-Xmx64m\n");
    Path source = Files.writeString(folder.resolve("Main.java"), STAND_IN);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), source.toString()))
        .isZero();
    System.setProperty(HOME, folder.toString());
    Files.createDirectories(version);
    Files.writeString(
        version.resolve("manifest.json"), "{\"dataset\":\"chest\",\"version\":\"v1\"}");
  }

  @AfterEach
  void restoreHome() {
    if (home == null) {
      System.clearProperty(HOME);
    } else {
      System.setProperty(HOME, home);
    }
  }

  private static CommandLine verify(Object... words) {
    return CommandLine.run(
        List.of(
            ("verify " + String.join(" ", List.of(words).stream().map(String::valueOf).toList()))
                .split(" ")));
  }

  private AuditedOutput beginTrail() {
    CommandLine keys =
        CommandLine.run(
            List.of("keys", "new", folder + "/any.keys", "--audit=" + output + "/audit"));
    assertThat(keys.code()).as(keys.err()).isZero();
    return new AuditedOutput(output);
  }

  @Test
  void exitCodesAndOutputAreTheGates() throws IOException {
    for (int code : List.of(0, 1, 2)) {
      CommandLine call = verify(version, "--suite=" + code);

      assertThat(call.code()).isEqualTo(code);
      assertThat(call.out())
          .isEqualToNormalizingNewlines("got verify %s --suite=%d\n".formatted(version, code));
      assertThat(call.err()).isEqualToNormalizingNewlines("said beside that\n");
    }
    assertThat(verify(version, "--suite=77").code()).isEqualTo(2);
    // A trail is not begun by looking.
    assertThat(output.resolve("audit")).doesNotExist();
  }

  @Test
  void theTrailBesideTheDatasetTellsTheOutcome() throws IOException {
    AuditedOutput trail = beginTrail();
    Path checks = folder.resolve("checks.json");

    assertThat(verify(version, "--suite=0", "--checks=" + checks).code()).isZero();
    assertThat(verify(version, "--suite=1").code()).isEqualTo(1);
    assertThat(verify(version, "--suite=2").code()).isEqualTo(2);

    List<JsonNode> events = trail.events();
    assertThat(trail.actions()).containsExactly("keys-made", "verified", "verified", "verified");
    JsonNode first = events.get(1).path("details");
    assertThat(first.path("outcome").asText()).isEqualTo("pass");
    assertThat(first.path("dataset").asText()).isEqualTo("chest");
    assertThat(first.path("version").asText()).isEqualTo("v1");
    assertThat(first.path("passed").asInt()).isEqualTo(2);
    assertThat(first.path("failed").asInt()).isEqualTo(1);
    assertThat(
            Map.of(
                "manifestSha256", sha256(version.resolve("manifest.json")),
                "checksSha256", sha256(checks)))
        .allSatisfy((name, digest) -> assertThat(first.path(name).asText()).isEqualTo(digest));
    assertThat(events.get(2).at("/details/outcome").asText()).isEqualTo("fail");
    assertThat(events.get(2).at("/details/checksSha256").asText()).isEqualTo(sha256(checks));
    assertThat(events.get(3).at("/details/outcome").asText()).isEqualTo("could-not-run");
    assertThat(events.get(3).path("details").has("passed")).isFalse();
  }

  @Test
  void whatIsWrongHereIsNoVerdictOnTheVersion() throws IOException {
    Files.createDirectories(output.resolve("audit"));
    Files.writeString(output.resolve("audit/segment-00000001.ndjson"), "{}\n");
    CommandLine broken = verify(version, "--suite=0");
    CommandLine noKey = verify(version, "--suite=0", "--auditKey=" + folder + "/none");
    CommandLine twice = verify(version, "--audit=off", "--audit=off");
    CommandLine off = verify(version, "--suite=0", "--audit=off");
    System.setProperty(HOME, output.toString());
    CommandLine noGate = verify(version, "--audit=off");

    for (CommandLine call : List.of(broken, noKey, twice, noGate)) {
      assertThat(call.code()).isEqualTo(2);
      assertThat(call.err()).startsWith("radloom verify: could not run: ").hasLineCount(1);
    }
    assertThat(off.code()).isZero();
  }

  @Test
  void helpNamesEveryFlag() {
    assertThat(verify("--help").out())
        .contains("--suite=", "--previous=", "--history=", "--record", "--checks=")
        .contains("--audit=", "--auditKey=");
  }

  private static String sha256(Path file) throws IOException {
    return Digests.sha256Hex(Files.readAllBytes(file));
  }
}
