package org.radloom.speech;

/** Recordings for tests of other packages. */
public final class Recording {
  private Recording() {}

  /** Returns a WAV file of a sine in 16 bits, one channel. */
  public static byte[] tone(int rate, double hz, double amplitude, double seconds) {
    return WavBytes.tone(rate, hz, amplitude, seconds);
  }
}
