package org.radloom.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.radloom.files.Digests;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.formats.PublishedFile.Literal;
import org.radloom.formats.PublishedFile.Piece;
import org.radloom.formats.PublishedFile.Section;

/**
 * The sections of a dataset of one bucket, a file each in a working folder of this machine, and the
 * published files that they make up. Not thread-safe.
 */
public final class SectionFiles implements SectionOutput, SectionSizes, AutoCloseable {
  private static final int BUFFER_BYTES = 64 << 10;

  private static final class Open {
    private final OutputStream out;
    private long records;
    private long bytes;

    private Open(OutputStream out) {
      this.out = out;
    }
  }

  private final Path folder;
  private final Map<String, Open> sections = new HashMap<>();

  /** Keeps sections in {@code folder}, which is made when the first of them is. */
  public SectionFiles(Path folder) {
    this.folder = folder;
  }

  private Path part(String section) {
    return folder.resolve(section.replace('/', '~'));
  }

  @Override
  public void append(String section, byte[] bytes, int offset, int length) {
    try {
      Open open = sections.get(section);
      if (open == null) {
        Files.createDirectories(folder);
        open =
            new Open(new BufferedOutputStream(Files.newOutputStream(part(section)), BUFFER_BYTES));
        sections.put(section, open);
      }
      open.out.write(bytes, offset, length);
      open.records++;
      open.bytes += length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts files together in {@code target}; nothing can be appended after that. */
  public List<FileEntry> assemble(List<PublishedFile> files, Path target) throws IOException {
    close();
    List<FileEntry> entries = new ArrayList<>(files.size());
    for (PublishedFile file : files) {
      entries.add(assemble(file, target.resolve(file.path())));
    }
    return entries;
  }

  private FileEntry assemble(PublishedFile file, Path target) throws IOException {
    Files.createDirectories(target.resolveSibling(""));
    MessageDigest sha256 = Digests.sha256();
    try (OutputStream digested = new DigestOutputStream(Files.newOutputStream(target), sha256);
        OutputStream out =
            file.compression() == Compression.GZIP
                ? new GZIPOutputStream(digested, BUFFER_BYTES)
                : digested) {
      for (Piece piece : file.pieces()) {
        if (piece instanceof Literal literal) {
          out.write(literal.bytes());
        } else if (piece instanceof Section section) {
          copy(section, out);
        }
      }
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    return new FileEntry(file.path(), digest, Files.size(target), file.records());
  }

  private void copy(Section section, OutputStream out) throws IOException {
    long left = bytes(section.name(), section.from(), section.to()) - section.dropTail();
    if (left <= 0) {
      return;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(part(section.name()))) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  @Override
  public int buckets() {
    return 1;
  }

  @Override
  public long records(String section, int from, int to) {
    Open open = sections.get(section);
    return open == null || from > 0 || to < 1 ? 0 : open.records;
  }

  @Override
  public long bytes(String section, int from, int to) {
    Open open = sections.get(section);
    return open == null || from > 0 || to < 1 ? 0 : open.bytes;
  }

  @Override
  public void close() throws IOException {
    for (Open open : sections.values()) {
      open.out.close();
    }
  }
}
