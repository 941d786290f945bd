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
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int from;
  private int to;
  private long number;

  JsonLines(InputStream in) {
    this.in = in;
  }

  /** Returns the next line's object, or null at the end. */
  @Nullable JsonNode next() throws IOException, DamagedFileException {
    if (!hasMore()) {
      return null;
    }
    line.reset();
    number++;
    boolean ended = false;
    while (!ended && hasMore()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      if (line.size() + end - from > MAX_LINE) {
        throw new DamagedFileException(
            "line %d has more than %d bytes".formatted(number, MAX_LINE));
      }
      line.write(buffer, from, end - from);
      ended = end < to;
      from = ended ? end + 1 : end;
    }
    return Json.object(line.toByteArray(), "line %d ".formatted(number));
  }

  private boolean hasMore() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer));
    }
    return from < to;
  }

  /** Returns the number of the last line, from 1. */
  long number() {
    return number;
  }
}
