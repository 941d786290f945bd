package org.radloom.gpuops.perfusion;

import java.util.Arrays;

/**
 * A matrix that is multiplied with a block of many curves at once, in single precision.
 *
 * <p>A block is {@code [row][voxel]}, each row an array of its own: so the innermost loop runs over
 * voxels, all its arrays at the same index, which is what the compiler turns into vector
 * instructions (measured on Java 17: one row out and four in at a time, as here, reach 20 to 24
 * billion products a second and core; two or more rows out in one loop mostly stay scalar, at 3 to
 * 5). Four rows of the matrix are taken together, so that the four rows in stay in the first cache.
 *
 * <p>Four neighbouring columns that are 0 in a row are left out, so that a banded matrix costs its
 * band only.
 */
final class BlockMatrix {
  private static final int TILE = 4;

  private final int columns;

  /** {@code [row][column / 4][4]}; null for zeros. */
  private final float[][][] weights;

  private BlockMatrix(int columns, float[][][] weights) {
    this.columns = columns;
    this.weights = weights;
  }

  /** A number for each row and column. */
  @FunctionalInterface
  interface Element {
    double at(int row, int column);
  }

  static BlockMatrix of(int rows, int columns, Element element) {
    float[][][] weights = new float[rows][tiles(columns)][];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float weight = (float) element.at(row, column);
        if (weight != 0) {
          int tile = column / TILE;
          if (weights[row][tile] == null) {
            weights[row][tile] = new float[TILE];
          }
          weights[row][tile][column % TILE] = weight;
        }
      }
    }
    return new BlockMatrix(columns, weights);
  }

  /** Returns a block that can be multiplied: rows of 0 fill up the last tile. */
  static float[][] block(int rows, int voxels) {
    return new float[tiles(rows) * TILE][voxels];
  }

  int rows() {
    return weights.length;
  }

  /**
   * Writes some rows of the product.
   *
   * @param from first of them
   * @param rows how many; fewest loads at 4
   * @param in made by {@link #block} for this matrix's columns
   * @param out row {@code from + i} is written to {@code out[i]}
   * @param voxels how many of each row
   */
  void multiplyRows(int from, int rows, float[][] in, float[][] out, int voxels) {
    multiplyRows(from, rows, columns, in, out, voxels);
  }

  /** The same with the first columns only; the rows in that fill up their last tile must be 0. */
  void multiplyRows(int from, int rows, int firstColumns, float[][] in, float[][] out, int voxels) {
    for (int i = 0; i < rows; i++) {
      Arrays.fill(out[i], 0, voxels, 0);
    }
    int tiles = tiles(firstColumns);
    for (int tile = 0; tile < tiles; tile++) {
      int j = tile * TILE;
      for (int i = 0; i < rows; i++) {
        float[] weight = weights[from + i][tile];
        if (weight != null) {
          accumulate(out[i], in[j], in[j + 1], in[j + 2], in[j + 3], weight, voxels);
        }
      }
    }
  }

  /** Writes the whole product. */
  void multiply(float[][] in, float[][] out, int voxels) {
    float[][] some = new float[TILE][];
    for (int from = 0; from < rows(); from += TILE) {
      int rows = Math.min(TILE, rows() - from);
      System.arraycopy(out, from, some, 0, rows);
      multiplyRows(from, rows, in, some, voxels);
    }
  }

  private static int tiles(int count) {
    return (count + TILE - 1) / TILE;
  }

  private static void accumulate(
      float[] out, float[] in0, float[] in1, float[] in2, float[] in3, float[] w, int voxels) {
    float w0 = w[0];
    float w1 = w[1];
    float w2 = w[2];
    float w3 = w[3];
    for (int v = 0; v < voxels; v++) {
      out[v] += w0 * in0[v] + w1 * in1[v] + w2 * in2[v] + w3 * in3[v];
    }
  }
}
