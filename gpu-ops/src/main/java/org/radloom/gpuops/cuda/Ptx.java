package org.radloom.gpuops.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The kernels as {@code src/main/cuda/build-ptx} translated them. The first line of each says which
 * source and compiler it came from.
 */
final class Ptx {
  private Ptx() {}

  /** Returns the text of a module. */
  static String of(String module) {
    String resource = module + ".ptx";
    try (InputStream in = Ptx.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DeviceException("there is no %s in the program".formatted(resource));
      }
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
