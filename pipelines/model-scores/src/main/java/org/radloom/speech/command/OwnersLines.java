package org.radloom.speech.command;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** A file of lines that only its owner may open (mode 0600), and that appears whole. */
final class OwnersLines implements Closeable {
  private final Path target;
  private final Path staged;
  private final OutputStream out;
  private boolean published;

  private OwnersLines(Path target, Path staged, OutputStream out) {
    this.target = target;
    this.staged = staged;
    this.out = out;
  }

  /** Begins a file in a folder that is there. */
  static OwnersLines to(Path target) throws IOException {
    Path folder = target.toAbsolutePath().resolveSibling("");
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    FileAttribute<?>[] owners =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path staged = Files.createTempFile(folder, ".radloom-", ".tmp", owners);
    return new OwnersLines(target, staged, new BufferedOutputStream(Files.newOutputStream(staged)));
  }

  void add(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  /** Puts the file where it belongs. */
  void publish() throws IOException {
    out.close();
    Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    published = true;
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (!published) {
      Files.deleteIfExists(staged);
    }
  }
}
