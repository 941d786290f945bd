package org.radloom.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.radloom.events.AvroBytes;
import org.radloom.files.Digests;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.ModelWatch;

/**
 * Watches of models as an Avro container file, with the state that later ones are merged with or
 * measured from. Not compressed, and with a sync marker made of the contents, so that the same
 * watches are the same bytes.
 */
public final class WatchAvro {
  private static final int SYNC_BYTES = 16;
  private static final int MAX_FILE_BYTES = 256 << 20;

  private WatchAvro() {}

  /** Returns the file of watches, in their order. */
  public static byte[] write(List<ModelWatch> watches) throws IOException {
    RowWriter contents = new RowWriter(1 << 12);
    AvroBytes<ModelWatch> encoder = new AvroBytes<>(ModelWatch.getClassSchema());
    watches.forEach(watch -> encoder.encode(watch, contents));
    byte[] digest = Digests.sha256().digest(contents.toBytes());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(contents.size() + 8192);
    try (DataFileWriter<ModelWatch> file =
        new DataFileWriter<>(new SpecificDatumWriter<>(ModelWatch.class))) {
      file.create(ModelWatch.getClassSchema(), bytes, Arrays.copyOf(digest, SYNC_BYTES));
      for (ModelWatch watch : watches) {
        file.append(watch);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a file that {@link #write} made, or an earlier release of it.
   *
   * @throws IOException if it is none, or larger than 256 MiB
   */
  public static List<ModelWatch> read(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
    if (bytes.length > MAX_FILE_BYTES) {
      throw new IOException("a file of watches must be at most 256 MiB");
    }
    List<ModelWatch> watches = new ArrayList<>();
    try (DataFileReader<ModelWatch> file =
        new DataFileReader<>(
            new SeekableByteArrayInput(bytes), new SpecificDatumReader<>(ModelWatch.class))) {
      requireWhole(bytes, (int) file.previousSync());
      file.forEachRemaining(watches::add);
    } catch (AvroRuntimeException e) {
      throw new IOException("this is no file of watches", e);
    }
    return watches;
  }

  /**
   * Checks that the marker in front of the first block, at whose end {@code start} is, stands at
   * the end too: Avro takes a file that was cut off for a shorter one.
   */
  private static void requireWhole(byte[] bytes, int start) throws IOException {
    int end = bytes.length;
    if (start < SYNC_BYTES
        || !Arrays.equals(bytes, start - SYNC_BYTES, start, bytes, end - SYNC_BYTES, end)) {
      throw new IOException("a file of watches is cut off");
    }
  }
}
