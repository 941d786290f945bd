package org.radloom.speech;

import java.io.ByteArrayOutputStream;

/**
 * The letters that byte-level vocabularies spell bytes with (Radford et al. 2019): printable bytes
 * of Latin-1 as themselves, the 68 others as the letters from U+0100 on, in order.
 */
final class ByteAlphabet {
  private static final int FIRST_STAND_IN = 0x100;
  private static final int STAND_INS = 68;
  private static final byte[] OF_STAND_IN = standIns();

  private ByteAlphabet() {}

  private static byte[] standIns() {
    byte[] bytes = new byte[STAND_INS];
    int next = 0;
    for (int value = 0; value < 256; value++) {
      if (!isItself(value)) {
        bytes[next++] = (byte) value;
      }
    }
    return bytes;
  }

  private static boolean isItself(int value) {
    return (value >= '!' && value <= '~')
        || (value >= 0xA1 && value <= 0xAC)
        || (value >= 0xAE && value <= 0xFF);
  }

  /** Returns the bytes that a token spells; letters outside the alphabet stand for none. */
  static byte[] bytes(String token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(token.length());
    for (int i = 0; i < token.length(); i++) {
      char letter = token.charAt(i);
      if (letter >= FIRST_STAND_IN && letter < FIRST_STAND_IN + STAND_INS) {
        bytes.write(OF_STAND_IN[letter - FIRST_STAND_IN]);
      } else if (isItself(letter)) {
        bytes.write(letter);
      }
    }
    return bytes.toByteArray();
  }
}
