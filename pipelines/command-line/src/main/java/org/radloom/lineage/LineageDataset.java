package org.radloom.lineage;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a job reads or makes, under the names that OpenLineage gives to kinds of stores.
 *
 * @param namespace the store: {@code file}, {@code s3://BUCKET}, {@code kafka://HOST:PORT}
 * @param name the place in it: a path, a topic
 * @param version the version of it, where it has one
 * @param statistics what was made, where that is known
 */
public record LineageDataset(
    String namespace, String name, @Nullable String version, @Nullable Statistics statistics) {

  private static final Pattern STORE = Pattern.compile("^([a-z][a-z0-9+.-]*)://([^/]*)/?(.*)$");

  /**
   * How much a job made.
   *
   * @param records number of records
   * @param bytes size of all files, where that is known
   * @param files number of files, where that is known
   */
  public record Statistics(long records, @Nullable Long bytes, @Nullable Long files) {

    /** Returns a number of records alone. */
    public static Statistics ofRecords(long records) {
      return new Statistics(records, null, null);
    }
  }

  /**
   * Returns the dataset at a path, a glob or a URI. A path is made absolute, since a reader of the
   * event does not know the working folder.
   */
  public static LineageDataset at(String place) {
    if (place.startsWith("file:")) {
      return new LineageDataset("file", URI.create(place).getPath(), null, null);
    }
    Matcher store = STORE.matcher(place);
    if (store.matches()) {
      return new LineageDataset(
          store.group(1) + "://" + store.group(2), store.group(3), null, null);
    }
    return new LineageDataset("file", Path.of(place).toAbsolutePath().toString(), null, null);
  }

  /** Returns a topic of Kafka. */
  public static LineageDataset topic(String hostAndPort, String topic) {
    return new LineageDataset("kafka://" + hostAndPort, topic, null, null);
  }

  /** Returns the dataset with its version's name. */
  public LineageDataset withVersion(String name) {
    return new LineageDataset(namespace, this.name, name, statistics);
  }

  /** Returns the dataset with what was made of it. */
  public LineageDataset with(Statistics made) {
    return new LineageDataset(namespace, name, version, made);
  }
}
