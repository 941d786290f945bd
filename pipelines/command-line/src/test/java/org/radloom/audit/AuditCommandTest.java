package org.radloom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;

final class AuditCommandTest {
  private final Path output;
  private final SampleTrail trail;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  AuditCommandTest(@TempDir Path folder) throws Exception {
    this.output = folder;
    trail = SampleTrail.of(output.resolve("audit"), SampleTrail.KEY, 3, 2);
  }

  @Test
  void verifiesAnOutputFolderATrailAndAVersion() throws Exception {
    Path version = version("chest/1", trail.digest(1).head());

    assertThat(run("audit", "verify", output.toString())).isEqualTo(ExitCode.DONE);
    assertThat(run("audit", "verify", output.resolve("audit").toString())).isEqualTo(ExitCode.DONE);
    assertThat(run("audit", "verify", version.toString())).isEqualTo(ExitCode.DONE);

    String intact = "intact: 5 events, 2 segments, signed by " + SampleTrail.KEY.id();
    String head = ", 1 head of a version or flag found";
    assertThat(out()).isEqualTo(intact + head + "\n" + intact + "\n" + intact + head + "\n");
  }

  @Test
  void headOfAVersionFindsATrailThatWasCut() throws Exception {
    Path version = version("chest/1", trail.digest(2).head());
    Files.delete(trail.folder().segment(2));
    Files.delete(trail.folder().digest(2));

    assertThat(run("audit", "verify", version.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(run("audit", "verify", output.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(run("audit", "verify", output.resolve("audit").toString())).isEqualTo(ExitCode.DONE);
    assertThat(out())
        .startsWith("broken at sequence 4: the trail ends here, but event 5 was noted elsewhere\n");
  }

  @Test
  void headOfAVersionFindsATrailThatIsGone() throws Exception {
    Path version = version("chest/1", trail.digest(2).head());
    FolderTree.delete(output.resolve("audit"));

    assertThat(run("audit", "verify", version.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(run("audit", "verify", output.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(out()).contains("there is no trail");
  }

  @Test
  void headOfAFlagIsLookedFor() throws Exception {
    AuditHead head = trail.digest(1).head();

    assertThat(run("audit", "verify", output.toString(), "--head=3:" + head.hash()))
        .isEqualTo(ExitCode.DONE);
    assertThat(run("audit", "verify", output.toString(), "--head=4:" + head.hash()))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out()).endsWith("broken at sequence 4: another hash was noted elsewhere\n");
  }

  @Test
  void pinnedKeyMustHaveSigned() throws Exception {
    Path right = Files.writeString(output.resolve("r.pub"), SampleTrail.KEY.publicKey().toPem());
    Path wrong = output.resolve("other.key");
    AuditKey.generate().create(wrong);

    assertThat(run("audit", "verify", output.toString(), "--publicKey=" + right))
        .isEqualTo(ExitCode.DONE);
    assertThat(run("audit", "verify", output.toString(), "--publicKey=" + wrong + ".pub"))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void trailMayBeElsewhere() throws Exception {
    Path version = version("chest/1", trail.digest(1).head());
    Path elsewhere = Files.move(output.resolve("audit"), output.resolve("elsewhere"));

    assertThat(run("audit", "verify", version.toString(), "--audit=" + elsewhere))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void verifyChangesNothingUnlessAskedToRecord() throws Exception {
    run("audit", "verify", output.toString());
    assertThat(trail.verify().head().sequence()).isEqualTo(5);

    run("audit", "verify", output.toString(), "--record");
    assertThat(trail.lines(3).get(0)).contains("\"verified\"", "\"events\":5");
  }

  @Test
  void showsEventsFromANumberOnEvenAfterPruning() throws Exception {
    run("audit", "show", output.toString(), "--from=4");
    assertThat(out()).hasLineCount(2).contains("     4  2016-11-20T02:15:00Z  published");

    out.reset();
    assertThat(run("audit", "prune", output.toString(), "--olderThan=1d")).isZero();
    assertThat(out()).isEqualTo("removed 2 segments; their digests stay\n");
    out.reset();
    run("audit", "show", output.toString());
    assertThat(out()).hasLineCount(1).contains("     6  ", "  pruned  ");
    assertThat(run("audit", "prune", output.toString())).isZero();
    assertThat(out()).endsWith("no closed segment is older than 6y\n");
  }

  @Test
  void makesAKey() throws Exception {
    Path file = output.resolve("a.key");

    assertThat(run("audit", "key", "new", file.toString())).isEqualTo(ExitCode.DONE);
    assertThat(out()).contains("key " + AuditKey.read(file).id());
    assertThat(run("audit", "key", "new", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("audit", "key", "new", output + "/no/a.key")).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit",
        "audit verify",
        "audit verify OUT/none",
        "audit verify OUT more",
        "audit verify OUT --nonsense=1",
        "audit verify OUT --head=1",
        "audit verify OUT --record=x",
        "audit verify OUT --publicKey=OUT/none",
        "audit verify OUT/empty",
        "audit dance OUT",
        "audit prune OUT --olderThan=x",
        "audit prune OUT --auditKey=OUT/none",
        "audit show OUT --from=x",
        "audit key",
        "audit key old x",
        "audit verify OUT/noted"
      })
  void wrongCallsEndWithTwo(String call) throws Exception {
    Files.createDirectories(output.resolve("empty"));
    Files.writeString(
        Files.createDirectories(output.resolve("noted")).resolve("manifest.json"), "{}");

    assertThat(run(call.replace("OUT", output.toString()).split(" ", -1)))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void textThatATerminalWouldObeyIsShownHarmless() {
    assertThat(Printable.of("a\u001b[2Jb\u202ec\u009bd")).isEqualTo("a?[2Jb?c?d");
  }

  @Test
  void explainsItself() {
    assertThat(run("audit", "--help")).isEqualTo(ExitCode.DONE);
    assertThat(out()).contains("--publicKey=", "--olderThan=", "Exit codes");
  }

  private Path version(String name, AuditHead head) throws Exception {
    Path version = Files.createDirectories(output.resolve(name));
    Files.writeString(
        version.resolve("manifest.json"),
        "{\"audit\": {\"sequence\": %d, \"head\": \"%s\"}}"
            .formatted(head.sequence(), head.hash()));
    return version;
  }

  private int run(String... words) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new Commands(List.of(new AuditCommand()), false).run(words, stream, stream);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
