package org.radloom.app.trials;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of some mebibytes, mounted on a folder; that takes an administrator. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @throws IOException if this user or this machine cannot
   */
  static SmallDisk mount(Path folder, int mebibytes) throws IOException {
    Files.createDirectories(folder);
    run(
        "mount",
        "-t",
        "tmpfs",
        "-o",
        "size=%dm,mode=700".formatted(mebibytes),
        "tmpfs",
        folder.toString());
    return new SmallDisk(folder);
  }

  private static void run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("%s ended with %d".formatted(command[0], process.exitValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", folder.toString());
  }
}
