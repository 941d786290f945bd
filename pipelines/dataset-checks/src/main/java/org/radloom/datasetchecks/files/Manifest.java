package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;

/**
 * The manifest of a version.
 *
 * @param dataset name
 * @param version name
 * @param root all of it
 * @param files every file that it lists, by path
 */
public record Manifest(
    String dataset, String version, JsonNode root, SortedMap<String, Entry> files) {

  /** Name of the file. */
  public static final String FILE = "manifest.json";

  /**
   * A file as the manifest lists it.
   *
   * @param sha256 hex digits
   * @param bytes size
   * @param records rows, lines, images or examples
   */
  public record Entry(String sha256, long bytes, long records) {}

  /** Returns a whole number under {@code splits}, or 0. */
  public long ofSplits(String key) {
    return root.path("splits").path(key).asLong(0);
  }
}
