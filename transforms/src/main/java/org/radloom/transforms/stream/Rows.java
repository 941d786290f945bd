package org.radloom.transforms.stream;

import java.util.Arrays;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.values.KV;
import org.radloom.privacy.Pseudonym;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.stream.Message;
import org.radloom.stream.Place;

/** Rows of a place and a message, by the message's key. */
final class Rows {
  /** Namespace of all counters of the stream. */
  static final String METRICS = "radloom";

  static final KvCoder<byte[], byte[]> CODER = KvCoder.of(ByteArrayCoder.of(), ByteArrayCoder.of());

  private static final Counter READ = Metrics.counter(METRICS, "read");

  private Rows() {}

  /** Returns a pseudonym as a key. */
  static byte[] key(Pseudonym pseudonym) {
    return new RowWriter(16).putLong(pseudonym.hi()).putLong(pseudonym.lo()).toBytes();
  }

  /** Returns the pseudonym that {@link #key} made a key of. */
  static Pseudonym pseudonym(byte[] key) {
    RowReader row = new RowReader(key);
    return new Pseudonym(row.readLong(), row.readLong());
  }

  /** Makes a row of a message that has just been read, and counts it. */
  static KV<byte[], byte[]> received(Place place, byte[] message) {
    RowWriter row = new RowWriter(message.length + 64);
    place.put(row);
    row.putRaw(message, 0, message.length);
    READ.inc();
    Message view = Message.read(message, new RowReader(message));
    if (!view.isEvent()) {
      Metrics.counter(METRICS, "rejected_" + view.rejectReason().code()).inc();
    }
    return KV.of(Arrays.copyOf(message, Message.KEY_BYTES), row.toBytes());
  }
}
