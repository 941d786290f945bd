package org.radloom.deid;

/**
 * A fixed set of words, each with a number, looked up by {@link Lexicon#hash}: one look into an
 * open-addressing table, whatever the size. Immutable once handed out.
 */
final class WordTable {
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final long[] keys;
  private final int[] values;
  private final int shift;

  private WordTable(int words) {
    int bits = Math.max(3, 34 - Integer.numberOfLeadingZeros(Math.max(1, words)));
    keys = new long[1 << bits];
    values = new int[1 << bits];
    shift = 64 - bits;
  }

  /** Makes a set of words. */
  static WordTable of(String... words) {
    WordTable table = new WordTable(words.length);
    for (String word : words) {
      table.put(word, 1);
    }
    return table;
  }

  /** Makes an empty table for so many words. */
  static WordTable forWords(int words) {
    return new WordTable(words);
  }

  /** Puts a word with its number, which is not 0. */
  void put(String word, int value) {
    int slot = slot(Lexicon.hash(word));
    keys[slot] = Lexicon.hash(word);
    values[slot] = value;
  }

  /** Returns the number of the word with this hash, 0 if it is not here. */
  int get(long hash) {
    return values[slot(hash)];
  }

  boolean has(long hash) {
    return get(hash) != 0;
  }

  private int slot(long hash) {
    int slot = (int) ((hash * SPREAD) >>> shift);
    while (keys[slot] != hash && keys[slot] != 0) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }
}
