package org.radloom.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/** Messages to put in, and ways to look at them. */
public final class Messages {
  /** Limit of the parser: no test's message is longer, unless it says so. */
  public static final int MAX_BYTES = 1 << 20;

  /** When a test's rejects arrive: 2026-11-21T10:00:00Z, microseconds. */
  public static final long ARRIVED_MICROS = 1_795_255_200_000_000L;

  private Messages() {}

  /** Returns the message of a line. */
  public static byte[] parse(String line) {
    return parse(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the message of bytes. */
  public static byte[] parse(byte[] bytes) {
    return new MessageParser(MAX_BYTES).parse(bytes, 0, bytes.length, ARRIVED_MICROS);
  }

  /** Returns a message behind its place, as it travels. */
  public static byte[] placed(Place place, byte[] message) {
    RowWriter row = new RowWriter(256);
    place.put(row);
    return row.putRaw(message, 0, message.length).toBytes();
  }

  /** Returns the view of a message. */
  public static Message view(byte[] message) {
    return Message.read(message, new RowReader(message));
  }

  /** Returns the key of a message as hex digits. */
  public static String key(byte[] message) {
    return HexFormat.of().formatHex(message, 0, Message.KEY_BYTES);
  }

  /** Returns the bytes that a message carries. */
  public static byte[] payload(byte[] message) {
    Message view = view(message);
    return Arrays.copyOfRange(message, view.offset(), view.offset() + view.length());
  }

  /** Returns an event in Avro's single-object encoding, written out by its specification. */
  public static byte[] singleObject(SpecificRecord event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xc3);
    out.write(1);
    out.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(event.getSchema()))
            .array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
