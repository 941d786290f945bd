package org.radloom.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.radloom.files.HeldFile;

/**
 * Where the files of a trail are.
 *
 * @param path the folder, {@code OUTPUT/audit}
 */
record AuditFolder(Path path) {
  private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{8})\\.ndjson");
  private static final Pattern DIGEST = Pattern.compile("segment-(\\d{8})\\.digest\\.json");

  Path segment(long number) {
    return path.resolve("segment-%08d.ndjson".formatted(number));
  }

  Path digest(long number) {
    return path.resolve("segment-%08d.digest.json".formatted(number));
  }

  Path publicKey() {
    return path.resolve("audit.pub");
  }

  Path lock() {
    return path.resolve(".lock");
  }

  /** Returns whether there is a trail. */
  boolean isBegun() throws IOException {
    return Files.isDirectory(path) && !(segments().isEmpty() && digests().isEmpty());
  }

  /**
   * Takes the lock, which is held while the trail is read for its end or written to.
   *
   * @param patience how long to wait for another holder
   * @throws AuditException if it is held for longer
   */
  HeldFile hold(Duration patience) throws IOException {
    Optional<HeldFile> held;
    try {
      held = HeldFile.take(lock(), patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditException("interrupted while waiting for the audit trail");
    }
    return held.orElseThrow(
        () ->
            new AuditException(
                "another process has held the audit trail %s for %d s; try again when it is through"
                    .formatted(path, patience.toSeconds())));
  }

  SortedSet<Long> segments() throws IOException {
    return numbers(SEGMENT);
  }

  SortedSet<Long> digests() throws IOException {
    return numbers(DIGEST);
  }

  /** Returns the names of files that look like a part of the trail and are none. */
  SortedSet<String> strangers() throws IOException {
    SortedSet<String> strangers = new TreeSet<>();
    for (String name : names()) {
      if (name.startsWith("segment")
          && !SEGMENT.matcher(name).matches()
          && !DIGEST.matcher(name).matches()) {
        strangers.add(name);
      }
    }
    return strangers;
  }

  /** Reads a digest, whose file may be anything. */
  byte[] readDigest(long number) throws IOException {
    Path file = digest(number);
    if (!Files.isRegularFile(file) || Files.size(file) > SegmentDigest.MAX_FILE_BYTES) {
      throw new IOException("not a file of a digest's size");
    }
    return Files.readAllBytes(file);
  }

  /** Writes a file whole or not at all, and onto the disk. */
  void write(Path file, byte[] bytes) throws IOException {
    Path staged = path.resolve(".staged-" + file.getFileName());
    try (FileChannel channel =
        FileChannel.open(
            staged,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync();
  }

  /** Brings the names in the folder onto the disk, where the system can do that. */
  void sync() {
    try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      // Some systems open no folders; there the names follow when they do.
      return;
    }
  }

  private SortedSet<Long> numbers(Pattern pattern) throws IOException {
    SortedSet<Long> numbers = new TreeSet<>();
    for (String name : names()) {
      Matcher file = pattern.matcher(name);
      if (file.matches()) {
        numbers.add(Long.parseLong(file.group(1)));
      }
    }
    return numbers;
  }

  private Iterable<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
