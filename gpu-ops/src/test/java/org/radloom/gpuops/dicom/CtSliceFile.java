package org.radloom.gpuops.dicom;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A CT slice as a Part 10 file, its bytes laid down by hand from PS3.5 and PS3.10: an axial slice
 * of 3 columns and 2 rows, 0.5 mm between rows and 0.25 mm between columns, of stored values 0 to 5
 * and slope 1, intercept -1024, until a test says otherwise.
 */
final class CtSliceFile {
  private static final String RAW = "";
  static final String SERIES = "1.2.826.0.1.3680043.10.1";

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Element(String vr, byte[] little, boolean words) {}

  private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
  private TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
  private String syntaxUid = "1.2.840.10008.1.2.1";
  private String sopClassUid = "1.2.840.10008.5.1.4.1.1.2";

  private CtSliceFile() {}

  /** Returns a slice at {@code (0, 0, zMm)}. */
  static CtSliceFile at(double zMm) {
    return new CtSliceFile()
        .text(0x0008_0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
        .text(0x0008_0060, "CS", "CT")
        .text(0x0010_0010, "PN", "SECRET^NAME")
        .text(0x0018_0060, "DS", "120")
        .text(0x0020_000E, "UI", SERIES)
        .text(0x0020_0032, "DS", "0\\0\\" + zMm)
        .text(0x0020_0037, "DS", "1\\0\\0\\0\\1\\0")
        .word(0x0028_0002, 1)
        .text(0x0028_0004, "CS", "MONOCHROME2")
        .word(0x0028_0010, 2)
        .word(0x0028_0011, 3)
        .text(0x0028_0030, "DS", "0.5\\0.25")
        .word(0x0028_0100, 16)
        .word(0x0028_0101, 12)
        .word(0x0028_0102, 11)
        .word(0x0028_0103, 0)
        .text(0x0028_1052, "DS", "-1024")
        .text(0x0028_1053, "DS", "1")
        .pixels(0, 1, 2, 3, 4, 5);
  }

  CtSliceFile text(int tag, String vr, String text) {
    return bytes(tag, vr, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  CtSliceFile position(double x, double y, double z) {
    return text(0x0020_0032, "DS", x + "\\" + y + "\\" + z);
  }

  CtSliceFile time(String tm) {
    return text(0x0008_0032, "TM", tm);
  }

  CtSliceFile word(int tag, int word) {
    return words(tag, "US", word);
  }

  CtSliceFile pixels(int... words) {
    return words(0x7FE0_0010, "OW", words);
  }

  /** Says how the words of the pixels are to be read. */
  CtSliceFile format(int bitsStored, int highBit, int representation) {
    return word(0x0028_0101, bitsStored)
        .word(0x0028_0102, highBit)
        .word(0x0028_0103, representation);
  }

  CtSliceFile bytes(int tag, String vr, byte[] value) {
    elements.put(tag, new Element(vr, value, false));
    return this;
  }

  /** Puts bytes where the element of that tag belongs, head and all, as they are. */
  CtSliceFile raw(int tag, byte[] headAndValue) {
    return bytes(tag, RAW, headAndValue);
  }

  CtSliceFile without(int tag) {
    elements.remove(tag);
    return this;
  }

  CtSliceFile sopClass(String uid) {
    sopClassUid = uid;
    return this;
  }

  /** Encodes it so. */
  CtSliceFile as(TransferSyntax other, String uid) {
    syntax = other;
    syntaxUid = uid;
    return this;
  }

  private CtSliceFile words(int tag, String vr, int... words) {
    ByteBuffer little = ByteBuffer.allocate(2 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      little.putShort((short) word);
    }
    elements.put(tag, new Element(vr, little.array(), true));
    return this;
  }

  void write(Path file) throws IOException {
    Files.write(file, toBytes());
  }

  byte[] toBytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[128]);
    file.writeBytes(new byte[] {'D', 'I', 'C', 'M'});
    ByteArrayOutputStream meta = new ByteArrayOutputStream();
    put(
        meta,
        0x0002_0002,
        new Element("UI", ascii(sopClassUid), false),
        ByteOrder.LITTLE_ENDIAN,
        true);
    put(
        meta,
        0x0002_0010,
        new Element("UI", ascii(syntaxUid), false),
        ByteOrder.LITTLE_ENDIAN,
        true);
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(meta.size()).array();
    put(file, 0x0002_0000, new Element("UL", length, false), ByteOrder.LITTLE_ENDIAN, true);
    file.writeBytes(meta.toByteArray());
    file.writeBytes(syntax.isDeflated() ? deflate(dataSet()) : dataSet());
    return file.toByteArray();
  }

  private byte[] dataSet() {
    ByteArrayOutputStream dataSet = new ByteArrayOutputStream();
    elements.forEach(
        (tag, element) -> put(dataSet, tag, element, syntax.byteOrder(), syntax.isExplicit()));
    return dataSet.toByteArray();
  }

  private static byte[] deflate(byte[] bytes) {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(deflated, new Deflater(Deflater.BEST_SPEED, true))) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return deflated.toByteArray();
  }

  private static void put(
      ByteArrayOutputStream out, int tag, Element element, ByteOrder order, boolean explicit) {
    if (element.vr.equals(RAW)) {
      out.writeBytes(element.little);
      return;
    }
    byte[] value = padded(element, order);
    ByteBuffer head = ByteBuffer.allocate(12).order(order);
    head.putShort((short) (tag >>> 16)).putShort((short) tag);
    boolean isLong = element.vr.matches("O.|SQ|UN|UT");
    if (!explicit) {
      head.putInt(value.length);
    } else {
      head.put(ascii(element.vr));
      if (isLong) {
        head.putShort((short) 0).putInt(value.length);
      } else {
        head.putShort((short) value.length);
      }
    }
    out.write(head.array(), 0, head.position());
    out.writeBytes(value);
  }

  private static byte[] padded(Element element, ByteOrder order) {
    byte[] value = element.little;
    if (!element.words) {
      byte[] even = Arrays.copyOf(value, value.length + value.length % 2);
      if (value.length % 2 == 1) {
        even[value.length] = (byte) (element.vr.equals("UI") ? 0 : ' ');
      }
      return even;
    }
    byte[] ordered = value.clone();
    if (order == ByteOrder.BIG_ENDIAN) {
      for (int i = 0; i < ordered.length; i += 2) {
        ordered[i] = value[i + 1];
        ordered[i + 1] = value[i];
      }
    }
    return ordered;
  }

  private static byte[] ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return text.length() % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
  }
}
