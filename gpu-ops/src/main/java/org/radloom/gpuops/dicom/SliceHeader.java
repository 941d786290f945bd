package org.radloom.gpuops.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * What one file says about its slice; checked on its own, not against its neighbours.
 *
 * @param file where it is
 * @param transferSyntax how it is encoded
 * @param pixelData where its pixels are
 * @param seriesUid which series it is of
 * @param instanceUid which slice it is, empty if it does not say
 * @param grid rows, columns, spacing and directions
 * @param position centre of its first pixel
 * @param format how the words of its pixels are read
 * @param times when it was taken
 * @param kvp tube voltage, kV
 * @param spacingBetweenSlicesMm what it says about its neighbours, mm
 * @param sliceThicknessMm nominal, mm
 */
record SliceHeader(
    Path file,
    TransferSyntax transferSyntax,
    DataSetReader.PixelData pixelData,
    String seriesUid,
    String instanceUid,
    SliceGrid grid,
    Vector3 position,
    PixelFormat format,
    SliceTimes times,
    OptionalDouble kvp,
    OptionalDouble spacingBetweenSlicesMm,
    OptionalDouble sliceThicknessMm) {

  /** Returns the file's name, for messages. */
  String fileName() {
    return String.valueOf(file.getFileName());
  }

  /** Opens the file where its pixels begin. */
  DicomInput openPixels() throws IOException {
    DicomInput in = DicomInput.open(file);
    try {
      long headerBytes = pixelData.offset() - pixelData.dataSetOffset();
      in.skip(pixelData.dataSetOffset());
      if (transferSyntax.isDeflated()) {
        in.inflateRest(headerBytes + pixelData.length());
      }
      in.skip(headerBytes);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
