package org.radloom.trainingdata.erase;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.radloom.privacy.Pseudonym;

/**
 * Finds pseudonyms in bytes of any kind: wherever 32 hex digits in a row are one of those looked
 * for, also inside longer rows of digits. One pass, whatever their number.
 */
final class PseudonymScanner {
  private static final int DIGITS = 32;
  private static final int BUFFER_BYTES = 256 << 10;

  private final Set<Pseudonym> wanted;

  PseudonymScanner(Collection<Pseudonym> wanted) {
    this.wanted = Set.copyOf(wanted);
  }

  /** Reads to the end and returns which of the pseudonyms are there. */
  Set<Pseudonym> find(InputStream in) throws IOException {
    Set<Pseudonym> found = new HashSet<>();
    byte[] buffer = new byte[BUFFER_BYTES];
    long hi = 0;
    long lo = 0;
    int run = 0;
    for (int length; (length = in.read(buffer)) >= 0; ) {
      for (int i = 0; i < length; i++) {
        int digit = Character.digit(buffer[i], 16);
        if (digit < 0) {
          run = 0;
          continue;
        }
        // The last 32 digits, as one number of 128 bits.
        hi = hi << 4 | lo >>> 60;
        lo = lo << 4 | digit;
        run++;
        if (run >= DIGITS) {
          Pseudonym last = new Pseudonym(hi, lo);
          if (wanted.contains(last)) {
            found.add(last);
          }
        }
      }
    }
    return found;
  }
}
