package org.radloom.gpuops.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the elements of a file up to its pixels (PS3.5, section 7; PS3.10, section 7).
 *
 * <p>Strict where leniency could pass a wrong number: the tags of the data set must ascend, so no
 * element comes twice; nothing inside a sequence is read; a VR must be one of the standard's.
 */
final class DataSetReader {
  /** No CT header that was met is near these; they end files that are made to take long. */
  private static final int MOST_ELEMENTS = 100_000;

  private static final int DEEPEST_SEQUENCE = 32;
  private static final int LONGEST_VALUE_BYTES = 4096;
  private static final long MOST_INFLATED_HEADER_BYTES = 16L << 20;

  private static final long UNDEFINED_LENGTH = 0xFFFF_FFFFL;
  private static final int META_GROUP = 0x0002;
  private static final int META_GROUP_LENGTH = 0x0002_0000;
  private static final int PIXEL_DATA = 0x7FE0_0010;
  private static final int ITEM = 0xFFFE_E000;
  private static final int ITEM_END = 0xFFFE_E00D;
  private static final int SEQUENCE_END = 0xFFFE_E0DD;
  private static final int ITEM_GROUP = 0xFFFE;

  /** PS3.5, 7.1.2: these VRs have a length of 16 bits, */
  private static final Set<String> SHORT_VRS =
      Set.of(
          "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL",
          "SS", "ST", "TM", "UI", "UL", "US");

  /** and these one of 32. */
  private static final Set<String> LONG_VRS =
      Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

  private static final String IMPLICIT = "";

  private final DicomInput in;
  private final byte[] vrBytes = new byte[2];
  private int elements;
  private long previous = Integer.toUnsignedLong(META_GROUP_LENGTH);

  DataSetReader(DicomInput in) {
    this.in = in;
  }

  /**
   * Where the pixels of a file lie.
   *
   * @param dataSetOffset where the data set begins
   * @param offset first byte, counted as {@link DicomInput#position} does
   * @param length bytes
   * @param vr OW, OB or, where VRs are implicit, empty
   */
  record PixelData(long dataSetOffset, long offset, long length, String vr) {}

  private record Encoding(boolean explicit, ByteOrder order) {}

  private record Head(int tag, String vr, long length) {
    boolean isOfUndefinedLength() {
      return length == UNDEFINED_LENGTH;
    }
  }

  /** Reads the file meta information, which follows the prefix {@code DICM}. */
  Elements readMeta() throws IOException {
    Encoding encoding = new Encoding(true, ByteOrder.LITTLE_ENDIAN);
    Elements meta = new Elements(in.fileName(), encoding.order);
    Head first = readHead(encoding);
    if (first.tag != META_GROUP_LENGTH || first.length != 4) {
      throw damaged("the file meta information must begin with its length");
    }
    long length = in.unsignedInt(encoding.order);
    long end = in.position() + length;
    while (in.position() < end) {
      Head head = readHead(encoding);
      if (head.tag >>> 16 != META_GROUP) {
        throw damaged("the file meta information must be as long as it says");
      }
      checkAscends(head);
      readOrSkip(head, encoding, meta);
    }
    if (in.position() != end) {
      throw damaged("the file meta information must be as long as it says");
    }
    return meta;
  }

  /**
   * Reads the data set up to its pixels, which come next.
   *
   * @return where they lie, or null if the file ends without any
   */
  @Nullable PixelData readDataSet(TransferSyntax syntax, Elements into) throws IOException {
    Encoding encoding = new Encoding(syntax.isExplicit(), syntax.byteOrder());
    long dataSetOffset = in.position();
    if (syntax.isDeflated()) {
      in.inflateRest(MOST_INFLATED_HEADER_BYTES);
    }
    while (in.left() > 0) {
      Head head = readHead(encoding);
      checkAscends(head);
      if (head.tag == PIXEL_DATA) {
        if (head.isOfUndefinedLength()) {
          throw damaged("pixels of this transfer syntax must have a length");
        }
        return new PixelData(dataSetOffset, in.position(), head.length, head.vr);
      }
      readOrSkip(head, encoding, into);
    }
    return null;
  }

  private void checkAscends(Head head) throws IOException {
    long tag = Integer.toUnsignedLong(head.tag);
    if (tag <= previous) {
      throw damaged("the tags of the file must ascend");
    }
    previous = tag;
  }

  private void readOrSkip(Head head, Encoding encoding, Elements into) throws IOException {
    Tag tag = Tag.ofNumber(head.tag);
    if (tag == null) {
      skip(head, encoding, 0);
      return;
    }
    if (head.length > LONGEST_VALUE_BYTES) {
      throw damaged(
          "%s must be at most %d bytes long".formatted(tag.keyword(), LONGEST_VALUE_BYTES));
    }
    byte[] value = new byte[(int) head.length];
    in.read(value, value.length);
    into.put(tag, value);
  }

  private void skip(Head head, Encoding encoding, int depth) throws IOException {
    if (!head.isOfUndefinedLength()) {
      in.skip(head.length);
    } else if (head.vr.equals("UN")) {
      // PS3.5, 6.2.2, note 2: of undefined length, it is a sequence with implicit VRs.
      skipSequence(new Encoding(false, ByteOrder.LITTLE_ENDIAN), depth + 1);
    } else if (head.vr.equals("SQ") || head.vr.equals(IMPLICIT)) {
      skipSequence(encoding, depth + 1);
    } else {
      throw damaged("only a sequence may be without a length");
    }
  }

  private void skipSequence(Encoding encoding, int depth) throws IOException {
    if (depth > DEEPEST_SEQUENCE) {
      throw damaged("sequences must be nested at most %d deep".formatted(DEEPEST_SEQUENCE));
    }
    while (true) {
      Head item = readHead(encoding);
      if (item.tag == SEQUENCE_END) {
        return;
      }
      if (item.tag != ITEM) {
        throw damaged("a sequence must hold items alone");
      }
      if (item.isOfUndefinedLength()) {
        skipItem(encoding, depth);
      } else {
        in.skip(item.length);
      }
    }
  }

  private void skipItem(Encoding encoding, int depth) throws IOException {
    Head head = readHead(encoding);
    while (head.tag != ITEM_END) {
      skip(head, encoding, depth);
      head = readHead(encoding);
    }
  }

  private Head readHead(Encoding encoding) throws IOException {
    if (++elements > MOST_ELEMENTS) {
      throw damaged("there must be at most %,d elements".formatted(MOST_ELEMENTS));
    }
    int group = in.unsignedShort(encoding.order);
    int tag = group << 16 | in.unsignedShort(encoding.order);
    if (!encoding.explicit || group == ITEM_GROUP) {
      return new Head(tag, IMPLICIT, in.unsignedInt(encoding.order));
    }
    in.read(vrBytes, 2);
    String vr = new String(vrBytes, StandardCharsets.ISO_8859_1);
    if (SHORT_VRS.contains(vr)) {
      return new Head(tag, vr, in.unsignedShort(encoding.order));
    }
    if (!LONG_VRS.contains(vr)) {
      throw damaged(
          "element (%04X,%04X) must have a VR of the standard".formatted(group, tag & 0xFFFF));
    }
    in.skip(2);
    return new Head(tag, vr, in.unsignedInt(encoding.order));
  }

  private IOException damaged(String message) {
    return in.failure("damaged", message + ", but this is not so");
  }
}
