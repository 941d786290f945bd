package org.radloom.gpuops.dicom;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The elements that are read (PS3.6); all others are skipped, those that name a patient too. */
enum Tag {
  MEDIA_STORAGE_SOP_CLASS_UID(0x0002_0002, "MediaStorageSOPClassUID"),
  TRANSFER_SYNTAX_UID(0x0002_0010, "TransferSyntaxUID"),
  IMAGE_TYPE(0x0008_0008, "ImageType"),
  SOP_INSTANCE_UID(0x0008_0018, "SOPInstanceUID"),
  ACQUISITION_DATE(0x0008_0022, "AcquisitionDate"),
  CONTENT_DATE(0x0008_0023, "ContentDate"),
  ACQUISITION_DATE_TIME(0x0008_002A, "AcquisitionDateTime"),
  ACQUISITION_TIME(0x0008_0032, "AcquisitionTime"),
  CONTENT_TIME(0x0008_0033, "ContentTime"),
  MODALITY(0x0008_0060, "Modality"),
  SLICE_THICKNESS(0x0018_0050, "SliceThickness"),
  KVP(0x0018_0060, "KVP"),
  SPACING_BETWEEN_SLICES(0x0018_0088, "SpacingBetweenSlices"),
  SERIES_INSTANCE_UID(0x0020_000E, "SeriesInstanceUID"),
  IMAGE_POSITION_PATIENT(0x0020_0032, "ImagePositionPatient"),
  IMAGE_ORIENTATION_PATIENT(0x0020_0037, "ImageOrientationPatient"),
  TEMPORAL_POSITION_IDENTIFIER(0x0020_0100, "TemporalPositionIdentifier"),
  TEMPORAL_RESOLUTION(0x0020_0110, "TemporalResolution"),
  SAMPLES_PER_PIXEL(0x0028_0002, "SamplesPerPixel"),
  PHOTOMETRIC_INTERPRETATION(0x0028_0004, "PhotometricInterpretation"),
  NUMBER_OF_FRAMES(0x0028_0008, "NumberOfFrames"),
  ROWS(0x0028_0010, "Rows"),
  COLUMNS(0x0028_0011, "Columns"),
  PIXEL_SPACING(0x0028_0030, "PixelSpacing"),
  BITS_ALLOCATED(0x0028_0100, "BitsAllocated"),
  BITS_STORED(0x0028_0101, "BitsStored"),
  HIGH_BIT(0x0028_0102, "HighBit"),
  PIXEL_REPRESENTATION(0x0028_0103, "PixelRepresentation"),
  PIXEL_PADDING_VALUE(0x0028_0120, "PixelPaddingValue"),
  PIXEL_PADDING_RANGE_LIMIT(0x0028_0121, "PixelPaddingRangeLimit"),
  RESCALE_INTERCEPT(0x0028_1052, "RescaleIntercept"),
  RESCALE_SLOPE(0x0028_1053, "RescaleSlope"),
  RESCALE_TYPE(0x0028_1054, "RescaleType");

  private static final Map<Integer, Tag> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(tag -> tag.number, Function.identity()));

  private final int number;
  private final String keyword;

  Tag(int number, String keyword) {
    this.number = number;
    this.keyword = keyword;
  }

  /** Returns the one of that number (group in the upper 16 bits), or null if it is not read. */
  static @Nullable Tag ofNumber(int number) {
    return BY_NUMBER.get(number);
  }

  /** Returns the standard's keyword, for messages. */
  String keyword() {
    return keyword;
  }
}
