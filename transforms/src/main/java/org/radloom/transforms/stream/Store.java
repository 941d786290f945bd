package org.radloom.transforms.stream;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;
import org.radloom.stream.StoredFile;

/**
 * A folder of files that are written once and never changed, on any of Beam's file systems. A file
 * is there as a whole or not at all. On a local disk only its owner can read it.
 *
 * @param root the folder, without a trailing slash
 */
public record Store(String root) implements Serializable {
  private static final boolean POSIX =
      java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  /**
   * Writes a file, unless it is there: a name stands for its content.
   *
   * @return whether it was written
   */
  public boolean write(StoredFile file) throws IOException {
    ResourceId target = FileSystems.matchNewResource(root + "/" + file.path(), false);
    if (target.getScheme().equals("file")) {
      return writeLocal(Path.of(target.toString()), file.bytes());
    }
    if (!FileSystems.match(target.toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty()) {
      return false;
    }
    // An object store shows a file when its channel is closed, so a write that failed is left open.
    WritableByteChannel out = FileSystems.create(target, MimeTypes.BINARY);
    writeFully(out, file.bytes());
    out.close();
    return true;
  }

  private static boolean writeLocal(Path target, byte[] bytes) throws IOException {
    if (Files.exists(target)) {
      return false;
    }
    Path folder = target.resolveSibling("");
    Files.createDirectories(folder, permissions("rwx------"));
    Path unfinished = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(unfinished, permissions("rw-------"));
      try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        writeFully(out, bytes);
        out.force(true);
      }
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      force(folder);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return true;
  }

  /** Has the folder's entries written to the disk, where folders can be opened. */
  private static void force(Path folder) throws IOException {
    if (POSIX) {
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    }
  }

  private static FileAttribute<?>[] permissions(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void writeFully(WritableByteChannel out, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      out.write(left);
    }
  }
}
