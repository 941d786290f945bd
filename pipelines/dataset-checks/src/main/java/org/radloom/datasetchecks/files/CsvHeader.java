package org.radloom.datasetchecks.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The first row of a CSV file of a version. */
public final class CsvHeader {
  private CsvHeader() {}

  /**
   * Reads the names of the columns, in their order; none if the file is empty.
   *
   * @param crLf whether lines end with CR LF, else with LF
   */
  public static List<String> read(Path file, boolean crLf) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return next(new CsvReader(in, crLf));
    } catch (DamagedFileException e) {
      throw new IOException("%s %s".formatted(file.getFileName(), e.what()), e);
    }
  }

  /** Takes the first row of a reader. */
  static List<String> next(CsvReader csv) throws IOException, DamagedFileException {
    List<CsvReader.Cell> first = csv.next();
    return first == null ? List.of() : first.stream().map(CsvReader.Cell::text).toList();
  }
}
