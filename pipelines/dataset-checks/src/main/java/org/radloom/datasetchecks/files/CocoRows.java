package org.radloom.datasetchecks.files;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.radloom.datasetchecks.results.RecordIds;
import org.radloom.datasetchecks.suite.Columns;

/**
 * The ids of COCO files as three small tables, {@code images.csv}, {@code annotations.csv} and
 * {@code categories.csv}, of numbers and pseudonyms alone: what Deequ needs to hold them together.
 */
final class CocoRows implements Closeable {
  private final BufferedWriter images;
  private final BufferedWriter annotations;
  private final BufferedWriter categories;

  /** Makes the tables in a folder that does not exist yet. */
  CocoRows(Path folder) throws IOException {
    Files.createDirectories(folder);
    images = Files.newBufferedWriter(folder.resolve("images.csv"), StandardCharsets.UTF_8);
    annotations =
        Files.newBufferedWriter(folder.resolve("annotations.csv"), StandardCharsets.UTF_8);
    categories = Files.newBufferedWriter(folder.resolve("categories.csv"), StandardCharsets.UTF_8);
    images.write(header(Columns.IMAGE));
    annotations.write(header(Columns.ANNOTATION));
    categories.write(header(Columns.CATEGORY));
  }

  private static String header(List<String> columns) {
    return String.join(",", columns) + "\n";
  }

  void image(String split, long id, String recordId, String patient) throws IOException {
    images.write("%s,%d,%s,%s\n".formatted(split, id, pseudonym(recordId), pseudonym(patient)));
  }

  void annotation(String split, long id, long imageId, long categoryId) throws IOException {
    annotations.write("%s,%d,%d,%d\n".formatted(split, id, imageId, categoryId));
  }

  void category(String split, long id) throws IOException {
    categories.write("%s,%d\n".formatted(split, id));
  }

  /** Returns the text if it is a pseudonym, else a word that refers to nothing. */
  private static String pseudonym(String text) {
    return RecordIds.isOne(text) ? text : "none";
  }

  @Override
  public void close() throws IOException {
    try (images;
        annotations;
        categories) {
      images.flush();
    }
  }
}
