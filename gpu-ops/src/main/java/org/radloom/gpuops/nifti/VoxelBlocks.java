package org.radloom.gpuops.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The voxels of a file from first to last, a block at a time, so that only a block is held. */
final class VoxelBlocks {
  /** Small enough that a block stays in a core's cache between reading and converting it. */
  private static final int BLOCK_VOXELS = 1 << 16;

  private final NiftiBytes bytes;
  private final NiftiHeader header;
  private final byte[] raw;
  private final ByteBuffer block;
  private long left;

  /**
   * Makes one.
   *
   * @param bytes at the first voxel
   * @param header what came before it
   */
  VoxelBlocks(NiftiBytes bytes, NiftiHeader header) {
    this.bytes = bytes;
    this.header = header;
    left = (long) header.space().voxels() * header.frames();
    raw = new byte[(int) Math.min(left, BLOCK_VOXELS) * header.datatype().bytes()];
    block = ByteBuffer.wrap(raw).order(header.order());
  }

  /** Returns an array as large as the largest block. */
  double[] newBlock() {
    return new double[raw.length / header.datatype().bytes()];
  }

  /** Copies the next block of stored values and returns how many there were, 0 after the last. */
  int next(double[] to) throws IOException {
    int count = read();
    header.datatype().copy(block, to, count);
    return count;
  }

  /**
   * Copies the next block of {@link Datatype#INT16} values as they are and returns how many there
   * were, 0 after the last.
   */
  int nextShorts(short[] to, int at) throws IOException {
    int count = read();
    block.asShortBuffer().get(to, at, count);
    return count;
  }

  private int read() throws IOException {
    if (left == 0) {
      bytes.checkEnd();
      return 0;
    }
    int count = (int) Math.min(left, BLOCK_VOXELS);
    bytes.read(raw, count * header.datatype().bytes());
    left -= count;
    return count;
  }
}
