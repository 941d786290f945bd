package org.radloom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.privacy.KnownIdentifiers;

final class RecordTextTest {
  private static RecordText record(String patientId) {
    return new RecordText(
        new Deidentifier(DateMode.YEAR),
        new KnownIdentifiers().add(patientId, "PATIENT", "PSEUDONYM"),
        0,
        part -> "<" + part + ">");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PAT-72591 | scan of pat 72591 done                   | scan of [PATIENT] done",
        "PAT-72591 | scan of pat seven two five nine one done | scan of [PATIENT] done",
        "PAT-72591 | seven two five, nine, one                | [PATIENT]",
        "PAT-72591 | id 7-2-5-9-1 here                        | id [PATIENT] here",
        "PAT-72591 | id 72597 here                            | id [PATIENT] here",
        "PAT-72591 | id 7259 here                             | id [PATIENT] here",
        "PAT-72591 | id PAT-725991 here                       | id [PATIENT] here",
        "PAT-72591 | nodule of 72 mm and 59 HU                | nodule of 72 mm and 59 HU",
        "PAT-72591 | CT of PAT-72591. No effusion.            | CT of [PATIENT]. No effusion.",
        "A-1       | image 11 of a                            | image 11 of a",
      })
  void findsAKnownNumberWithOneMistake(String id, String text, String scrubbed) {
    assertThat(record(id).scrub(text)).isEqualTo(scrubbed);
  }

  @Test
  void aPersonHasOneTagThroughoutTheRecord() {
    RecordText record = record("P-1");

    assertThat(record.scrub("Dr. Okonkwo and Mrs. Maria Lopez met."))
        .isEqualTo("Dr. [NAME] and Mrs. [NAME-2] met.");
    assertThat(record.scrub("Ms. Lopez spoke, then Dr. Okonkwo, then Dr. Petrov."))
        .isEqualTo("Ms. [NAME-2] spoke, then Dr. [NAME], then Dr. [NAME-3].");
  }

  @Test
  void aNameOfOneTextIsFoundInTheOthersThoughMisspelt() {
    RecordText record = record("P-1");
    record.learn("Patient name: Tamsin Oyelowo.");

    assertThat(record.scrub("Scan of Oyelow was normal.")).isEqualTo("Scan of [NAME] was normal.");
  }

  @Test
  void anIdentifierMaySpanSegments() {
    List<String> scrubbed =
        record("P-1")
            .scrubAll(List.of("Seen by Dr. Maria", "Lopez of the ward.", "Call 555-", "0123."));

    assertThat(scrubbed).containsExactly("Seen by Dr. [NAME]", "of the ward.", "Call [PHONE]", ".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://b/PAT-72591/a.png               | b/PSEUDONYM/a.png",
        "scans/smith_john_ct.png              | scans/<smith_john>_ct.png",
        "scans/ct_2024-03-14.png              | scans/ct_<2024-03-14>.png",
        "scans/2024/03/14/ct.png              | scans/<2024/03/14>/ct.png",
        "scans/88123456.png                   | scans/<88123456>.png",
        "images/mammography/00012.png         | images/mammography/00012.png",
      })
  void aFileNameLosesNamesDatesAndNumbers(String path, String name) {
    assertThat(record("PAT-72591").fileName(path)).isEqualTo(name);
  }
}
