package org.radloom.trainingdata.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.encryption.KeysetFile;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;
import org.radloom.trainingdata.AuditedOutput;

class KeysCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void makesAFileThatReadsBackAndNamesItsKeys(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a b.keys");

    assertThat(run("new", file.toString())).isEqualTo(ExitCode.DONE);

    Keys keys = KeyFile.read(file);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(file.toString(), keys.id(Purpose.PATIENT), keys.id(Purpose.DATE_SHIFT));
  }

  @Test
  void refusesToReplaceAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("k"), "mine");

    assertThatThrownBy(() -> run("new", file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("exists");
    assertThat(file).hasContent("mine");
  }

  @Test
  void refusesAFolderThatDoesNotExist(@TempDir Path folder) {
    assertThatThrownBy(() -> run("new", folder.resolve("no/k").toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void makesRotatesAndListsAKeysetForEncryption(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("storage.keyset");

    assertThat(run("new-encryption", file.toString())).isEqualTo(ExitCode.DONE);
    String first = KeysetFile.read(file).primaryId();
    assertThat(run("rotate-encryption", file.toString())).isEqualTo(ExitCode.DONE);
    String second = KeysetFile.read(file).primaryId();
    out.reset();
    assertThat(run("list", file.toString())).isEqualTo(ExitCode.DONE);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("  id %s  decrypts%n  id %s  encrypts and decrypts%n".formatted(first, second));
    assertThatThrownBy(() -> run("new-encryption", file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("never replaced");
  }

  @Test
  void listsTheIdsOfAKeyFileAndNoSecret(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("hospital.keys");
    run("new", file.toString());
    out.reset();

    assertThat(run("list", file.toString())).isEqualTo(ExitCode.DONE);

    Keys keys = KeyFile.read(file);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(keys.id(Purpose.PATIENT))
        .doesNotContain(Base64.getEncoder().encodeToString(keys.secret(Purpose.PATIENT)));
  }

  @Test
  void refusesToListOrRotateWhatIsNoFileOfKeys(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("k");
    assertThatThrownBy(() -> run("list", file.toString())).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("rotate-encryption", file.toString()))
        .isInstanceOf(UsageException.class);
    Files.writeString(file, "{}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> run("list", file.toString())).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("rotate-encryption", file.toString()))
        .isInstanceOf(UsageException.class);
    assertThat(file).hasContent("{}");
  }

  @Test
  void anAuditTrailThatIsNamedTellsOfNewKeys(@TempDir Path folder) throws Exception {
    String trail = "--audit=" + folder.resolve("audit");
    Path pseudonyms = folder.resolve("hospital.keys");
    Path encryption = folder.resolve("storage.keyset");
    run("new", pseudonyms.toString(), trail);
    run("new-encryption", encryption.toString(), trail);
    run("rotate-encryption", encryption.toString(), trail);
    run("new", folder.resolve("untold.keys").toString());

    List<JsonNode> events = new AuditedOutput(folder).events();

    assertThat(events).extracting(event -> event.path("action").asText()).containsOnly("keys-made");
    assertThat(events)
        .extracting(event -> event.at("/details/command").asText())
        .containsExactly("keys new", "keys new-encryption", "keys rotate-encryption");
    assertThat(events.get(0).at("/details/keyIds/patient").asText())
        .isEqualTo(KeyFile.read(pseudonyms).id(Purpose.PATIENT));
    assertThat(events.get(2).at("/details/keyId").asText())
        .isEqualTo(KeysetFile.read(encryption).primaryId());
    assertThat(events.get(2).at("/details/keyIds")).hasSize(2);
  }

  @Test
  void makesNoKeyThatTheTrailCannotTellOf(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("hospital.keys");
    Path trail = Files.createDirectory(folder.resolve("audit"));
    Files.writeString(trail.resolve("segment-00000001.ndjson"), "{}\n");

    assertThatThrownBy(() -> run("new", file.toString(), "--audit=" + trail))
        .hasMessageContaining("is broken");
    assertThatThrownBy(() -> run("new", file.toString(), "--auditKey=audit.key"))
        .isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> run("list", file.toString(), "--audit=" + trail))
        .isInstanceOf(UsageException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void refusesOtherCalls() {
    for (List<String> args :
        List.of(
            List.<String>of(),
            List.of("new"),
            List.of("new", ""),
            List.of("new", "-x"),
            List.of("old", "k"),
            List.of("new", "k", "l"))) {
      assertThatThrownBy(() -> run(args.toArray(new String[0])))
          .as("%s", args)
          .isInstanceOf(UsageException.class);
    }
  }

  @Test
  void explainsItself() {
    new KeysCommand().printHelp(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("usage: ./radloom keys new FILE");
  }

  private int run(String... args) throws Exception {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    return new KeysCommand().run(List.of(args), stream, stream);
  }
}
