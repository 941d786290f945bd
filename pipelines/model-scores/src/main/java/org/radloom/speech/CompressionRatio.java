package org.radloom.speech;

import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** How well a text compresses: a model that repeats itself writes text that compresses well. */
final class CompressionRatio {
  private CompressionRatio() {}

  /** Returns the bytes of a text in UTF-8 over the bytes of it in zlib's format. */
  static double of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      byte[] buffer = new byte[4096];
      long compressed = 0;
      while (!deflater.finished()) {
        compressed += deflater.deflate(buffer);
      }
      return (double) bytes.length / compressed;
    } finally {
      deflater.end();
    }
  }
}
