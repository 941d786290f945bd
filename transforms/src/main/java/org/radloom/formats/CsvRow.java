package org.radloom.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * One row of a CSV file as RFC 4180 has it: comma, double quotes where needed, CRLF, UTF-8. A
 * missing value is an empty cell.
 *
 * <p>Text that a spreadsheet would run as a formula gets an apostrophe in front: text whose first
 * character, leading spaces aside, is one of {@code = + - @} or its full-width form, and text that
 * starts with a tab or a line break (OWASP, CSV Injection). Numbers are printed as they are.
 */
final class CsvRow {
  private static final String FORMULA_STARTS = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";
  private static final String CONTROL_STARTS = "\t\r\n";

  private final StringBuilder line = new StringBuilder();
  private final CSVPrinter printer;

  CsvRow() {
    try {
      printer = new CSVPrinter(line, CSVFormat.RFC4180);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CsvRow text(@Nullable String value) throws IOException {
    printer.print(value == null || !runsAsFormula(value) ? value : "'" + value);
    return this;
  }

  CsvRow number(double value) throws IOException {
    printer.print(DecimalText.of(value));
    return this;
  }

  CsvRow number(@Nullable Double value) throws IOException {
    if (value == null) {
      return text(null);
    }
    return number(value.doubleValue());
  }

  CsvRow flag(boolean value) throws IOException {
    printer.print(value);
    return this;
  }

  /** Appends the row to a section as one record, and starts afresh. */
  void appendTo(SectionOutput out, String section) throws IOException {
    out.append(section, line().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the row with its line break, and starts afresh. */
  String line() throws IOException {
    printer.println();
    String row = line.toString();
    line.setLength(0);
    return row;
  }

  private static boolean runsAsFormula(String value) {
    if (value.isEmpty()) {
      return false;
    }
    if (CONTROL_STARTS.indexOf(value.charAt(0)) >= 0) {
      return true;
    }
    int start = 0;
    while (start < value.length() && isSpace(value.charAt(start))) {
      start++;
    }
    return start < value.length() && FORMULA_STARTS.indexOf(value.charAt(start)) >= 0;
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }
}
