package org.radloom.gpuops.dicom;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * Reads one file up to its pixels and refuses what is no plain CT slice (PS3.3, A.3).
 *
 * <p>Passed over, without a word, are files that can't be slices: those that {@link FileStart}
 * knows as another kind, and a DICOMDIR.
 */
final class SliceHeaderReader {
  private static final String MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10";

  /** What direction cosines of three decimals may be off. */
  private static final double DIRECTION_TOLERANCE = 1e-3;

  private static final double LARGEST_SPACING_MM = 1e4;
  private static final double SMALLEST_SPACING_MM = 1e-4;
  private static final double FARTHEST_MM = 1e6;

  private final Path file;
  private final DicomInput in;

  private SliceHeaderReader(Path file, DicomInput in) {
    this.file = file;
    this.in = in;
  }

  /** Returns what the file says, or empty if it is one of those passed over. */
  static Optional<SliceHeader> read(Path file) throws IOException {
    try (DicomInput in = DicomInput.open(file)) {
      return new SliceHeaderReader(file, in).read();
    }
  }

  private Optional<SliceHeader> read() throws IOException {
    if (!FileStart.isDicom(in)) {
      return Optional.empty();
    }
    DataSetReader reader = new DataSetReader(in);
    Elements meta = reader.readMeta();
    if (meta.text(Tag.MEDIA_STORAGE_SOP_CLASS_UID).equals(MEDIA_STORAGE_DIRECTORY)) {
      return Optional.empty();
    }
    TransferSyntax syntax =
        TransferSyntax.of(meta.requiredText(Tag.TRANSFER_SYNTAX_UID), in.fileName());
    Elements elements = new Elements(in.fileName(), syntax.byteOrder());
    DataSetReader.PixelData found = reader.readDataSet(syntax, elements);
    checkIsCtSlice(elements);
    SliceGrid grid = grid(elements);
    DataSetReader.PixelData pixelData = checkPixels(elements, found, grid, syntax);
    return Optional.of(
        new SliceHeader(
            file,
            syntax,
            pixelData,
            elements.requiredText(Tag.SERIES_INSTANCE_UID),
            elements.text(Tag.SOP_INSTANCE_UID),
            grid,
            position(elements),
            PixelFormatReader.read(elements),
            times(elements),
            positive(elements, Tag.KVP),
            positive(elements, Tag.SPACING_BETWEEN_SLICES),
            positive(elements, Tag.SLICE_THICKNESS)));
  }

  private void checkIsCtSlice(Elements elements) throws UnreadableVolumeException {
    elements.requireCode(Tag.MODALITY, "CT", "not_ct");
    List<String> imageType = elements.texts(Tag.IMAGE_TYPE);
    if (imageType.size() > 2 && imageType.get(2).equals("LOCALIZER")) {
      throw in.failure("localizer", "the image must be a slice, but is a localizer");
    }
    OptionalDouble frames = elements.decimal(Tag.NUMBER_OF_FRAMES);
    if (frames.isPresent() && frames.getAsDouble() != 1) {
      throw in.failure(
          "multi_frame",
          "the file must hold one frame, but holds: %.0f".formatted(frames.getAsDouble()));
    }
  }

  private DataSetReader.PixelData checkPixels(
      Elements elements,
      DataSetReader.@Nullable PixelData data,
      SliceGrid grid,
      TransferSyntax syntax)
      throws UnreadableVolumeException {
    elements.requireWord(Tag.SAMPLES_PER_PIXEL, 1, "unsupported_pixels");
    elements.requireCode(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2", "unsupported_pixels");
    elements.requireWord(Tag.BITS_ALLOCATED, Short.SIZE, "unsupported_pixels");
    if (data == null) {
      throw in.failure("no_pixels", "the file must hold pixels, but ends before any");
    }
    if (data.vr().equals("OB") && syntax.byteOrder() == ByteOrder.BIG_ENDIAN) {
      throw in.failure("damaged", "pixels of 16 bits must be of VR OW, but are of: OB");
    }
    long expected = (long) grid.rows() * grid.columns() * Short.BYTES;
    if (data.length() != expected) {
      throw in.failure(
          "damaged",
          "%d rows of %d pixels must be %d bytes, but are: %d"
              .formatted(grid.rows(), grid.columns(), expected, data.length()));
    }
    if (!syntax.isDeflated() && data.length() > in.left()) {
      throw in.failure(
          "truncated",
          "there must be %d bytes of pixels, but there are: %d"
              .formatted(data.length(), in.left()));
    }
    return data;
  }

  private SliceGrid grid(Elements elements) throws UnreadableVolumeException {
    double[] spacing = elements.requiredDecimals(Tag.PIXEL_SPACING, 2);
    double[] directions = elements.requiredDecimals(Tag.IMAGE_ORIENTATION_PATIENT, 6);
    Vector3 alongRow = Vector3.of(directions, 0);
    Vector3 alongColumn = Vector3.of(directions, 3);
    if (Math.abs(alongRow.length() - 1) > DIRECTION_TOLERANCE
        || Math.abs(alongColumn.length() - 1) > DIRECTION_TOLERANCE
        || Math.abs(alongRow.dot(alongColumn)) > DIRECTION_TOLERANCE) {
      throw in.failure(
          "bad_geometry",
          "ImageOrientationPatient must be two unit vectors at a right angle to within %s, but is not"
              .formatted(DIRECTION_TOLERANCE));
    }
    SliceGrid grid =
        new SliceGrid(
            elements.requiredWord(Tag.ROWS),
            elements.requiredWord(Tag.COLUMNS),
            spacing[0],
            spacing[1],
            alongRow.unit(),
            alongColumn.unit());
    if (grid.rows() == 0 || grid.columns() == 0) {
      throw in.failure("bad_geometry", "rows and columns must be > 0, but are not");
    }
    if (!isSpacing(grid.dyMm()) || !isSpacing(grid.dxMm())) {
      throw in.failure(
          "bad_geometry",
          "PixelSpacing must be %s to %s mm, but was: %s, %s"
              .formatted(SMALLEST_SPACING_MM, LARGEST_SPACING_MM, grid.dyMm(), grid.dxMm()));
    }
    return grid;
  }

  private static boolean isSpacing(double mm) {
    return mm >= SMALLEST_SPACING_MM && mm <= LARGEST_SPACING_MM;
  }

  private Vector3 position(Elements elements) throws UnreadableVolumeException {
    Vector3 position = Vector3.of(elements.requiredDecimals(Tag.IMAGE_POSITION_PATIENT, 3), 0);
    if (!(position.length() <= FARTHEST_MM)) {
      throw in.failure(
          "bad_geometry",
          "ImagePositionPatient must be within %s mm, but is not".formatted(FARTHEST_MM));
    }
    return position;
  }

  private static SliceTimes times(Elements elements) throws UnreadableVolumeException {
    return new SliceTimes(
        elements.text(Tag.ACQUISITION_DATE_TIME),
        elements.text(Tag.ACQUISITION_DATE),
        elements.text(Tag.ACQUISITION_TIME),
        elements.text(Tag.CONTENT_DATE),
        elements.text(Tag.CONTENT_TIME),
        elements.decimal(Tag.TEMPORAL_POSITION_IDENTIFIER),
        elements.decimal(Tag.TEMPORAL_RESOLUTION));
  }

  /** Returns the number, or none if it is absent or says nothing (0 is written for unknown). */
  private static OptionalDouble positive(Elements elements, Tag tag)
      throws UnreadableVolumeException {
    OptionalDouble number = elements.decimal(tag);
    return number.orElse(0) > 0 ? number : OptionalDouble.empty();
  }
}
