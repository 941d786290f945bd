package org.radloom.volumemaps;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;

/** CT slices as a scanner might write them: explicit VR little endian, HU = stored - 1024. */
final class DicomFiles {
  private static final int RESCALE_INTERCEPT = -1024;
  private static final String SERIES = "1.2.826.0.1.3680043.2.1125.7";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private DicomFiles() {}

  /** Writes one file a slice of one frame, with a patient's name and id in each. */
  static void write(Path folder, Volume volume, String kvp) throws IOException {
    Files.createDirectories(folder);
    for (int slice = 0; slice < volume.space().nz(); slice++) {
      // The highest first, so that order by name is not order in space.
      Path file = folder.resolve("IM%03d".formatted(volume.space().nz() - slice));
      Files.write(file, slice(volume, slice, kvp));
    }
  }

  private static byte[] slice(Volume volume, int slice, String kvp) throws IOException {
    Space space = volume.space();
    String uid = SERIES + "." + (slice + 1);
    DicomFiles meta = new DicomFiles();
    meta.text(0x0002, 0x0002, "UI", "1.2.840.10008.5.1.4.1.1.2");
    meta.text(0x0002, 0x0003, "UI", uid);
    meta.text(0x0002, 0x0010, "UI", "1.2.840.10008.1.2.1");
    DicomFiles data = new DicomFiles();
    data.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.2");
    data.text(0x0008, 0x0018, "UI", uid);
    data.text(0x0008, 0x0060, "CS", "CT");
    data.text(0x0010, 0x0010, "PN", InputFiles.PATIENT);
    data.text(0x0010, 0x0020, "LO", InputFiles.PATIENT);
    data.text(0x0018, 0x0060, "DS", kvp);
    data.text(0x0020, 0x000D, "UI", SERIES);
    data.text(0x0020, 0x000E, "UI", SERIES);
    data.text(0x0020, 0x0032, "DS", "0\\0\\%s".formatted(slice * space.incrementMm()));
    data.text(0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0");
    data.number(0x0028, 0x0002, 1);
    data.text(0x0028, 0x0004, "CS", "MONOCHROME2");
    data.number(0x0028, 0x0010, space.ny());
    data.number(0x0028, 0x0011, space.nx());
    data.text(0x0028, 0x0030, "DS", "%s\\%s".formatted(space.dyMm(), space.dxMm()));
    data.number(0x0028, 0x0100, 16);
    data.number(0x0028, 0x0101, 16);
    data.number(0x0028, 0x0102, 15);
    data.number(0x0028, 0x0103, 1);
    data.text(0x0028, 0x1052, "DS", Integer.toString(RESCALE_INTERCEPT));
    data.text(0x0028, 0x1053, "DS", "1");
    data.text(0x0028, 0x1054, "LO", "HU");
    data.pixels(volume, slice);
    ByteBuffer length = little(Integer.BYTES).putInt(meta.bytes.size()).flip();
    DicomFiles whole = new DicomFiles();
    whole.bytes.write(new byte[128]);
    whole.bytes.write("DICM".getBytes(StandardCharsets.US_ASCII));
    whole.element(0x0002, 0x0000, "UL", length);
    whole.bytes.write(meta.bytes.toByteArray());
    whole.bytes.write(data.bytes.toByteArray());
    return whole.bytes.toByteArray();
  }

  private void text(int group, int element, String vr, String value) throws IOException {
    String even = value.length() % 2 == 0 ? value : value + (vr.equals("UI") ? "\0" : " ");
    element(group, element, vr, ByteBuffer.wrap(even.getBytes(StandardCharsets.US_ASCII)));
  }

  private void number(int group, int element, int value) throws IOException {
    element(group, element, "US", little(Short.BYTES).putShort((short) value).flip());
  }

  private void pixels(Volume volume, int slice) throws IOException {
    int voxels = volume.space().sliceVoxels();
    ByteBuffer words = little(Short.BYTES * voxels);
    for (int i = 0; i < voxels; i++) {
      words.putShort((short) (volume.voxels().hu(slice * voxels + i) - RESCALE_INTERCEPT));
    }
    element(0x7FE0, 0x0010, "OW", words.flip());
  }

  private void element(int group, int element, String vr, ByteBuffer value) throws IOException {
    boolean wide = vr.equals("OW");
    ByteBuffer head = little(wide ? 12 : 8);
    head.putShort((short) group).putShort((short) element);
    head.put(vr.getBytes(StandardCharsets.US_ASCII));
    if (wide) {
      head.putShort((short) 0).putInt(value.remaining());
    } else {
      head.putShort((short) value.remaining());
    }
    write(head.flip());
    write(value);
  }

  private void write(ByteBuffer from) throws IOException {
    byte[] out = new byte[from.remaining()];
    from.get(out);
    bytes.write(out);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
