package org.radloom.volumemaps.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.radloom.gpuops.dicom.DicomSeriesReader;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.volume.VolumeExtent;
import org.radloom.volumemaps.input.Op;
import org.radloom.volumemaps.input.Sidecar;

/**
 * How much memory a study takes at most, from headers alone.
 *
 * @param voxelBytes bytes of the voxels of its volume
 * @param bytes all of it
 */
record MemoryNeed(long voxelBytes, long bytes) {
  /** Five maps, the mean of the baseline, and as much again for what a method needs beside them. */
  private static final int PERFUSION_BYTES_EACH = 12 * Float.BYTES;

  /** Buffers of readers and writers, curves and lists. */
  private static final long FIXED_BYTES = 16 << 20;

  /**
   * Reads the headers.
   *
   * @param volume a NIfTI file, or a folder of a DICOM series
   */
  static MemoryNeed of(Sidecar sidecar, Path volume) throws IOException {
    VolumeExtent extent =
        Files.isDirectory(volume) ? DicomSeriesReader.extent(volume) : NiftiReader.extent(volume);
    int each = sidecar.files().size() + (sidecar.op() == Op.PERFUSION ? PERFUSION_BYTES_EACH : 0);
    long voxelBytes = extent.mostBytes();
    return new MemoryNeed(voxelBytes, voxelBytes + extent.frameVoxels() * each + FIXED_BYTES);
  }
}
