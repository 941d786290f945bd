package org.radloom.events;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.rows.RowWriter;

/** One type of record to and from Avro's binary encoding, reusing its buffers. Not thread-safe. */
public final class AvroBytes<T extends SpecificRecord> {
  static {
    AvroLimits.set();
  }

  private final SpecificDatumWriter<T> writer;
  private final SpecificDatumReader<T> reader;
  private @Nullable BinaryEncoder encoder;
  private @Nullable BinaryDecoder decoder;

  /** Makes a codec for records of {@code schema}. */
  public AvroBytes(Schema schema) {
    writer = new SpecificDatumWriter<>(schema);
    reader = new SpecificDatumReader<>(schema);
  }

  /** Appends the encoding of {@code event} to {@code target}, without its length. */
  public void encode(T event, RowWriter target) {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {
            target.putByte(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            target.putRaw(bytes, offset, length);
          }
        };
    try {
      encoder = EncoderFactory.get().binaryEncoder(out, encoder);
      writer.write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the record in {@code length} bytes from {@code offset}. */
  public T decode(byte[] bytes, int offset, int length) {
    try {
      decoder = DecoderFactory.get().binaryDecoder(bytes, offset, length, decoder);
      return reader.read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
