package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.radloom.events.AvroBytes;
import org.radloom.rows.RowWriter;

/**
 * Records in Avro's binary encoding, as they lie in files. Not deterministic: maps keep no order.
 *
 * @param <T> the record
 */
public final class RecordCoder<T extends SpecificRecord> extends CustomCoder<T> {
  private static final long serialVersionUID = 1;
  private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

  private final Class<T> type;

  private RecordCoder(Class<T> type) {
    this.type = type;
  }

  /** Returns the coder of a generated class. */
  public static <T extends SpecificRecord> RecordCoder<T> of(Class<T> type) {
    return new RecordCoder<>(type);
  }

  @Override
  public void encode(T record, OutputStream out) throws IOException {
    RowWriter row = new RowWriter(1024);
    new AvroBytes<T>(schema()).encode(record, row);
    BYTES.encode(row.toBytes(), out);
  }

  @Override
  public T decode(InputStream in) throws IOException {
    byte[] bytes = BYTES.decode(in);
    return new AvroBytes<T>(schema()).decode(bytes, 0, bytes.length);
  }

  private Schema schema() {
    return SpecificData.get().getSchema(type);
  }

  @Override
  public List<? extends Coder<?>> getCoderArguments() {
    return List.of();
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    throw new NonDeterministicException(this, "the maps of a record keep no order");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordCoder<?> coder && type.equals(coder.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }
}
