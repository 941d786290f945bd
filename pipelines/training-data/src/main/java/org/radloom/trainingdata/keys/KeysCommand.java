package org.radloom.trainingdata.keys;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;

/** {@code keys new FILE}: makes a key file. */
public final class KeysCommand implements Command {

  private static final String HELP =
      """
      usage: ./radloom keys new FILE

      Makes a key file with fresh secrets, open to its owner only (mode 0600). It decides every
      pseudonym, split and date shift of a dataset: export with the same file and the same
      patient gets the same pseudonym. Keep it secret, and keep a backup; without it, new
      versions of a dataset cannot be matched with older ones.

      A file that exists is never replaced. The folder must exist.

      example: ./radloom keys new hospital.keys
      """;

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public String summary() {
    return "make a key file: keys new FILE";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(HELP);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    if (args.size() != 2 || !args.get(0).equals("new")) {
      throw new UsageException("expected: keys new FILE");
    }
    create(parse(args.get(1)), out);
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

  private static void create(Path file, PrintStream out) throws UsageException, IOException {
    Keys keys = Keys.generate(new SecureRandom());
    try {
      KeyFile.create(file, keys);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException("%s exists, and a key file is never replaced".formatted(file));
    }
    out.println("made %s (mode 0600); keep it secret, and keep a backup".formatted(file));
    for (Purpose purpose : Purpose.values()) {
      out.println("  %-10s id %s".formatted(purpose.fileName(), keys.id(purpose)));
    }
  }
}
