package org.radloom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeidentifierPropertiesTest {
  private static final List<String> SENTENCES =
      List.of(
          "Dr. Okonkwo read the study of March 3, 2024.",
          "MRN 4821993, phone (555) 201-3344.",
          "A 94-year-old man from Tucson.",
          "Graves disease is stable.",
          "Her daughter Maria Lopez called.",
          "mail j.doe@example.org or see www.example.org",
          "No acute disease.",
          "Lives at 12 Harbor Road, Akron, OH 44301.",
          "medical record number seven two five nine",
          "Series 3, image 45 shows a 12 mm nodule at L4.");

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(SENTENCES).list().ofMaxSize(12).map(list -> String.join(" ", list));
  }

  @Property(tries = 500, seed = "1")
  void whatIsScrubbedStaysAsItIs(@ForAll("texts") String text) {
    Deidentifier deidentifier = new Deidentifier(DateMode.YEAR);
    String once = deidentifier.scrub(text);

    assertThat(deidentifier.scrub(once)).isEqualTo(once);
  }

  @Property(tries = 2_000, seed = "1")
  void noTextIsTooOdd(@ForAll String text) {
    for (DateMode mode : DateMode.values()) {
      List<Finding> found = new Deidentifier(mode).find(text, 17);

      int end = 0;
      for (Finding finding : found) {
        assertThat(finding.start()).isGreaterThanOrEqualTo(end);
        assertThat(finding.end()).isBetween(finding.start() + 1, text.length());
        end = finding.end();
      }
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "Dr",
            ".",
            " ",
            "-",
            "/",
            ":",
            "@",
            "3",
            "14",
            "2024",
            "may",
            "March",
            "third",
            "twenty",
            "maria",
            "Lopez",
            ",",
            "MD",
            "[",
            "]",
            "NAME",
            "(",
            "+",
            "at",
            "dot",
            "com",
            "street",
            "OH",
            "12345",
            "'",
            "s",
            "\n",
            "of",
            "the",
            "hundred",
            "phone",
            "number",
            "Hospital",
            "patient",
            "www",
            "zero",
            "x")
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  @Property(tries = 5_000, seed = "1")
  void noMixOfCuesIsTooOdd(@ForAll("pieces") String text) {
    noTextIsTooOdd(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "7 ",
        " ",
        "@",
        "a@",
        "1.",
        "1-",
        "a.",
        ":",
        "a:",
        "[A",
        "(",
        "555-",
        "one ",
        "may ",
        "Dr. ",
        "Maria ",
        "A. ",
        "at ",
        "dot ",
        "12 a ",
        "http://",
        "x_1",
        "OH, ",
        "Hospital ",
        "twenty ",
        "'s",
        "Mary-",
        "1/1/",
        "phone ",
        "patient: ",
        "van ",
        "\n"
      })
  void aMebibyteOfOneThingTakesLessThanASecond(String piece) {
    String text = piece.repeat((1 << 20) / piece.length());
    Deidentifier deidentifier = new Deidentifier(DateMode.SHIFT);
    deidentifier.find(text, 5);

    Assertions.assertTimeout(
        Duration.ofSeconds(1), () -> assertThat(deidentifier.find(text, 5)).isNotNull());
  }
}
