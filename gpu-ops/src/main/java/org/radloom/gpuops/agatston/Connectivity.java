package org.radloom.gpuops.agatston;

/** Which voxels of a slice touch. */
public enum Connectivity {
  /** Those that share an edge. */
  FOUR(4),
  /** Those that share an edge or a corner. */
  EIGHT(8);

  private final int neighbours;

  Connectivity(int neighbours) {
    this.neighbours = neighbours;
  }

  /** Returns 4 or 8. */
  public int neighbours() {
    return neighbours;
  }
}
