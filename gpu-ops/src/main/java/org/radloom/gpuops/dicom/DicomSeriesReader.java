package org.radloom.gpuops.dicom;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.VolumeExtent;
import org.radloom.gpuops.volume.Voxels;

/**
 * Reads a folder that holds one series of CT slices, one file a slice.
 *
 * <p>The files lie in the folder itself, in any order and with any names; folders in it are not
 * entered. {@link SliceHeaderReader} says which files are passed over. All others must be slices of
 * one series on one grid. They are sorted by position along the normal of the slices (the direction
 * of a row cross that of a column), ascending whether that leads to the head or away from it, and,
 * where several lie at one position, by the time at which they were taken ({@link SliceClock}).
 *
 * <p>All headers are read and checked first, then the memory is asked for, then the pixels are read
 * file by file.
 *
 * <p>Reasons: {@code no_slices too_many_files not_dicom truncated damaged missing_element
 * unsupported_transfer_syntax unsupported_pixels multi_frame not_ct localizer no_pixels no_rescale
 * bad_rescale not_hu bad_geometry mixed_series mixed_geometry mixed_kvp uneven_slices no_increment
 * duplicate_slices uneven_frames no_frame_times too_large}.
 */
public final class DicomSeriesReader {
  /** Files and folders in a folder; a perfusion series of 60 frames and 320 slices stays below. */
  static final int MOST_FILES = 20_000;

  /** A Java array holds some fewer than 2^31. */
  private static final long MOST_VOXELS = Integer.MAX_VALUE - 8;

  private DicomSeriesReader() {}

  /**
   * Reads the series.
   *
   * @param folder holds its files
   * @param maxBytes memory that its voxels may take
   * @throws UnreadableVolumeException if the files do not make one honest volume
   * @throws IOException if the folder or a file can't be read
   */
  public static DicomSeries read(Path folder, long maxBytes) throws IOException {
    List<SliceHeader> slices = readSeries(folder);
    SliceStack stack = SliceStack.of(slices);
    FrameSequence sequence = FrameSequence.of(stack);
    Volume volume = readVolume(folder, stack, sequence, maxBytes);
    return new DicomSeries(volume, sequence.timesSeconds(), kvp(slices), stack.incrementSource());
  }

  /** Returns how large the volume of the series will be, from the headers alone. */
  public static VolumeExtent extent(Path folder) throws IOException {
    List<SliceHeader> slices = readSeries(folder);
    SliceStack stack = SliceStack.of(slices);
    return new VolumeExtent(
        SeriesSpace.of(slices.get(0).grid(), stack),
        FrameSequence.of(stack).frames().size(),
        new SeriesVoxels(slices).bytesPerVoxel());
  }

  private static List<SliceHeader> readSeries(Path folder) throws IOException {
    List<SliceHeader> slices = readHeaders(folder);
    SliceHeader first = slices.get(0);
    for (SliceHeader slice : slices) {
      checkBelongs(slice, first);
    }
    return slices;
  }

  private static List<SliceHeader> readHeaders(Path folder) throws IOException {
    List<SliceHeader> slices = new ArrayList<>();
    for (Path file : files(folder)) {
      SliceHeaderReader.read(file).ifPresent(slices::add);
    }
    if (slices.isEmpty()) {
      throw new UnreadableVolumeException(
          "no_slices",
          "the folder must hold DICOM files, but holds none (folder %s)"
              .formatted(folder.getFileName()));
    }
    return slices;
  }

  /** Returns its regular files by name, so that the first complaint is always the same. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    int entries = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path entry : all) {
        if (++entries > MOST_FILES) {
          throw new UnreadableVolumeException(
              "too_many_files",
              "the folder must hold at most %,d files, but holds more (folder %s)"
                  .formatted(MOST_FILES, folder.getFileName()));
        }
        if (Files.isRegularFile(entry)) {
          files.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  private static void checkBelongs(SliceHeader slice, SliceHeader first)
      throws UnreadableVolumeException {
    if (!slice.seriesUid().equals(first.seriesUid())) {
      throw differs("mixed_series", "be of one series", slice, first);
    }
    if (!slice.grid().isSameAs(first.grid())) {
      throw differs(
          "mixed_geometry", "agree on rows, columns, spacing and orientation", slice, first);
    }
    if (slice.kvp().isPresent() && first.kvp().isPresent() && !slice.kvp().equals(first.kvp())) {
      throw differs("mixed_kvp", "agree on the tube voltage", slice, first);
    }
  }

  private static UnreadableVolumeException differs(
      String reason, String rule, SliceHeader slice, SliceHeader first) {
    return new UnreadableVolumeException(
        reason,
        "all slices must %s, but these do not (files %s and %s)"
            .formatted(rule, first.fileName(), slice.fileName()));
  }

  private static Volume readVolume(
      Path folder, SliceStack stack, FrameSequence sequence, long maxBytes) throws IOException {
    List<SliceHeader> slices = sequence.frames().stream().flatMap(List::stream).toList();
    SliceGrid grid = slices.get(0).grid();
    SeriesVoxels pixels = new SeriesVoxels(slices);
    long voxels = (long) grid.rows() * grid.columns() * slices.size();
    if (voxels > MOST_VOXELS || voxels * pixels.bytesPerVoxel() > maxBytes) {
      throw new UnreadableVolumeException(
          "too_large",
          "voxels must be at most %,d and take at most %,d bytes, but are %,d of %d bytes (folder %s)"
              .formatted(
                  MOST_VOXELS, maxBytes, voxels, pixels.bytesPerVoxel(), folder.getFileName()));
    }
    Space space = SeriesSpace.of(grid, stack);
    Voxels read = pixels.read(space.sliceVoxels());
    return new Volume(space, sequence.frames().size(), read);
  }

  private static OptionalDouble kvp(List<SliceHeader> slices) {
    return slices.stream().allMatch(slice -> slice.kvp().isPresent())
        ? slices.get(0).kvp()
        : OptionalDouble.empty();
  }
}
