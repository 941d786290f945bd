package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Pseudonymiser;
import org.radloom.trainingdata.CommandLine;

/** Versions after a patient was erased hold nothing of them. */
@Tag("slow")
final class ExportAfterErasureTest {
  private static final String ERASED = "PATIENT-SEVEN";
  private static final String[] WORDS =
      ("lung pleura effusion nodule opacity aorta heart liver kidney spleen cyst fracture"
              + " hernia stent catheter edema stenosis calcification lesion mass lobe hilum")
          .split(" ");

  private final Pseudonymiser pseudonyms = new Pseudonymiser(Export.keys());
  private final Path folder;
  private final Path events;
  private final Path output;

  ExportAfterErasureTest(@TempDir Path folder) {
    this.folder = folder;
    events = folder.resolve("events.jsonl");
    output = folder.resolve("out");
  }

  @BeforeEach
  void writeEvents() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String patient = i == 7 ? ERASED : "PATIENT-" + i;
      lines.add(dictation("T" + i, patient, text(i)));
      lines.add(correction("T" + i, text(i) + " Stable."));
      lines.add(inference("I" + i, patient));
      lines.add(truth("I" + i));
      lines.add(consent(patient, "granted"));
    }
    lines.add(dictation("T7", ERASED, text(7)));
    lines.add(dictation("T7b", ERASED, "too short"));
    lines.add(dictation("T7c", ERASED, text(8)));
    lines.add(inference("I7b", ERASED));
    Files.writeString(
        events,
        lines.stream().map(line -> line.replace('\'', '"') + "\n").collect(Collectors.joining()));
  }

  private Export export(String dataset, String version) {
    return new Export(events, output)
        .with("dataset", dataset)
        .with("datasetVersion", version)
        .with("splitMode", "ledger")
        .with("images", "reference")
        .with("topShare", "1");
  }

  private CommandLine erase() throws IOException {
    Path ids = Files.writeString(folder.resolve("erase.txt"), ERASED + "\n");
    return CommandLine.run(
        List.of(
            "erase",
            "--output=" + output,
            "--keyFile=" + folder.resolve("test.keys"),
            "--patientFile=" + ids,
            "--input=" + events));
  }

  /** Returns everything that would lead to the patient. */
  private List<String> traces() {
    List<Pseudonym> traces = new ArrayList<>(List.of(pseudonyms.patient(ERASED)));
    for (String id : List.of("T7", "T7b", "T7c")) {
      traces.add(pseudonyms.transcription(id));
    }
    traces.add(pseudonyms.inference("I7"));
    traces.add(pseudonyms.inference("I7b"));
    List<String> texts = new ArrayList<>(List.of(ERASED));
    traces.forEach(trace -> texts.add(trace.hex()));
    return texts;
  }

  private List<String> pathsWithTraces(PublishedVersion version) {
    return version.present().stream()
        .filter(path -> !path.equals("superseded.json"))
        .filter(
            path -> {
              String bytes = new String(version.bytes(path), StandardCharsets.ISO_8859_1);
              return traces().stream().anyMatch(bytes::contains);
            })
        .toList();
  }

  @Test
  void holdNoByteOfThemInAnyDatasetWhateverConsentsSay() throws IOException {
    PublishedVersion chest = export("chest", "1.0.0").publish();
    PublishedVersion other = export("other", "2026-11-20").with("consent", "opt-in").publish();
    assertThat(pathsWithTraces(chest))
        .contains("splits.csv", "rejects/duplicate.jsonl", "rejects/rejected.jsonl");

    CommandLine erased = erase();

    assertThat(erased.code()).as(erased.err()).isEqualTo(ExitCode.DONE);
    JsonNode impact =
        PublishedVersion.parse(Files.readString(output.resolve("erasures/impact.json")));
    assertThat(listed(impact, "chest")).isEqualTo(pathsWithTraces(chest));
    assertThat(listed(impact, "other")).isEqualTo(pathsWithTraces(other));
    assertThat(chest.present()).contains("superseded.json");

    CommandLine minor = export("chest", "1.1.0").run();
    assertThat(minor.code()).isEqualTo(ExitCode.USAGE);
    assertThat(minor.err()).contains("needs a higher major number than 1");

    CommandLine major = export("chest", "2.0.0").run();
    assertThat(major.code()).as(major.err()).isEqualTo(ExitCode.DONE);
    assertThat(major.err()).contains("version 1.0.0 is superseded");
    PublishedVersion next = new PublishedVersion(export("chest", "2.0.0").folder());
    assertThat(pathsWithTraces(next)).isEmpty();
    // The old baseline counts the patient's readings, so drift begins anew.
    assertThat(next.text("models/watch.csv")).contains(",records,19\r\n").doesNotContain("Ks,");
    // T7, its redelivery is a duplicate; T7b, T7c; I7 and I7b; corrections and truths go along.
    assertThat(next.manifest().at("/counts/transcription/denied").asInt()).isEqualTo(3);
    assertThat(next.manifest().at("/counts/inference/denied").asInt()).isEqualTo(2);
    assertThat(next.manifest().at("/counts/correction/denied").asInt()).isEqualTo(1);
    assertThat(next.manifest().at("/counts/ground_truth/denied").asInt()).isEqualTo(1);

    PublishedVersion nextOther = export("other", "2026-11-21").with("consent", "opt-in").publish();
    assertThat(pathsWithTraces(nextOther)).isEmpty();

    // Once more: nothing new is found, and the version after it is not asked for a major number.
    CommandLine again = erase();
    assertThat(again.code()).isEqualTo(ExitCode.DONE);
    assertThat(next.present()).doesNotContain("superseded.json");
    assertThat(pathsWithTraces(export("chest", "2.1.0").publish())).isEmpty();
  }

  private static List<String> listed(JsonNode impact, String dataset) {
    List<String> files = new ArrayList<>();
    for (JsonNode version : impact.at("/patients/0/versions")) {
      if (version.path("dataset").asText().equals(dataset)) {
        version.path("files").forEach(file -> files.add(file.asText()));
      }
    }
    return files;
  }

  @Test
  void erasedBeforeTheFirstVersionTheyAreInNone() throws IOException {
    Files.createDirectories(output);
    CommandLine erased =
        CommandLine.run(
            List.of(
                "erase", "--output=" + output, "--keyFile=" + keyFile(), "--patient=" + ERASED));
    assertThat(erased.code()).as(erased.err()).isEqualTo(ExitCode.DONE);
    assertThat(erased.out()).contains("in no version");

    assertThat(pathsWithTraces(export("chest", "1.0.0").publish())).isEmpty();
  }

  private String keyFile() {
    // The first call makes it.
    export("chest", "1.0.0");
    return folder.resolve("test.keys").toString();
  }

  @Test
  void aDamagedTombstoneStopsTheExport() throws IOException {
    Files.createDirectories(output.resolve("erasures"));
    Files.createFile(output.resolve("erasures/" + "0".repeat(32) + ".json"));

    CommandLine call = export("chest", "1.0.0").run();

    assertThat(call.code()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("is damaged");
    assertThat(output.resolve("chest")).doesNotExist();
  }

  private static String dictation(String id, String patient, String text) {
    return ("{'type':'transcription','id':'%s','patientId':'%s','userId':'u','language':'en',"
            + "'recordedAt':'2026-03-04T05:06:07Z','confidence':0.95,'text':'%s',"
            + "'audioUri':'audio/%s.wav','durationSeconds':20,"
            + "'model':{'name':'whisper','version':'3'}}")
        .formatted(id, patient, text, id);
  }

  private static String correction(String id, String text) {
    return ("{'type':'correction','id':'C-%s','transcriptionId':'%s','userId':'u',"
            + "'correctedAt':'2026-03-04T06:00:00Z','text':'%s'}")
        .formatted(id, id, text);
  }

  private static String inference(String id, String patient) {
    return ("{'type':'inference','id':'%s','patientId':'%s','task':'lesion_detection',"
            + "'model':{'name':'m','version':'1'},'at':'2026-03-04T05:06:07Z',"
            + "'imageUri':'img/%s.png','imageWidth':10,'imageHeight':10,'confidence':0.9,"
            + "'detections':[{'category':'mass','bbox':[0,0,4,3],'score':0.8}]}")
        .formatted(id, patient, id);
  }

  private static String truth(String inference) {
    return ("{'type':'ground_truth','id':'G-%s','inferenceId':'%s','readerId':'r',"
            + "'readAt':'2026-03-04T06:00:00Z',"
            + "'annotations':[{'category':'mass','bbox':[0,0,4,3]}]}")
        .formatted(inference, inference);
  }

  private static String consent(String patient, String status) {
    return ("{'type':'consent','patientId':'%s','scope':'training','status':'%s',"
            + "'at':'2026-03-01T00:00:00Z'}")
        .formatted(patient, status);
  }

  private static String text(int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 60)
        .mapToObj(i -> WORDS[random.nextInt(WORDS.length)])
        .collect(Collectors.joining(" ", "Findings: ", "."));
  }
}
