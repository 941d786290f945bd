package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.radloom.events.EventFileReader;

/**
 * A stretch of an input file that one worker reads: whole lines of a JSON Lines file, or all of any
 * other file.
 *
 * @param file the file
 * @param start offset of the first byte
 * @param end offset behind the last byte; {@link Long#MAX_VALUE} for "to the end"
 * @param firstLine number of the first line, from 1
 */
public record FileRange(SourceFile file, long start, long end, long firstLine)
    implements Serializable {

  /** Returns the range as far as {@code bytes} of the file; a file of no lines is read whole. */
  public FileRange upTo(long bytes) {
    return new FileRange(file, start, Math.min(end, bytes), firstLine);
  }

  /** Has what the range holds read. */
  public void read(EventFileReader reader) throws IOException {
    try (ReadableByteChannel channel = file.open();
        InputStream in = Channels.newInputStream(channel)) {
      if (start > 0) {
        ((SeekableByteChannel) channel).position(start);
        reader.readLines(in, end - start, firstLine);
      } else {
        reader.read(in, end);
      }
    }
  }
}
