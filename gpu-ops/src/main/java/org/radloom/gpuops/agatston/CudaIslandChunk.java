package org.radloom.gpuops.agatston;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Voxels;

/**
 * Some whole slices of a volume, and what the numbers that kernels find in them mean.
 *
 * @param query the volume and what is looked for
 * @param firstSlice from 0
 * @param slices > 0
 */
record CudaIslandChunk(IslandQuery query, int firstSlice, int slices) {
  /** Size of what the kernels call an island, bytes. */
  static final int ISLAND_BYTES = 32;

  private static final byte[] NO_LABELS = new byte[1 << 14];

  Space space() {
    return query.volume().space();
  }

  Voxels voxelValues() {
    return query.volume().voxels();
  }

  /** Returns the index in the volume of its first voxel. */
  int firstVoxel() {
    return firstSlice * space().sliceVoxels();
  }

  int voxels() {
    return slices * space().sliceVoxels();
  }

  /** Returns whether there can be no candidate: no label, or no 16-bit value that is dense. */
  boolean isHopeless() {
    return isUnlabelled()
        || (voxelValues() instanceof Voxels.Stored stored
            && IslandHu.leastStored(stored, query.thresholdHu()) > Short.MAX_VALUE);
  }

  /** Compares with zeros, which is vector code: most of a thorax is no artery. */
  private boolean isUnlabelled() {
    if (query.labels() == null) {
      return false;
    }
    byte[] labels = query.labels().values();
    int end = firstVoxel() + voxels();
    int count;
    for (int from = firstVoxel(); from < end; from += count) {
      count = Math.min(NO_LABELS.length, end - from);
      if (Arrays.mismatch(labels, from, from + count, NO_LABELS, 0, count) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the least value of a candidate, as the kernels of its kind of voxels take it. */
  Object threshold() {
    if (voxelValues() instanceof Voxels.Stored stored) {
      return (short) IslandHu.leastStored(stored, query.thresholdHu());
    }
    return IslandHu.leastFloat(query.thresholdHu());
  }

  /** Returns the island whose {@value #ISLAND_BYTES} bytes come next. */
  Island read(ByteBuffer bytes) {
    int first = bytes.getInt();
    int count = bytes.getInt();
    int peak = bytes.getInt();
    int minX = bytes.getInt();
    int maxX = bytes.getInt();
    int maxY = bytes.getInt();
    long sum = bytes.getLong();
    int inSlice = first % space().sliceVoxels();
    Labels labels = query.labels();
    return new Island(
        firstSlice + first / space().sliceVoxels(),
        labels == null ? 0 : Byte.toUnsignedInt(labels.values()[firstVoxel() + first]),
        inSlice,
        count,
        peakHu(peak),
        sumHu(sum, count),
        minX,
        inSlice / space().nx(),
        maxX,
        maxY);
  }

  private double peakHu(int peak) {
    return voxelValues() instanceof Voxels.Stored stored
        ? IslandHu.peakOfStored(stored, peak)
        : IslandHu.peakOfReal(Float.intBitsToFloat(peak ^ ((peak >> 31) & Integer.MAX_VALUE)));
  }

  private long sumHu(long sum, int count) {
    return voxelValues() instanceof Voxels.Stored stored
        ? IslandHu.sumOfStored(stored, sum, count)
        : IslandHu.sumOfReal(sum);
  }
}
