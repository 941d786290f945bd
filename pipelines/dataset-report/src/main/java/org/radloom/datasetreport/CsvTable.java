package org.radloom.datasetreport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a CSV file of a version, one row at a time. */
final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private CsvTable() {}

  /** One row; cells by the name of their column. */
  interface Row {
    /** Returns the cell, empty where there is no value. */
    String text(String column);

    /** Returns the number of the cell, or NaN if it holds none. */
    default double number(String column) {
      String text = text(column);
      if (text.isEmpty()) {
        return Double.NaN;
      }
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Takes rows. */
  interface RowReader {
    void row(Row row) throws IOException;
  }

  /** Returns the columns, in order. */
  static List<String> columns(Path file) throws IOException {
    try (Reader reader = reader(file);
        CSVParser parser = FORMAT.parse(reader)) {
      return List.copyOf(parser.getHeaderNames());
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw unreadable(file);
    }
  }

  /**
   * Gives every row to a reader.
   *
   * @param needed a column that the file must have, so that another file is not taken for it
   * @throws IOException if it cannot be read; messages hold nothing of its rows
   */
  static void read(Path file, String needed, RowReader rows) throws IOException {
    try (Reader reader = reader(file);
        CSVParser parser = FORMAT.parse(reader)) {
      if (!parser.getHeaderNames().contains(needed)) {
        throw unreadable(file);
      }
      for (CSVRecord record : parser) {
        rows.row(column -> record.isSet(column) ? record.get(column) : "");
      }
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw unreadable(file);
    }
  }

  private static IOException unreadable(Path file) {
    return new IOException("%s is no CSV file of a version".formatted(file.getFileName()));
  }

  private static Reader reader(Path file) throws IOException {
    return new InputStreamReader(
        new BufferedInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8);
  }
}
