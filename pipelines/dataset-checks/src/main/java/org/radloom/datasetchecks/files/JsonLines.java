package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads JSON Lines: an object a line, LF between them. Lines are bounded. */
final class JsonLines {
  private static final int MAX_LINE = 16 << 20;

  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;

  JsonLines(InputStream in) {
    this.in = in;
  }

  /** Returns the next line's object, or null at the end. */
  @Nullable JsonNode next() throws IOException, DamagedFileException {
    line.reset();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    number++;
    while (next >= 0 && next != '\n') {
      if (line.size() >= MAX_LINE) {
        throw new DamagedFileException(
            "line %d has more than %d bytes".formatted(number, MAX_LINE));
      }
      line.write(next);
      next = in.read();
    }
    return Json.object(line.toByteArray(), "line %d ".formatted(number));
  }

  /** Returns the number of the last line, from 1. */
  long number() {
    return number;
  }
}
