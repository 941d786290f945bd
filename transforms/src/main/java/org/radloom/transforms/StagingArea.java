package org.radloom.transforms;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * The folder that a run works in and that nobody reads: records by bucket, parts of files, and the
 * version that is being put together. On any of Beam's file systems that all workers share.
 *
 * @param root the folder, without a trailing slash
 */
public record StagingArea(String root) implements Serializable {
  /**
   * Name of the file that holds the splits of the version before, where that version itself cannot
   * be read by workers: it is encrypted.
   */
  public static final String PREVIOUS_SPLITS = "previous/splits.csv";

  /** Name of the file that holds the baselines of the version before, likewise. */
  public static final String PREVIOUS_BASELINE = "previous/baseline.avro";

  private static final int BUFFER_BYTES = 64 << 10;

  /** Returns the name of the file that holds a bucket's records. */
  static String bucket(int bucket) {
    return "buckets/%05d".formatted(bucket);
  }

  /** Returns the name of the file that holds what a bucket adds to a section. */
  static String part(int bucket, String section) {
    return "parts/%05d/%s".formatted(bucket, section.replace('/', '~'));
  }

  /** Returns the name of a file of the version. */
  static String published(String path) {
    return "version/" + path;
  }

  /** Returns the file of that name. */
  ResourceId file(String name) {
    return FileSystems.matchNewResource(root + "/" + name, false);
  }

  /** Opens a new file, replacing what a failed attempt may have left. */
  OutputStream create(String name) throws IOException {
    return new BufferedOutputStream(
        Channels.newOutputStream(FileSystems.create(file(name), MimeTypes.BINARY)), BUFFER_BYTES);
  }

  /** Leaves an empty file behind, by which whoever watches the run sees how far it is. */
  void mark(String step) throws IOException {
    FileSystems.create(file("progress/" + step), MimeTypes.BINARY).close();
  }

  /** Opens a file. */
  InputStream open(String name) throws IOException {
    return Channels.newInputStream(StoredFile.open(file(name)));
  }

  /** Returns all of a file. */
  byte[] read(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }
}
