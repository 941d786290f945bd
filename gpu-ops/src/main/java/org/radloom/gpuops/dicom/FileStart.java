package org.radloom.gpuops.dicom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells DICOM files by how they begin (PS3.10, 7.1).
 *
 * <p>Of another kind are files that do not begin as DICOM does and whose name begins with a dot or
 * has the extension of another kind ({@code notes.txt}), or whose first bytes are text. Any other
 * file that does not begin as DICOM is refused, for it may be a slice that a copy cut short, and
 * the volume would lack an end unseen.
 */
final class FileStart {
  private static final int PREAMBLE_BYTES = 128;
  private static final String PREFIX = "DICM";

  /** A letter first, so that the last number of a UID is no extension. */
  private static final Pattern OTHER_KIND =
      Pattern.compile("\\..*|.*\\.(?!(dcm|dicom|dic|ima|img)$)[a-z][a-z0-9]{0,9}");

  private FileStart() {}

  /** Reads past preamble and prefix and returns true, or returns false for another kind. */
  static boolean isDicom(DicomInput in) throws IOException {
    byte[] start = new byte[(int) Math.min(in.left(), PREAMBLE_BYTES + PREFIX.length())];
    in.read(start, start.length);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith(PREFIX, PREAMBLE_BYTES)) {
      return true;
    }
    String name = in.fileName().toLowerCase(Locale.ROOT);
    if (OTHER_KIND.matcher(name).matches()
        || (!text.isEmpty() && text.chars().allMatch(FileStart::isText))) {
      return false;
    }
    throw in.failure("not_dicom", "byte 128 must begin the prefix DICM, but does not");
  }

  private static boolean isText(int character) {
    return (character >= ' ' && character != 0x7F) || (character >= '\t' && character <= '\r');
  }
}
