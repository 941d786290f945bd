package org.radloom.trainingdata.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.radloom.privacy.Pseudonym;

final class PseudonymScannerTest {
  private static final Pseudonym ONE = Pseudonym.ofHex("0123456789abcdef0123456789abcdef");
  private static final Pseudonym TWO = Pseudonym.ofHex("ffffffffffffffff0000000000000001");

  private static Set<Pseudonym> find(byte[] bytes) throws IOException {
    return new PseudonymScanner(List.of(ONE, TWO)).find(new ByteArrayInputStream(bytes));
  }

  private static Set<Pseudonym> find(String text) throws IOException {
    return find(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void findsThemAmongOtherThingsAndInsideLongerDigits() throws IOException {
    assertThat(find("x," + ONE.hex() + "\n")).containsExactly(ONE);
    assertThat(find("abc" + ONE.hex() + "0")).containsExactly(ONE);
    assertThat(find(TWO.hex() + ONE.hex())).containsExactlyInAnyOrder(ONE, TWO);
    assertThat(find("\u00ff\u0012" + TWO.hex() + "\u0000")).containsExactly(TWO);
    assertThat(find(ONE.hex().toUpperCase(java.util.Locale.ROOT))).containsExactly(ONE);
  }

  @Test
  void doesNotFindWhatIsNotWhole() throws IOException {
    assertThat(find("")).isEmpty();
    assertThat(find(ONE.hex().substring(1))).isEmpty();
    assertThat(find(ONE.hex().substring(0, 16) + "-" + ONE.hex().substring(16))).isEmpty();
  }

  @Property(tries = 50)
  void findsOneWhereverItStands(
      @ForAll @IntRange(max = 600_000) int before, @ForAll @Size(max = 40) byte[] noise)
      throws IOException {
    byte[] bytes = new byte[before + 32 + noise.length];
    System.arraycopy(ONE.hex().getBytes(StandardCharsets.US_ASCII), 0, bytes, before, 32);
    System.arraycopy(noise, 0, bytes, before + 32, noise.length);

    assertThat(find(bytes)).contains(ONE);
  }
}
