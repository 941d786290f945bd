package org.radloom.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.privacy.Pseudonym;

final class ErasedPatientsTest {
  private static final Pseudonym ERASED = new Pseudonym(-1, 7);
  private static final Pseudonym OTHER = new Pseudonym(7, -1);

  @Test
  void areDeniedAndTheOthersAskedAbout() {
    ConsentPolicy everybody = new ErasedPatients(List.of(ERASED.hex())).over(patient -> true);
    ConsentPolicy nobody = new ErasedPatients(List.of(ERASED.hex())).over(patient -> false);

    assertThat(everybody.allows(ERASED)).isFalse();
    assertThat(everybody.allows(OTHER)).isTrue();
    assertThat(nobody.allows(OTHER)).isFalse();
  }

  @Test
  void travelInOrderAndOnce() throws Exception {
    ErasedPatients erased = new ErasedPatients(List.of(ERASED.hex(), OTHER.hex(), ERASED.hex()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(erased);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(erased);
    }
    assertThat(erased.pseudonyms()).containsExactly(OTHER.hex(), ERASED.hex());
  }

  @Test
  void whatIsNoPseudonymIsRefused() {
    ErasedPatients erased = new ErasedPatients(List.of("PAT-7"));

    assertThatThrownBy(() -> erased.over(patient -> true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("PAT-7");
  }
}
