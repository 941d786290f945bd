package org.radloom.datasetreport;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as a template shows it.
 *
 * @param caption what it holds
 */
record Table(String caption, List<Column> head, List<Row> rows) {
  private static final String NUMBER = "#";

  /** The name over a column. */
  record Column(String text, boolean number) {}

  /** A line of cells, the first of which names it. */
  record Row(Cell name, List<Cell> cells) {}

  /** Text in a cell. */
  record Cell(String text, boolean number) {}

  /** Starts a table without rows; a name that begins with # is that of a column of numbers. */
  static Table of(String caption, String... columns) {
    List<Column> head = new ArrayList<>();
    for (String column : columns) {
      boolean number = column.startsWith(NUMBER);
      head.add(new Column(number ? column.substring(1) : column, number));
    }
    return new Table(caption, head, new ArrayList<>());
  }

  /** Adds a row with a text for each column. */
  Table row(String... texts) {
    if (texts.length != head.size()) {
      throw new IllegalArgumentException(
          "a row needs %d cells, but had: %d".formatted(head.size(), texts.length));
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      cells.add(new Cell(texts[i], head.get(i).number()));
    }
    rows.add(new Row(cells.get(0), cells.subList(1, cells.size())));
    return this;
  }

  boolean empty() {
    return rows.isEmpty();
  }
}
