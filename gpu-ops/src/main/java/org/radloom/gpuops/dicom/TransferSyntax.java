package org.radloom.gpuops.dicom;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.regex.Pattern;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The encodings of a data set that are read (PS3.5, annex A): those that leave pixels as they are.
 */
enum TransferSyntax {
  IMPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2", ByteOrder.LITTLE_ENDIAN),
  EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1", ByteOrder.LITTLE_ENDIAN),
  DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1.99", ByteOrder.LITTLE_ENDIAN),
  EXPLICIT_VR_BIG_ENDIAN("1.2.840.10008.1.2.2", ByteOrder.BIG_ENDIAN);

  private static final Pattern UID = Pattern.compile("[0-9.]{1,64}");

  /** Names of common ones that are not read, so that a refusal tells the reader what to convert. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed"),
          Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
          Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"),
          Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless"),
          Map.entry("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction"),
          Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
          Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
          Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
          Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile"),
          Map.entry("1.2.840.10008.1.2.4.102", "MPEG-4 High Profile"),
          Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
          Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 RPCL Lossless"),
          Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
          Map.entry("1.2.840.10008.1.2.5", "RLE Lossless"));

  private final String uid;
  private final ByteOrder byteOrder;

  TransferSyntax(String uid, ByteOrder byteOrder) {
    this.uid = uid;
    this.byteOrder = byteOrder;
  }

  /** Returns the one of that UID; any other is refused by number and, where known, by name. */
  static TransferSyntax of(String uid, String fileName) throws UnreadableVolumeException {
    for (TransferSyntax syntax : values()) {
      if (syntax.uid.equals(uid)) {
        return syntax;
      }
    }
    String found =
        UID.matcher(uid).matches()
            ? "%s (%s)".formatted(uid, OTHERS.getOrDefault(uid, "unknown"))
            : "no UID";
    throw new UnreadableVolumeException(
        "unsupported_transfer_syntax",
        "the transfer syntax must be uncompressed, but was: %s (file %s)"
            .formatted(found, fileName));
  }

  ByteOrder byteOrder() {
    return byteOrder;
  }

  boolean isExplicit() {
    return this != IMPLICIT_VR_LITTLE_ENDIAN;
  }

  boolean isDeflated() {
    return this == DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
  }
}
