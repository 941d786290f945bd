package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.ExitCode;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.records.Pseudonymiser;
import org.radloom.trainingdata.CommandLine;

/** A version after another: nobody moves. */
@Tag("slow")
final class ExportVersionsTest {
  private static final int PATIENTS = 60;
  private static final String[] WORDS =
      ("lung pleura effusion nodule opacity aorta heart liver kidney spleen cyst fracture"
              + " hernia stent catheter edema stenosis calcification lesion mass lobe hilum"
              + " mediastinum trachea bronchus diaphragm rib spine contrast biopsy")
          .split(" ");

  private final Pseudonymiser pseudonyms = new Pseudonymiser(Export.keys());
  private final Path events;
  private final Path output;

  ExportVersionsTest(@TempDir Path folder) {
    events = folder.resolve("events.jsonl");
    output = folder.resolve("out");
  }

  private Export export(String mode, String version) {
    return new Export(events, output)
        .with("splitMode", mode)
        .with("datasetVersion", version)
        .with("topShare", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hash", "ledger"})
  void nobodyMovesWhenEventsAreAdded(String mode) throws IOException {
    write(IntStream.range(0, PATIENTS).mapToObj(ExportVersionsTest::alone).toList());
    PublishedVersion first = export(mode, "v1").publish();
    byte[] firstManifest = first.bytes("manifest.json");
    // Smaller ids come first, so the order of events and of pseudonyms is another one altogether.
    write(IntStream.range(-PATIENTS, PATIENTS).mapToObj(ExportVersionsTest::alone).toList());

    PublishedVersion second = export(mode, "v2").publish();

    assertThat(splits(first)).hasSize(PATIENTS);
    assertThat(splits(second)).hasSize(2 * PATIENTS).containsAllEntriesOf(splits(first));
    assertThat(recordSplits(second)).containsAllEntriesOf(recordSplits(first));
    assertThat(second.manifest().path("previousVersion").asText()).isEqualTo("v1");
    assertThat(export(mode, "v2").latest()).isEqualTo("v2");
    assertThat(first.bytes("manifest.json")).isEqualTo(firstManifest);
  }

  @Test
  void theLedgerStaysWithinAGroupOfItsShares() throws IOException {
    write(IntStream.range(0, PATIENTS).mapToObj(ExportVersionsTest::alone).toList());
    PublishedVersion first = export("ledger", "v1").publish();
    write(IntStream.range(0, 2 * PATIENTS).mapToObj(ExportVersionsTest::alone).toList());
    PublishedVersion second = export("ledger", "v2").publish();

    assertShares(first, PATIENTS);
    assertShares(second, 2 * PATIENTS);
  }

  private static void assertShares(PublishedVersion version, int patients) {
    JsonNode splits = version.manifest().path("splits");
    assertThat(splits.path("groups").asInt()).isEqualTo(patients);
    Map<String, Double> shares = Map.of("train", 0.70, "val", 0.15, "test", 0.15);
    shares.forEach(
        (split, share) ->
            assertThat(splits.path(split).path("patients").asDouble())
                .as(split)
                .isCloseTo(share * patients, within(1.0)));
  }

  @Test
  void twoOldPatientsWhoseNewTextsAreAlikeAreHeldApartAndReported() throws IOException {
    List<String> old = IntStream.range(0, 20).mapToObj(ExportVersionsTest::alone).toList();
    write(old);
    Map<String, String> before = splits(export("ledger", "v1").publish());
    int inTrain = patientIn("train", before);
    int inTest = patientIn("test", before);
    String shared = text(9_999);
    List<String> more = new ArrayList<>(old);
    more.add(line("A", inTrain, shared + " Left."));
    more.add(line("B", inTest, shared + " Right."));
    more.add(line("C", 500, shared + " Both."));
    write(more);

    PublishedVersion second = export("ledger", "v2").publish();

    assertThat(splits(second)).containsAllEntriesOf(before);
    assertThat(second.manifest().path("splits").path("groupsHeldApart").asInt()).isEqualTo(1);
    // The group's new patient goes to where the smallest pseudonym of its old patients is.
    String smallest =
        hex(inTrain).compareTo(hex(inTest)) < 0
            ? before.get(hex(inTrain))
            : before.get(hex(inTest));
    assertThat(splits(second)).containsEntry(hex(500), smallest);
  }

  @Test
  void aPatientWhoRevokesIsNowhereInTheNextVersion() throws IOException {
    List<String> all = IntStream.range(0, 20).mapToObj(ExportVersionsTest::alone).toList();
    write(all);
    PublishedVersion first = export("ledger", "v1").publish();
    List<String> more = new ArrayList<>(all);
    more.add(
        "{'type':'consent','patientId':'PAT-3','scope':'training','status':'revoked',"
            + "'at':'2026-06-01T00:00:00Z'}");
    write(more);

    PublishedVersion second = export("ledger", "v2").publish();

    assertThat(splits(first)).containsKey(hex(3));
    for (String path : second.present()) {
      assertThat(new String(second.bytes(path), StandardCharsets.ISO_8859_1))
          .as(path)
          .doesNotContain(hex(3));
    }
    assertThat(splits(second)).hasSize(19);
    assertThat(second.manifest().path("counts").path("transcription").path("denied").asInt())
        .isEqualTo(1);
  }

  @Test
  void otherKeysAreRefusedBecausePatientsWouldMove() throws IOException {
    write(List.of(alone(1)));
    export("hash", "v1").publish();
    Path other = output.resolveSibling("other.keys");
    KeyFile.create(other, Keys.generate(new SecureRandom()));

    CommandLine call = export("hash", "v2").with("keyFile", other.toString()).run();

    assertThat(call.code()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("v1 was made with other keys");
    assertThat(export("hash", "v2").datasetFiles()).containsExactly("LATEST", "index.html", "v1");
  }

  private int patientIn(String split, Map<String, String> splits) {
    return IntStream.range(0, 20)
        .filter(patient -> split.equals(splits.get(hex(patient))))
        .findFirst()
        .orElseThrow();
  }

  private String hex(int patient) {
    return pseudonyms.patient("PAT-" + patient).hex();
  }

  private static Map<String, String> splits(PublishedVersion version) {
    Map<String, String> splits = new TreeMap<>();
    for (CSVRecord row : version.rows("splits.csv")) {
      splits.put(row.get("patient"), row.get("split"));
    }
    return splits;
  }

  private static Map<String, String> recordSplits(PublishedVersion version) {
    Map<String, String> splits = new TreeMap<>();
    for (String split : PublishedVersion.SPLITS) {
      for (CSVRecord row : version.rows("csv/transcriptions_" + split + ".csv")) {
        splits.put(row.get("record_id"), split);
      }
    }
    return splits;
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(
        events,
        lines.stream().map(line -> line.replace('\'', '"') + "\n").collect(Collectors.joining()));
  }

  /** Returns the dictation of a patient whose words nobody else uses in that order. */
  private static String alone(int patient) {
    return line("T" + patient, patient, text(patient));
  }

  private static String line(String id, int patient, String text) {
    return ("{'type':'transcription','id':'%s','patientId':'PAT-%d','userId':'u','language':'en',"
            + "'recordedAt':'2026-03-04T05:06:07Z','confidence':0.95,'text':'%s',"
            + "'model':{'name':'whisper','version':'3'}}")
        .formatted(id, patient, text);
  }

  private static String text(int seed) {
    Random random = new Random(seed);
    String words =
        IntStream.range(0, 60)
            .mapToObj(i -> WORDS[random.nextInt(WORDS.length)])
            .collect(Collectors.joining(" "));
    return "Findings: " + words + ".";
  }
}
