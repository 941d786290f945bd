package org.radloom.deid;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeidentifierTest {
  private final Deidentifier deidentifier = new Deidentifier(DateMode.YEAR);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Discussed with Dr. Graves today.       | Discussed with Dr. [NAME] today.",
        "DR. SMITH WAS PAGED                    | DR. [NAME] WAS PAGED",
        "doctor wilson agrees                   | doctor [NAME] agrees",
        "Mr. van der Berg was told.             | Mr. [NAME] was told.",
        "Mrs. O'Malley-Kerr waits.              | Mrs. [NAME] waits.",
        "Patient name: Tamsin Oyelowo           | Patient name: [NAME]",
        "Patient: OKAFOR, GRACE                 | Patient: [NAME]",
        "Seen by Jane Doering, MD               | Seen by [NAME], MD",
        "Signed, T. Whitfield, M.D.             | Signed, [NAME], M.D.",
        "Her daughter Maria drove.              | Her daughter [NAME] drove.",
        "Robert Graves had a scan.              | [NAME] had a scan.",
        "maria lopez was scanned                | [NAME] was scanned",
        "Referring physician: Xanthe Quibble    | Referring physician: [NAME]",
        "Patient name: Katarina Okonkwo Technique: CT of the brain.|Patient name: [NAME] Technique: CT of the brain.",
        "Patient name: Okonkwo Technique: CT.|Patient name: [NAME] Technique: CT.",
        "patient name joyce bergström technique helical ct|patient name [NAME] technique helical ct",
        "Patient name: Maria Graves Technique: CT.|Patient name: [NAME] Technique: CT.",
      })
  void findsNames(String text, String scrubbed) {
    assertThat(deidentifier.scrub(text)).isEqualTo(scrubbed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hodgkin lymphoma of the mediastinum.",
        "A Smith fracture after a fall, and the Seldinger technique.",
        "Graves disease, and Graves' ophthalmopathy.",
        "Wilson disease with low ceruloplasmin.",
        "Parkinson disease and Alzheimer dementia.",
        "Crohn disease, Addison disease, Paget disease, Marfan syndrome.",
        "Kerley B lines and a Baker cyst.",
        "Chiari I malformation; a Bosniak IIF cyst.",
        "Negative Murphy sign, Foley catheter in place.",
        "Jackson-Pratt drain and Swan-Ganz catheter.",
        "MR angiography of the brain, DR of the chest.",
      })
  void leavesEponymsAlone(String text) {
    assertThat(deidentifier.scrub(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fracture of L4 and T12, osteophytes at C5-C6.",
        "A 12 x 9 x 7 mm nodule, formerly 11.5 x 8 mm.",
        "Series 4, image 1124567.",
        "BI-RADS 4B, stage pT2 N1 M0, LI-RADS 5.",
        "An 18 gauge needle and 10 ml of 1% lidocaine.",
        "Agatston score 412, DLP 1032 mGy cm.",
        "Blood pressure 142/88, strength 5/5 on 3/5 occasions.",
        "Platelets 180,000 and white count 12,400.",
        "An 89-year-old man with 90% stenosis.",
        "Stable since 2019.",
        "The lesion may be benign. It will march on.",
      })
  void leavesMeasurementsAndCodesAlone(String text) {
    assertThat(deidentifier.scrub(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CT of March 3, 2024 reviewed       | CT of [DATE:2024] reviewed",
        "CT of 3 March 2024 reviewed        | CT of [DATE:2024] reviewed",
        "CT of 3/14/2024 and 2024-03-14.    | CT of [DATE:2024] and [DATE:2024].",
        "CT on 14.03.2024 here              | CT on [DATE:2024] here",
        "dated march third twenty twenty four | dated [DATE:2024]",
        "in March of 1998                   | in [DATE:1998]",
        "on 3/14 in the ward                | on [DATE] in the ward",
        "on Monday the third                | on [DATE]",
        "on Tuesday, June 4, 2019           | on [DATE:2019]",
        "DOB: 05/06/1931                    | DOB: [DATE]",
        "born March 3, 1931                 | born [DATE]",
      })
  void keepsTheYearOfADateAlone(String text, String scrubbed) {
    assertThat(deidentifier.scrub(text)).isEqualTo(scrubbed);
  }

  @Test
  void aDateThatIsRemovedLeavesNoYear() {
    Deidentifier remove = new Deidentifier(DateMode.REMOVE);

    assertThat(remove.scrub("CT of March 3, 2024, stable since 2019."))
        .isEqualTo("CT of [DATE], stable since [DATE].");
  }

  /** 30 days after 14 March is 13 April, and after 20 December 19 January of the next year. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CT 3/14/2024       | CT 4/13/2024",
        "CT 03/14/24        | CT 04/13/24",
        "CT 2024-03-14      | CT 2024-04-13",
        "CT 14.03.2024      | CT 13.04.2024",
        "CT 20240314        | CT 20240413",
        "CT March 14, 2024  | CT April 13, 2024",
        "CT 14 mar 2024     | CT 13 apr 2024",
        "CT 20 DECEMBER 2023 | CT 19 JANUARY 2024",
        "CT March 14th, 2024 | CT April 13th, 2024",
        "CT march fourteenth twenty twenty four | CT april 13, 2024",
        "in March 2024      | in [DATE:2024]",
        "on March 14        | on [DATE]",
      })
  void aDateIsShiftedInTheFormItCame(String text, String shifted) {
    Deidentifier shift = new Deidentifier(DateMode.SHIFT);

    assertThat(Deidentifier.replace(text, shift.find(text, 30))).isEqualTo(shifted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Call (555) 201-3344 now            | Call [PHONE] now",
        "Call 555-0123 now                  | Call [PHONE] now",
        "Tel. +44 20 7946 0958, ext 12      | Tel. [PHONE]",
        "call five five five oh one two three please | call [PHONE] please",
        "Fax: 555.201.3344                  | Fax: [FAX]",
        "mail j.doe@example.org today       | mail [EMAIL] today",
        "jane dot doe at example dot com    | [EMAIL]",
        "see https://example.org/a?b=1.     | see [URL].",
        "see www.example.org today          | see [URL] today",
        "host 192.168.1.77 sent it          | host [IP] sent it",
        "host 2001:db8::8a2e:370:7334 sent  | host [IP] sent",
        "SSN 078-05-1120                    | SSN [SSN]",
        "MRN 4821                           | MRN [RECORD]",
        "medical record number seven two five nine | medical record number [RECORD]",
        "Accession # CT-20-44719            | Accession # [ACCESSION]",
        "Account number 40-118822           | Account number [ACCOUNT]",
        "Member ID: XEH123456789            | Member ID: [PLAN]",
        "Medical license MD-44192           | Medical license [LICENCE]",
        "License plate ABC 1234             | License plate [VEHICLE]",
        "Pacemaker serial number PJN443322  | Pacemaker serial number [DEVICE]",
        "Provider 1234567893 read it        | Provider [NPI] read it",
        "Code 88123456 is on file           | Code [ID] is on file",
      })
  void findsNumbersOfEachKind(String text, String scrubbed) {
    assertThat(deidentifier.scrub(text)).isEqualTo(scrubbed);
  }

  /** 1234567893 is the example of the NPI standard; its Luhn sum with 80840 is 70. */
  @Test
  void aProviderNumberHasACheckDigit() {
    assertThat(Npi.isValid("1234567893")).isTrue();
    assertThat(Npi.isValid("1234567894")).isFalse();
    assertThat(Npi.isValid("9234567893")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lives at 12 Harbor Road, Akron, OH 44301. | Lives at [LOCATION].",
        "She lives in Springfield with a dog.   | She lives in [LOCATION] with a dog.",
        "he is from tucson originally           | he is from [LOCATION] originally",
        "He moved from Ohio to Texas.           | He moved from Ohio to Texas.",
        "Transferred from Kirkwood General Hospital. | Transferred from [LOCATION].",
        "ZIP 44301                              | ZIP [LOCATION]",
      })
  void findsPlacesSmallerThanAState(String text, String scrubbed) {
    assertThat(deidentifier.scrub(text)).isEqualTo(scrubbed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A 94-year-old woman          | A 90+-year-old woman",
        "aged 90                      | aged 90+",
        "a ninety four year old man   | a 90+ year old man",
        "97 y/o female                | 90+ y/o female",
        "age one hundred and two      | age 90+",
        "An 89 year old man           | An 89 year old man",
      })
  void anAgeOver89BecomesNinetyAndMore(String text, String scrubbed) {
    assertThat(deidentifier.scrub(text)).isEqualTo(scrubbed);
  }

  @Test
  void theLongestFindingWins() {
    assertThat(deidentifier.scrub("www.example.org/maria.lopez@x.org")).isEqualTo("[URL]");
  }

  @Test
  void aFindingSaysNothingOfTheText() {
    assertThat(deidentifier.find("Dr. Okonkwo", 0)).hasToString("[NAME at 4 to 11]");
  }
}
