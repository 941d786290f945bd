package org.radloom.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DigestsTest {
  /** Of "abc": NIST's example for SHA-256. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void digestsPiecesAsIfTheyWereOne() {
    byte[] a = "a".getBytes(StandardCharsets.US_ASCII);
    byte[] bc = "bc".getBytes(StandardCharsets.US_ASCII);

    assertThat(Digests.sha256Hex(a, bc)).isEqualTo(ABC);
    assertThat(Digests.sha256Of(a, bc)).isEqualTo(HexFormat.of().parseHex(ABC));
  }

  @Test
  void digestsAFile(@TempDir Path folder) throws Exception {
    // Longer than a buffer: the digest of the file is that of its bytes.
    byte[] bytes = new byte[(256 << 10) + 7];
    bytes[bytes.length - 1] = 1;

    assertThat(Digests.sha256Hex(Files.writeString(folder.resolve("a"), "abc"))).isEqualTo(ABC);
    assertThat(Digests.sha256Hex(Files.write(folder.resolve("b"), bytes)))
        .isEqualTo(Digests.sha256Hex(bytes));
  }
}
