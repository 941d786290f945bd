package org.radloom.datasetchecks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that only this user may open, gone when the process ends; a signal counts as an end. */
final class Scratch implements AutoCloseable {
  private final Path folder;
  private final Thread atExit = new Thread(this::delete, "delete-scratch");

  private Scratch(Path folder) {
    this.folder = folder;
  }

  static Scratch make() throws IOException {
    // Mode 0700, which is how Java makes temporary folders.
    Scratch scratch = new Scratch(Files.createTempDirectory("radloom-checks-").toAbsolutePath());
    Runtime.getRuntime().addShutdownHook(scratch.atExit);
    // Where Spark's libraries unpack their native parts.
    System.setProperty("java.io.tmpdir", scratch.folder.toString());
    return scratch;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run or will.
    }
  }

  private void delete() {
    for (int attempt = 0; attempt < 3 && Files.exists(folder); attempt++) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(one);
        }
      } catch (IOException | UncheckedIOException e) {
        // Spark may still be writing or deleting there; the next attempt sees what is left.
      }
    }
  }
}
