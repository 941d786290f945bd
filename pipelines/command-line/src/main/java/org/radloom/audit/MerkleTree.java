package org.radloom.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.radloom.files.Digests;

/**
 * The hash of a list as a tree, RFC 6962 section 2.1: a leaf is {@code SHA-256(0x00 || entry)}, a
 * node {@code SHA-256(0x01 || left || right)}, and the left side of a split is the largest power of
 * two below the size. Entries are added one by one; memory grows with the logarithm of their
 * number.
 */
final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  /** Roots of full trees, the smallest first; their sizes are the set bits of {@link #size}. */
  private final Deque<byte[]> roots = new ArrayDeque<>();

  private long size;

  /** Adds an entry at the end. */
  void add(byte[] entry) {
    byte[] node = Digests.sha256Of(LEAF, entry);
    for (long full = size; (full & 1) == 1; full >>= 1) {
      node = Digests.sha256Of(NODE, roots.pop(), node);
    }
    roots.push(node);
    size++;
  }

  /** Returns the root over all entries; of none, the hash of nothing. */
  byte[] root() {
    Iterator<byte[]> rest = roots.iterator();
    if (!rest.hasNext()) {
      return Digests.sha256Of();
    }
    byte[] root = rest.next();
    while (rest.hasNext()) {
      root = Digests.sha256Of(NODE, rest.next(), root);
    }
    return root;
  }
}
