package org.radloom.encryption;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.radloom.audit.Action;
import org.radloom.audit.AuditArguments;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.OptionsHelp;
import org.radloom.commandline.UsageException;

/** {@code decrypt DIR OUT}: the plain version of an encrypted one. */
public final class DecryptCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom decrypt DIR OUT --keyset=FILE

      Decrypts a dataset version. DIR is the folder of the version, which stays as it is; OUT must
      not exist yet, and will be open to its owner only. Manifest, seal and every file are checked:
      with the wrong key, or if anything was changed, swapped, cut off or is missing, there is a
      line that says so, exit code 1, and no OUT. If there is an audit trail beside the dataset, the
      use of the key is noted there before anything is decrypted.

      Exit codes: 0 done, 1 failed or refused, 2 wrong usage.

      example: ./radloom decrypt out/chest/2026-11-20 plain --keyset=storage.keyset

      """;

  @Override
  public String name() {
    return "decrypt";
  }

  @Override
  public String summary() {
    return "an encrypted version to a plain one: decrypt DIR OUT";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    OptionsHelp.print(DecryptOptions.class, out);
    out.print(AuditArguments.help("OUTPUT/audit of DIR = OUTPUT/DATASET/VERSION, if there is one"));
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    AuditArguments audit = AuditArguments.of(args);
    List<String> words = audit.others();
    List<String> folders = words.stream().filter(word -> !word.startsWith("-")).toList();
    if (folders.size() != 2) {
      throw new UsageException("expected: decrypt DIR OUT --keyset=FILE");
    }
    List<String> flags = words.stream().filter(word -> word.startsWith("-")).toList();
    EncryptionKeys keys = keys(JobOptions.parse(flags, DecryptOptions.class).getKeyset());
    Path folder = path(folders.get(0));
    Path target = path(folders.get(1));
    if (!Files.isDirectory(folder)) {
      throw new UsageException("there is no folder %s".formatted(folder));
    }
    if (!Files.isDirectory(target.toAbsolutePath().resolveSibling(""))) {
      throw new UsageException("the folder that OUT is to be in does not exist; make it first");
    }
    int files = decrypt(folder, target, keys, audit);
    if (Files.exists(folder.resolve("superseded.json"), LinkOption.NOFOLLOW_LINKS)) {
      err.println("note: this version is superseded; somebody in it is to be erased");
    }
    out.println("decrypted %d files to %s".formatted(files, target));
    return ExitCode.DONE;
  }

  private static int decrypt(Path folder, Path target, EncryptionKeys keys, AuditArguments flags)
      throws UsageException, IOException {
    VersionManifest manifest = VersionManifest.read(folder);
    AuditTrail trail =
        AuditTrail.forReader(flags, folder.toRealPath().resolve("../..").normalize());
    try (RunAudit audit = RunAudit.of(trail, "decrypt", manifest.names())) {
      audit.started();
      audit.keyUsed("encryption", manifest.keyId());
      try {
        int files = VersionDecryption.decrypt(folder, target, keys);
        audit.record(
            Action.DECRYPTED,
            Map.of("files", files, "bytes", manifest.plainBytes(), "keyId", manifest.keyId()));
        audit.ended("done", Map.of());
        return files;
      } catch (IOException | RuntimeException e) {
        audit.failed(e);
        throw e;
      }
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("%s exists; choose another OUT".formatted(target));
    }
  }

  /** Reads the keys that a flag names. */
  public static EncryptionKeys keys(String file) throws UsageException {
    try {
      return KeysetFile.read(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new UsageException(
          "there is no keyset %s; make one with: radloom keys new-encryption %s"
              .formatted(file, file));
    } catch (EncryptionException e) {
      throw new UsageException(Objects.requireNonNullElse(e.getMessage(), "bad keyset"));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("cannot read the keyset %s".formatted(file));
    }
  }

  private static Path path(String argument) throws UsageException {
    try {
      return Path.of(argument);
    } catch (InvalidPathException e) {
      throw new UsageException("%s is not a path".formatted(argument));
    }
  }
}
