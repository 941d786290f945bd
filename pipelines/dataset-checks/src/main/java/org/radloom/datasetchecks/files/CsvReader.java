package org.radloom.datasetchecks.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV by the letter of RFC 4180: quotes only around whole cells, doubled inside, one kind of
 * line end outside of them. Rows are bounded.
 */
final class CsvReader {
  /** A cell, and whether it stood in quotes. */
  record Cell(String text, boolean quoted) {}

  private static final int MAX_ROW = 32 << 20;
  private static final int MAX_CELLS = 1000;

  private final Reader in;
  private final char[] buffer = new char[1 << 16];
  private int from;
  private int to;
  private final boolean crLf;
  private final StringBuilder cell = new StringBuilder();
  private int peeked = -2;
  private long row;
  private long size;

  /**
   * Reads a stream.
   *
   * @param crLf whether lines end with CR LF, else with LF
   */
  CsvReader(InputStream in, boolean crLf) {
    this.in =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    this.crLf = crLf;
  }

  /** Returns the number of the last row, from 1; the header is one. */
  long row() {
    return row;
  }

  /** Returns the next row, or null at the end. */
  @Nullable List<Cell> next() throws IOException, DamagedFileException {
    if (peek() < 0) {
      return null;
    }
    row++;
    size = 0;
    List<Cell> cells = new ArrayList<>();
    while (true) {
      cells.add(cell());
      int next = read();
      if (next < 0) {
        return cells;
      } else if (next == ',') {
        if (cells.size() >= MAX_CELLS) {
          throw damaged("has more than %d cells".formatted(MAX_CELLS));
        }
      } else {
        endLine(next);
        return cells;
      }
    }
  }

  private void endLine(int next) throws IOException, DamagedFileException {
    if (crLf && (next != '\r' || read() != '\n')) {
      throw damaged("does not end with CR LF");
    } else if (!crLf && next != '\n') {
      throw damaged("does not end with LF");
    }
  }

  private Cell cell() throws IOException, DamagedFileException {
    cell.setLength(0);
    if (peek() == '"') {
      read();
      return quoted();
    }
    for (int next = peek();
        next >= 0 && next != ',' && next != '\r' && next != '\n';
        next = peek()) {
      if (next == '"') {
        throw damaged("has a quote inside a cell without quotes");
      }
      append(read());
    }
    return new Cell(cell.toString(), false);
  }

  private Cell quoted() throws IOException, DamagedFileException {
    while (true) {
      int next = read();
      if (next < 0) {
        throw damaged("ends inside quotes");
      } else if (next != '"') {
        append(next);
      } else if (peek() == '"') {
        append(read());
      } else {
        int after = peek();
        if (after >= 0 && after != ',' && after != '\r' && after != '\n') {
          throw damaged("goes on after the closing quote of a cell");
        }
        return new Cell(cell.toString(), true);
      }
    }
  }

  private void append(int character) throws DamagedFileException {
    if (character == 0) {
      throw damaged("holds a NUL character");
    }
    if (++size > MAX_ROW) {
      throw damaged("has more than %d characters".formatted(MAX_ROW));
    }
    cell.append((char) character);
  }

  private int peek() throws IOException, DamagedFileException {
    if (peeked == -2) {
      peeked = readCharacter();
    }
    return peeked;
  }

  private int read() throws IOException, DamagedFileException {
    int next = peek();
    peeked = -2;
    return next;
  }

  private int readCharacter() throws IOException, DamagedFileException {
    try {
      if (from == to) {
        from = 0;
        to = Math.max(0, in.read(buffer, 0, buffer.length));
      }
      return from < to ? buffer[from++] : -1;
    } catch (CharacterCodingException e) {
      throw damaged("is not UTF-8, or one soon after it");
    }
  }

  private DamagedFileException damaged(String why) {
    return new DamagedFileException("row %d %s".formatted(Math.max(row, 1), why));
  }
}
