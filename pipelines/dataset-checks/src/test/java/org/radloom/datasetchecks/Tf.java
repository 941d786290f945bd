package org.radloom.datasetchecks;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes {@code tf.train.Example} and TFRecord frames, for tests. */
public final class Tf {
  private static final int BYTES = 1;
  private static final int FLOATS = 2;
  private static final int INTEGERS = 3;

  private final Map<String, byte[]> features = new LinkedHashMap<>();

  /** Returns an example of an image of 16 x 12 pixels with one mass. */
  public static Tf example(int id, String recordId, String patient) throws IOException {
    return new Tf()
        .integers("image/height", 12)
        .integers("image/width", 16)
        .texts("image/filename", "img.png")
        .texts("image/source_id", Integer.toString(id))
        .texts("image/key/sha256", "")
        .texts("image/encoded", "not looked into")
        .texts("image/format", "png")
        .floats("image/object/bbox/xmin", 2 / 16f)
        .floats("image/object/bbox/xmax", 10 / 16f)
        .floats("image/object/bbox/ymin", 2 / 12f)
        .floats("image/object/bbox/ymax", 7 / 12f)
        .texts("image/object/class/text", "mass")
        .integers("image/object/class/label", 1)
        .floats("image/object/area", 20)
        .integers("image/object/is_crowd", 0)
        .texts("image/object/mask")
        .texts("radloom/record_id", recordId)
        .texts("radloom/patient", patient);
  }

  public Tf integers(String key, long... values) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(packed);
    for (long value : values) {
      out.writeInt64NoTag(value);
    }
    out.flush();
    return feature(
        key, INTEGERS, values.length == 0 ? new byte[0] : field(1, packed.toByteArray()));
  }

  public Tf floats(String key, float... values) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(packed);
    for (float value : values) {
      out.writeFloatNoTag(value);
    }
    out.flush();
    return feature(key, FLOATS, values.length == 0 ? new byte[0] : field(1, packed.toByteArray()));
  }

  public Tf texts(String key, String... values) throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String value : values) {
      list.write(field(1, value.getBytes(StandardCharsets.UTF_8)));
    }
    return feature(key, BYTES, list.toByteArray());
  }

  public Tf without(String key) {
    features.remove(key);
    return this;
  }

  public byte[] bytes() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] entry : features.values()) {
      all.write(field(1, entry));
    }
    return field(1, all.toByteArray());
  }

  private Tf feature(String key, int kind, byte[] list) throws IOException {
    ByteArrayOutputStream entry = new ByteArrayOutputStream();
    entry.write(field(1, key.getBytes(StandardCharsets.UTF_8)));
    entry.write(field(2, field(kind, list)));
    features.put(key, entry.toByteArray());
    return this;
  }

  private static byte[] field(int number, byte[] value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeByteArray(number, value);
    out.flush();
    return bytes.toByteArray();
  }

  /** Returns data as a frame of a TFRecord file. */
  public static byte[] frame(byte[] data) {
    ByteBuffer frame = ByteBuffer.allocate(data.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(data.length);
    frame.putInt(masked(frame.array(), 0, 8));
    frame.put(data);
    frame.putInt(masked(data, 0, data.length));
    return frame.array();
  }

  private static int masked(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + 0xa282ead8;
  }
}
