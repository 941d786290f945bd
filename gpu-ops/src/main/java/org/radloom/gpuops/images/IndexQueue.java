package org.radloom.gpuops.images;

import java.util.Arrays;

/** Indices still to be looked at, the latest first. */
final class IndexQueue {
  private int[] indices = new int[1024];
  private int size;

  void add(int index) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, 2 * size);
    }
    indices[size++] = index;
  }

  int remove() {
    return indices[--size];
  }

  boolean isEmpty() {
    return size == 0;
  }
}
