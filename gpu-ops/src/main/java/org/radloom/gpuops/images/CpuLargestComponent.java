package org.radloom.gpuops.images;

import java.util.BitSet;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/**
 * Keeps the largest component on the CPU, and defines which is right: floods each voxel once, and
 * the largest one twice. Memory: two bits a voxel and the front of the flood.
 */
public final class CpuLargestComponent implements LargestComponent {
  @Override
  public Labels keep(Labels labels, int label, Connectivity connectivity) {
    requireLabel(label);
    BitSet others = new BitSet(labels.values().length);
    for (int i = 0; i < labels.values().length; i++) {
      others.set(i, (labels.values()[i] & 0xFF) == label);
    }
    BitSet all = (BitSet) others.clone();
    Flood flood = new Flood(labels.space(), connectivity == Connectivity.SIX);
    int largest = -1;
    int size = 0;
    for (int i = others.nextSetBit(0); i >= 0; i = others.nextSetBit(i + 1)) {
      int voxels = flood.clear(others, i);
      if (voxels > size) {
        size = voxels;
        largest = i;
      }
    }
    if (largest >= 0) {
      flood.clear(all, largest);
    }
    byte[] kept = labels.values().clone();
    for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
      kept[i] = 0;
    }
    return new Labels(labels.space(), kept);
  }

  static void requireLabel(int label) {
    if (label < 1 || label > 255) {
      throw new IllegalArgumentException("label must be 1 to 255, but was: " + label);
    }
  }

  /** Pours out over what is set. */
  private static final class Flood {
    private final Space space;
    private final boolean facesOnly;
    private final IndexQueue front = new IndexQueue();

    Flood(Space space, boolean facesOnly) {
      this.space = space;
      this.facesOnly = facesOnly;
    }

    /** Clears the component of a set voxel and returns its size. */
    int clear(BitSet voxels, int start) {
      int cleared = 0;
      voxels.clear(start);
      front.add(start);
      while (!front.isEmpty()) {
        int index = front.remove();
        cleared++;
        int x = index % space.nx();
        int y = index / space.nx() % space.ny();
        int z = index / space.sliceVoxels();
        for (int w = Math.max(0, z - 1); w <= Math.min(space.nz() - 1, z + 1); w++) {
          for (int v = Math.max(0, y - 1); v <= Math.min(space.ny() - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(space.nx() - 1, x + 1); u++) {
              int steps = Math.abs(u - x) + Math.abs(v - y) + Math.abs(w - z);
              int neighbour = (w * space.ny() + v) * space.nx() + u;
              if ((!facesOnly || steps == 1) && voxels.get(neighbour)) {
                voxels.clear(neighbour);
                front.add(neighbour);
              }
            }
          }
        }
      }
      return cleared;
    }
  }

  /** Nothing is held from one volume to the next. */
  @Override
  public void close() {}
}
