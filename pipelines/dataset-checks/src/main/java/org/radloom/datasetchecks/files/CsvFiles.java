package org.radloom.datasetchecks.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.suite.Columns;

/** Checks CSV files: form, header, formulas, numbers. */
final class CsvFiles {
  static final Pattern TRANSCRIPTIONS =
      Pattern.compile("csv/transcriptions_(train|val|test)\\.csv");
  static final Pattern INFERENCES = Pattern.compile("csv/inferences_(train|val|test)\\.csv");
  static final Pattern HARD = Pattern.compile("hard_examples/inferences_(train|val|test)\\.csv");
  static final Pattern SPLITS = Pattern.compile("splits\\.csv");
  static final Pattern WATCH = Pattern.compile("models/watch\\.csv");
  static final Pattern ALERTS = Pattern.compile("models/alerts\\.csv");

  /** What starts a formula in a spreadsheet: OWASP, CSV Injection. */
  private static final String FORMULA_STARTS = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?");
  private static final int MAX_NUMBER = 64;

  private final VersionFiles files;
  private final Findings findings;

  CsvFiles(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /** Checks every CSV file, and its number of rows. */
  void check(Manifest manifest, RecordCounts counts) throws IOException {
    check(manifest, TRANSCRIPTIONS, Columns.TRANSCRIPTION_FILE, counts);
    check(manifest, INFERENCES, Columns.INFERENCE_FILE, counts);
    check(manifest, HARD, Columns.INFERENCE_FILE, counts);
    check(manifest, SPLITS, Columns.SPLITS_FILE, counts);
    check(manifest, WATCH, Columns.WATCH_FILE, counts);
    check(manifest, ALERTS, Columns.ALERT_FILE, counts);
  }

  private void check(Manifest manifest, Pattern pattern, List<String> columns, RecordCounts counts)
      throws IOException {
    for (String path : files.matching(manifest, pattern)) {
      findings.checked(FileRule.CSV_FORM);
      findings.checked(FileRule.CSV_HEADER);
      findings.checked(FileRule.CSV_FORMULA);
      findings.checked(FileRule.CSV_NUMBERS);
      try (InputStream in = files.open(path)) {
        counts.found(path, read(path, new CsvReader(in, pattern != SPLITS), columns));
      } catch (DamagedFileException e) {
        findings.problem(FileRule.CSV_FORM, path, e.what());
      }
    }
  }

  private long read(String path, CsvReader csv, List<String> columns)
      throws IOException, DamagedFileException {
    List<String> header = CsvHeader.next(csv);
    checkHeader(path, header, columns);
    int idColumn = header.indexOf(header.contains("record_id") ? "record_id" : "patient");
    long rows = 0;
    for (List<CsvReader.Cell> row = csv.next(); row != null; row = csv.next()) {
      if (row.size() != header.size()) {
        throw new DamagedFileException(
            "row %d has %d cells, the header %d".formatted(csv.row(), row.size(), header.size()));
      }
      rows++;
      String id = idColumn >= 0 ? row.get(idColumn).text() : null;
      for (int i = 0; i < row.size(); i++) {
        checkCell(path, csv.row(), header.get(i), row.get(i), id);
      }
    }
    return rows;
  }

  private void checkHeader(String path, List<String> header, List<String> columns) {
    for (String column : columns) {
      if (!header.contains(column)) {
        findings.problem(FileRule.CSV_HEADER, path, "the column %s is missing".formatted(column));
      }
    }
    if (new HashSet<>(header).size() != header.size()) {
      findings.problem(FileRule.CSV_HEADER, path, "a column is there twice");
    }
  }

  private void checkCell(
      String path, long row, String column, CsvReader.Cell cell, @Nullable String id) {
    String text = cell.text();
    if (text.isEmpty()) {
      return;
    }
    if (Columns.NUMBERS.contains(column)) {
      if (cell.quoted() || !isNumber(text)) {
        findings.problem(
            FileRule.CSV_NUMBERS, path, "row %d, column %s".formatted(row, column), id);
      }
    } else if (runsAsFormula(text)) {
      findings.problem(FileRule.CSV_FORMULA, path, "row %d, column %s".formatted(row, column), id);
    }
  }

  private static boolean isNumber(String text) {
    return text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches();
  }

  private static boolean runsAsFormula(String text) {
    char first = text.charAt(0);
    if (FORMULA_STARTS.indexOf(first) >= 0) {
      return true;
    }
    String stripped = text.stripLeading();
    return !stripped.isEmpty() && FORMULA_STARTS.indexOf(stripped.charAt(0)) >= 0;
  }
}
