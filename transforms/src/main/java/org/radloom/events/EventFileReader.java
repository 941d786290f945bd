package org.radloom.events;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads a file of events, JSON Lines or Avro, gzipped or not, and tells of everything in it. A file
 * that is damaged as a whole, Avro or gzip, gives one reject behind the last event that could be
 * read. Blank lines are no events. Not thread-safe.
 */
public final class EventFileReader {

  /** Takes what a file holds, in order. Positions are lines or Avro records, from 1. */
  public interface Receiver extends AvroEvents.Receiver {
    /** Takes a line, which may be no event; the array is only lent. */
    void line(byte[] buffer, int offset, int length, long position);
  }

  private static final int BUFFER_BYTES = 256 << 10;
  private static final int HEAD_BYTES = 4;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final int maxLineBytes;
  private final Receiver out;
  private long lastPosition;

  /** Makes a reader that rejects longer lines unread. */
  public EventFileReader(int maxLineBytes, Receiver out) {
    this.maxLineBytes = maxLineBytes;
    this.out = out;
  }

  /** Returns whether a file that starts with these bytes is gzipped. */
  public static boolean isGzip(byte[] head) {
    return head.length >= 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
  }

  /**
   * Reads a file from its start: to {@code end} if it holds plain lines, else to its own end.
   *
   * @throws IOException if {@code in} itself fails, which is not the file's fault
   */
  public void read(InputStream in, long end) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    byte[] head = peek(buffered);
    if (!isGzip(head)) {
      readPlain(buffered, head, end);
      return;
    }
    lastPosition = 0;
    try {
      // No buffer behind it: one would throw away what came before the damage.
      PushbackInputStream unzipped =
          new PushbackInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), HEAD_BYTES);
      byte[] start = unzipped.readNBytes(HEAD_BYTES);
      unzipped.unread(start);
      readPlain(unzipped, start, Long.MAX_VALUE);
    } catch (ZipException | EOFException e) {
      out.reject(
          new InvalidEventException(EventType.UNKNOWN, RejectReason.CORRUPT_GZIP, null),
          lastPosition + 1);
    }
  }

  /** Reads {@code bytes} bytes of whole lines, the first of which has that number. */
  public void readLines(InputStream in, long bytes, long firstLine) throws IOException {
    LineReader lines = new LineReader(in, maxLineBytes);
    long position = firstLine;
    while (lines.consumedBytes() < bytes && lines.next()) {
      if (lines.isTooLong()) {
        lastPosition = position;
        out.reject(
            new InvalidEventException(EventType.UNKNOWN, RejectReason.LINE_TOO_LONG, null),
            position);
      } else if (!lines.isBlank()) {
        lastPosition = position;
        out.line(lines.buffer(), lines.offset(), lines.length(), position);
      }
      position++;
    }
  }

  private void readPlain(InputStream in, byte[] head, long end) throws IOException {
    if (AvroEvents.isAvro(head)) {
      AvroEvents.read(in, new Positions());
    } else if (head.length >= BYTE_ORDER_MARK.length
        && head[0] == BYTE_ORDER_MARK[0]
        && head[1] == BYTE_ORDER_MARK[1]
        && head[2] == BYTE_ORDER_MARK[2]) {
      in.skipNBytes(BYTE_ORDER_MARK.length);
      readLines(in, end - BYTE_ORDER_MARK.length, 1);
    } else {
      readLines(in, end, 1);
    }
  }

  private static byte[] peek(BufferedInputStream in) throws IOException {
    in.mark(HEAD_BYTES);
    byte[] head = in.readNBytes(HEAD_BYTES);
    in.reset();
    return head;
  }

  /** Remembers how far an Avro file was read. */
  private final class Positions implements AvroEvents.Receiver {
    @Override
    public void event(SpecificRecord event, long position) {
      lastPosition = position;
      out.event(event, position);
    }

    @Override
    public void reject(InvalidEventException reject, long position) {
      lastPosition = position;
      out.reject(reject, position);
    }
  }
}
