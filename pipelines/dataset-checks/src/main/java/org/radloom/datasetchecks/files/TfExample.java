package org.radloom.datasetchecks.files;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tf.train.Example} as its wire format has it (TensorFlow, example.proto and
 * feature.proto): features by key, each a list of bytes, floats or 64-bit integers.
 */
final class TfExample {
  /** Kind of a feature's list; the number is that of its field. */
  enum Kind {
    BYTES,
    FLOATS,
    INTEGERS
  }

  /**
   * A feature; of its three lists at most one is not empty.
   *
   * @param kind which list it is, or null if it names none
   */
  record Feature(@Nullable Kind kind, List<byte[]> bytes, List<Float> floats, List<Long> integers) {
    int size() {
      return bytes.size() + floats.size() + integers.size();
    }

    String text(int index) {
      return new String(bytes.get(index), StandardCharsets.UTF_8);
    }
  }

  private static final int FIRST_FIELD = 1;
  private static final int VALUE_FIELD = 2;
  private static final int MAX_VALUES = 5_000_000;
  private static final int MAX_KEYS = 1000;

  private final Map<String, Feature> features = new TreeMap<>();
  private int values;

  private TfExample() {}

  /**
   * Reads an example.
   *
   * @throws IOException if the bytes are none
   */
  static TfExample parse(byte[] bytes) throws IOException {
    TfExample example = new TfExample();
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    in.enableAliasing(false);
    while (!in.isAtEnd()) {
      if (in.readTag() != tag(FIRST_FIELD, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
        throw new IOException("not the features of an example");
      }
      int end = in.pushLimit(in.readRawVarint32());
      while (!in.isAtEnd()) {
        example.entry(in);
      }
      in.popLimit(end);
    }
    return example;
  }

  @Nullable Feature get(String key) {
    return features.get(key);
  }

  private void entry(CodedInputStream in) throws IOException {
    if (in.readTag() != tag(FIRST_FIELD, WireFormat.WIRETYPE_LENGTH_DELIMITED)) {
      throw new IOException("not an entry of the features");
    }
    int end = in.pushLimit(in.readRawVarint32());
    String key = "";
    Feature feature = new Feature(null, List.of(), List.of(), List.of());
    while (!in.isAtEnd()) {
      int field = WireFormat.getTagFieldNumber(in.readTag());
      if (field == FIRST_FIELD) {
        key = in.readStringRequireUtf8();
      } else if (field == VALUE_FIELD) {
        feature = feature(in);
      } else {
        throw new IOException("not a key or value");
      }
    }
    in.popLimit(end);
    if (features.put(key, feature) != null || features.size() > MAX_KEYS) {
      throw new IOException("a key is there twice, or there are too many");
    }
  }

  private Feature feature(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    Kind kind = null;
    List<byte[]> bytes = new ArrayList<>();
    List<Float> floats = new ArrayList<>();
    List<Long> integers = new ArrayList<>();
    while (!in.isAtEnd()) {
      int field = WireFormat.getTagFieldNumber(in.readTag());
      if (kind != null || field < 1 || field > Kind.values().length) {
        throw new IOException("not one list of values");
      }
      kind = Kind.values()[field - 1];
      int endOfList = in.pushLimit(in.readRawVarint32());
      while (!in.isAtEnd()) {
        int valueTag = in.readTag();
        if (WireFormat.getTagFieldNumber(valueTag) != FIRST_FIELD) {
          throw new IOException("not a value of a list");
        }
        read(in, kind, WireFormat.getTagWireType(valueTag), bytes, floats, integers);
      }
      in.popLimit(endOfList);
    }
    in.popLimit(end);
    return new Feature(kind, bytes, floats, integers);
  }

  /** Reads one value, or many of a packed list. */
  private void read(
      CodedInputStream in,
      Kind kind,
      int wireType,
      List<byte[]> bytes,
      List<Float> floats,
      List<Long> integers)
      throws IOException {
    boolean packed = kind != Kind.BYTES && wireType == WireFormat.WIRETYPE_LENGTH_DELIMITED;
    int end = packed ? in.pushLimit(in.readRawVarint32()) : 0;
    do {
      if (packed && in.isAtEnd()) {
        break;
      }
      if (++values > MAX_VALUES) {
        throw new IOException("too many values");
      }
      switch (kind) {
        case BYTES -> bytes.add(in.readByteArray());
        case FLOATS -> floats.add(in.readFloat());
        case INTEGERS -> integers.add(in.readInt64());
      }
    } while (packed);
    if (packed) {
      in.popLimit(end);
    }
  }

  private static int tag(int field, int wireType) {
    return (field << 3) | wireType;
  }
}
