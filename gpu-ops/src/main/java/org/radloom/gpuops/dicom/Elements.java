package org.radloom.gpuops.dicom;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The values of one file that {@link Tag} names, read as what they must be.
 *
 * <p>An element that is absent and one of no length are the same: without a value. No message holds
 * text from the file.
 */
final class Elements {
  /**
   * VR DS, PS3.5 table 6.2-1, without the hexadecimal and infinite numbers that Java also takes.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,32}(\\.\\d{0,32})?|\\.\\d{1,32})([eE][+-]?\\d{1,3})?");

  private final String fileName;
  private final ByteOrder byteOrder;
  private final Map<Tag, byte[]> values = new EnumMap<>(Tag.class);

  Elements(String fileName, ByteOrder byteOrder) {
    this.fileName = fileName;
    this.byteOrder = byteOrder;
  }

  void put(Tag tag, byte[] value) {
    values.put(tag, value);
  }

  /** Returns the text without the padding, empty if there is no value. */
  String text(Tag tag) {
    byte[] value = values.get(tag);
    return value == null
        ? ""
        : new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
  }

  String requiredText(Tag tag) throws UnreadableVolumeException {
    String text = text(tag);
    if (text.isEmpty()) {
      throw missing(tag);
    }
    return text;
  }

  /** Returns the values of a text that backslashes separate; none for no value. */
  List<String> texts(Tag tag) {
    String text = text(tag);
    return text.isEmpty()
        ? List.of()
        : Pattern.compile("\\", Pattern.LITERAL).splitAsStream(text).map(String::strip).toList();
  }

  OptionalDouble decimal(Tag tag) throws UnreadableVolumeException {
    return values.containsKey(tag) && !text(tag).isEmpty()
        ? OptionalDouble.of(requiredDecimals(tag, 1)[0])
        : OptionalDouble.empty();
  }

  /** Returns {@code count} finite numbers. */
  double[] requiredDecimals(Tag tag, int count) throws UnreadableVolumeException {
    requiredText(tag);
    List<String> texts = texts(tag);
    double[] numbers = new double[texts.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          DECIMAL.matcher(texts.get(i)).matches() ? Double.parseDouble(texts.get(i)) : Double.NaN;
      if (!Double.isFinite(numbers[i])) {
        throw failure("damaged", "%s must be decimal numbers, but is not", tag);
      }
    }
    if (numbers.length != count) {
      throw failure(
          "damaged", "%s must hold " + count + " numbers, but holds " + numbers.length, tag);
    }
    return numbers;
  }

  /** Returns the 16 bits, unsigned. */
  OptionalInt word(Tag tag) throws UnreadableVolumeException {
    byte[] value = values.get(tag);
    if (value == null || value.length == 0) {
      return OptionalInt.empty();
    }
    if (value.length != 2) {
      throw failure("damaged", "%s must be 2 bytes long, but is " + value.length, tag);
    }
    return OptionalInt.of(DicomInput.unsignedShort(value, byteOrder));
  }

  int requiredWord(Tag tag) throws UnreadableVolumeException {
    OptionalInt word = word(tag);
    if (word.isEmpty()) {
      throw missing(tag);
    }
    return word.getAsInt();
  }

  void requireWord(Tag tag, int expected, String reason) throws UnreadableVolumeException {
    int found = requiredWord(tag);
    if (found != expected) {
      throw failure(reason, "%s must be " + expected + ", but was: " + found, tag);
    }
  }

  /** What was found is not told: a name may have been written where a code belongs. */
  void requireCode(Tag tag, String expected, String reason) throws UnreadableVolumeException {
    if (!requiredText(tag).equals(expected)) {
      throw failure(reason, "%s must be " + expected + ", but is not", tag);
    }
  }

  /** Returns the failure whose message has the tag's keyword and the file's name put in. */
  UnreadableVolumeException failure(String reason, String message, Tag tag) {
    return failure(reason, message.formatted(tag.keyword()));
  }

  UnreadableVolumeException failure(String reason, String message) {
    return new UnreadableVolumeException(reason, "%s (file %s)".formatted(message, fileName));
  }

  private UnreadableVolumeException missing(Tag tag) {
    return failure("missing_element", "%s must have a value, but has none", tag);
  }
}
