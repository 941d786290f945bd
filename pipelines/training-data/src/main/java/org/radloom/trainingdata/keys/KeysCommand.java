package org.radloom.trainingdata.keys;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.radloom.audit.Action;
import org.radloom.audit.AuditArguments;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.encryption.DecryptCommand;
import org.radloom.encryption.EncryptionException;
import org.radloom.encryption.EncryptionKeys;
import org.radloom.encryption.KeysetFile;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.KeyFileException;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;

/** {@code keys}: makes and lists the files of keys that pseudonyms and encryption need. */
public final class KeysCommand implements Command {

  private static final String HELP =
      """
      usage: ./radloom keys new FILE [--audit=DIR]
             ./radloom keys new-encryption FILE [--audit=DIR]
             ./radloom keys rotate-encryption FILE [--audit=DIR]
             ./radloom keys list FILE

      new makes a key file with fresh secrets, open to its owner only (mode 0600). It decides every
      pseudonym, split and date shift of a dataset: export with the same file and the same
      patient gets the same pseudonym. Keep it secret, and keep a backup; without it, new
      versions of a dataset cannot be matched with older ones.

      new-encryption makes a keyset, mode 0600 too, that dataset versions are encrypted with.
      rotate-encryption adds a key to it that encrypts from now on; older keys stay, so that older
      versions can be read. Run one rotation at a time. Without the keyset nobody can read what was
      encrypted: keep a backup, and renew it after each rotation.

      list shows the ids of the keys in a file of either kind, and no secret.

      new and new-encryption never replace a file. The folder must exist.

      With --audit=DIR the ids of what was made are noted in that audit trail.
      %s
      example: ./radloom keys new hospital.keys
      example: ./radloom keys new-encryption storage.keyset --audit=out/audit
      """
          .formatted(AuditArguments.help("none"));

  private static final String EXPECTED =
      "expected: keys new|new-encryption|rotate-encryption|list FILE";

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String summary() {
    return "make and list files of keys";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    AuditArguments audit = AuditArguments.of(args);
    List<String> words = audit.others();
    if (words.size() != 2) {
      throw new UsageException(EXPECTED);
    }
    String what = words.get(0);
    if (!List.of("new", "new-encryption", "rotate-encryption", "list").contains(what)) {
      throw new UsageException(EXPECTED);
    }
    Path file = parse(words.get(1));
    if (what.equals("list")) {
      if (words.size() != args.size()) {
        throw new UsageException("keys list uses no key, so there is nothing for an audit trail");
      }
      list(file, out);
      return ExitCode.DONE;
    }
    if (audit.audit().isEmpty() && !audit.auditKey().isEmpty()) {
      throw new UsageException("--auditKey needs --audit=DIR: a file of keys has no output folder");
    }
    // Opened first, so that no key is made if the trail cannot tell of it.
    AuditTrail trail =
        audit.audit().isEmpty() ? AuditTrail.off() : AuditTrail.forReader(audit, file);
    try (RunAudit run = RunAudit.of(trail, "keys " + what, Map.of())) {
      switch (what) {
        case "new" -> create(file, run, out);
        case "new-encryption" -> createEncryption(file, run, out);
        default -> rotateEncryption(file, run, out);
      }
    }
    return ExitCode.DONE;
  }

  private static Path parse(String argument) throws UsageException {
    if (argument.isEmpty() || argument.startsWith("-")) {
      throw new UsageException("FILE must be a path, but was: '%s'".formatted(argument));
    }
    Path file;
    try {
      file = Path.of(argument);
    } catch (InvalidPathException e) {
      throw new UsageException("FILE must be a path, but %s".formatted(e.getReason()));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException("there is no folder %s; make it first".formatted(folder));
    }
    return file;
  }

  private static void create(Path file, RunAudit audit, PrintStream out)
      throws UsageException, IOException {
    Keys keys = Keys.generate(new SecureRandom());
    try {
      KeyFile.create(file, keys);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("%s exists, and a key file is never replaced".formatted(file));
    }
    audit.record(Action.KEYS_MADE, Map.of("purpose", "pseudonyms", "keyIds", keys.ids()));
    out.println("made %s (mode 0600); keep it secret, and keep a backup".formatted(file));
    print(keys, out);
  }

  private static void print(Keys keys, PrintStream out) {
    for (Purpose purpose : Purpose.values()) {
      out.println("  %-10s id %s".formatted(purpose.fileName(), keys.id(purpose)));
    }
  }

  private static void createEncryption(Path file, RunAudit audit, PrintStream out)
      throws UsageException, IOException {
    EncryptionKeys keys;
    try {
      keys = KeysetFile.create(file);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("%s exists, and a keyset is never replaced".formatted(file));
    }
    tell(keys, audit);
    out.println("made %s (mode 0600); keep it secret, and keep a backup".formatted(file));
    print(keys, out);
  }

  private static void rotateEncryption(Path file, RunAudit audit, PrintStream out)
      throws UsageException, IOException {
    DecryptCommand.keys(file.toString());
    EncryptionKeys keys = KeysetFile.rotate(file);
    tell(keys, audit);
    out.println("added a key to %s; renew its backup before you encrypt".formatted(file));
    print(keys, out);
  }

  private static void tell(EncryptionKeys keys, RunAudit audit) throws IOException {
    audit.record(
        Action.KEYS_MADE,
        Map.of(
            "purpose", "encryption", "keyId", keys.primaryId(), "keyIds", List.copyOf(keys.ids())));
  }

  private static void print(EncryptionKeys keys, PrintStream out) {
    for (String id : keys.ids()) {
      boolean primary = id.equals(keys.primaryId());
      out.println("  id %s  %s".formatted(id, primary ? "encrypts and decrypts" : "decrypts"));
    }
  }

  /** Lists a file of either kind. */
  private static void list(Path file, PrintStream out) throws UsageException {
    Keys keys;
    try {
      keys = KeyFile.read(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file %s".formatted(file));
    } catch (KeyFileException e) {
      listEncryption(file, out, e);
      return;
    } catch (IOException e) {
      throw new UsageException("cannot read %s".formatted(file));
    }
    print(keys, out);
  }

  private static void listEncryption(Path file, PrintStream out, KeyFileException noKeyFile)
      throws UsageException {
    EncryptionKeys keys;
    try {
      keys = KeysetFile.read(file);
    } catch (EncryptionException e) {
      throw new UsageException(Objects.requireNonNullElse(noKeyFile.getMessage(), "bad key file"));
    } catch (IOException e) {
      throw new UsageException("cannot read %s".formatted(file));
    }
    print(keys, out);
  }
}
