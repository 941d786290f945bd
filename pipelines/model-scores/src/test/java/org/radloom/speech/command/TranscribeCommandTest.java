package org.radloom.speech.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;
import org.radloom.events.JsonEvents;
import org.radloom.models.FileDigest;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Transcription;
import org.radloom.speech.Recording;
import org.radloom.speech.TinyWhisper;

final class TranscribeCommandTest {
  private static final String NOTES =
      "{\"patientId\":\"P1\",\"userId\":\"U1\",\"studyId\":\"S1\","
          + "\"recordedAt\":\"2026-11-20T09:30:00+01:00\"}";

  private final Path models;
  private final Path input;
  private final Path output;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  TranscribeCommandTest(@TempDir Path folder) throws IOException {
    models = folder.resolve("models");
    input = Files.createDirectories(folder.resolve("input"));
    output = folder.resolve("output");
    TinyWhisper.write(models, "tiny", "1");
  }

  private int run(String... more) {
    List<String> words = new ArrayList<>(List.of("transcribe", "--models=" + models));
    words.addAll(List.of("--input=" + input, "--output=" + output, "--backend=cpu"));
    words.addAll(List.of(more));
    return new Commands(List.of(new TranscribeCommand()), false)
        .run(
            words.toArray(new String[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
  }

  private Path record(String name, byte[] wav, String notes) throws IOException {
    Files.writeString(input.resolve(name + ".json"), notes);
    return Files.write(input.resolve(name + ".wav"), wav);
  }

  private List<Transcription> events() throws Exception {
    List<Transcription> events = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("transcriptions.jsonl"))) {
      byte[] bytes = line.getBytes(UTF_8);
      events.add((Transcription) new JsonEvents().read(bytes, 0, bytes.length));
    }
    return events;
  }

  private List<String> rejects() throws IOException {
    return Files.readAllLines(output.resolve("rejects.jsonl"));
  }

  @Test
  void silenceOfFourSecondsBecomesTheEventWorkedByHand() throws Exception {
    Path wav = record("one", Recording.tone(44_100, 440, 0, 4), NOTES);
    assertThat(run()).as(err.toString(UTF_8)).isEqualTo(ExitCode.DONE);
    Transcription event = events().get(0);
    assertThat(event.getPatientId()).isEqualTo("P1");
    assertThat(event.getUserId()).isEqualTo("U1");
    assertThat(event.getStudyId()).isEqualTo("S1");
    assertThat(event.getRecordedAt()).isEqualTo(Instant.parse("2026-11-20T08:30:00Z"));
    assertThat(event.getLanguage()).isEqualTo("en");
    assertThat(event.getAudioUri()).isEqualTo(wav.toUri().toString());
    assertThat(event.getAudioSha256()).isEqualTo(FileDigest.of(wav));
    assertThat(event.getDurationSeconds()).isEqualTo(4.0);
    assertThat(event.getText()).isEqualTo("Heart size normal");
    assertThat(event.getModel().getName()).isEqualTo("tiny");
    assertThat(event.getModel().getVersion()).isEqualTo("1");
    assertThat(event.getModel().getSha256()).hasSize(64);
    // Eight tokens, the end among them, each of 3/4: the mean is ln 3/4, and exp of it 3/4.
    assertThat(event.getConfidence()).isCloseTo(.75, within(1e-6));
    List<Segment> segments = event.getSegments();
    assertThat(segments).extracting(Segment::getText).containsExactly("Heart size", "normal");
    assertThat(segments).extracting(Segment::getStart).containsExactly(0.0, 2.0);
    assertThat(segments).extracting(Segment::getEnd).containsExactly(2.0, 3.0);
    for (Segment segment : segments) {
      assertThat(segment.getAvgLogprob()).isCloseTo(Math.log(.75), within(1e-6));
      assertThat(segment.getNoSpeechProb()).isCloseTo(.1, within(1e-6));
      // 17 letters in 25 bytes of zlib, see WindowSegmentsTest.
      assertThat(segment.getCompressionRatio()).isCloseTo(.68, within(1e-12));
      assertThat(segment.getTemperature()).isZero();
    }
  }

  @Test
  void theModelHearsTheSound() throws Exception {
    record("loud", Recording.tone(16_000, 440, .9, 4), NOTES);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    // Bands are louder than silence by more than 0.2 in the mean: below e^-20 / 9.
    assertThat(events().get(0).getSegments().get(0).getNoSpeechProb()).isLessThan(1e-9);
  }

  @Test
  void longRecordingsAreHeardWindowByWindow() throws Exception {
    record("long", Recording.tone(16_000, 440, 0, 62), NOTES);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    // Each window ends with a single timestamp, so the next begins 30 s on: 30 + 30 + 2 s. In the
    // last one the model says more than there is; times are cut to the recording.
    assertThat(events().get(0).getSegments())
        .extracting(Segment::getStart)
        .containsExactly(0.0, 2.0, 30.0, 32.0, 60.0, 62.0);
    assertThat(events().get(0).getSegments())
        .extracting(Segment::getEnd)
        .containsExactly(2.0, 3.0, 32.0, 33.0, 62.0, 62.0);
  }

  @Test
  void whatCannotBeUsedIsRejectedByNameAndTheOthersFinish() throws Exception {
    record("good", Recording.tone(8_000, 440, .1, 1), NOTES);
    Files.write(input.resolve("a-bare.wav"), Recording.tone(8_000, 440, .1, 1));
    Files.writeString(input.resolve("b-song.mp3"), "ID3 and no more");
    Files.writeString(input.resolve("b-song.json"), NOTES);
    record("c-short", Recording.tone(8_000, 440, .1, .005), NOTES);
    record("d-notes", Recording.tone(8_000, 440, .1, 1), "{\"patientId\":\"Jane Secret\"}");
    record("e-broken", Recording.tone(8_000, 440, .1, 1), "Jane Secret");
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(events()).hasSize(1);
    assertThat(rejects()).hasSize(5);
    assertThat(rejects().get(0)).contains("\"a-bare.wav\"", "\"missing_sidecar\"");
    assertThat(rejects().get(1)).contains("\"b-song.mp3\"", "\"not_wav\"");
    assertThat(rejects().get(2)).contains("\"c-short.wav\"", "\"empty_audio\"");
    assertThat(rejects().get(3)).contains("\"d-notes.wav\"", "\"invalid_sidecar\"", "userId");
    assertThat(rejects().get(4)).contains("\"e-broken.wav\"", "\"invalid_sidecar\"");
    assertThat(rejects().toString() + out + err).doesNotContain("Jane", "P1");
  }

  @Test
  void theSameRecordingAndModelGiveTheSameBytesForTheOwnerOnly() throws Exception {
    record("one", Recording.tone(16_000, 440, .5, 2), NOTES);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    byte[] first = Files.readAllBytes(output.resolve("transcriptions.jsonl"));
    for (String file : List.of("transcriptions.jsonl", "rejects.jsonl")) {
      assertThat(Files.getPosixFilePermissions(output.resolve(file)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(run()).as("what is there is not replaced").isEqualTo(ExitCode.USAGE);
    assertThat(run("--output=" + output.resolveSibling("again"))).isEqualTo(ExitCode.DONE);
    assertThat(output.resolveSibling("again").resolve("transcriptions.jsonl"))
        .hasBinaryContent(first);
  }

  @Test
  void aRunWithoutAnyUsableRecordingFails() throws Exception {
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    Files.writeString(input.resolve("x.wav"), "no recording");
    assertThat(run()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void callsThatMakeNoSenseAreWrongUsage() throws Exception {
    record("one", Recording.tone(16_000, 440, .5, 1), NOTES);
    assertThat(run("--tempo=2")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--language=<|en|>")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--threads=0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--model=other")).isEqualTo(ExitCode.USAGE);
    assertThat(run("--input=" + input.resolve("none"))).isEqualTo(ExitCode.USAGE);
    assertThat(output).doesNotExist();
  }

  @Test
  void aModelThatIsNotAsStatedIsRefused() throws Exception {
    record("one", Recording.tone(16_000, 440, .5, 1), NOTES);
    assertThat(run("--language=xx")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(UTF_8)).contains("<|xx|>");
    Path vocabulary = models.resolve("tiny/1/vocab.json");
    Files.writeString(vocabulary, Files.readString(vocabulary).replace("Heart", "Liver"));
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(UTF_8)).contains("tiny/1: sha256 of vocab.json: expected");
  }
}
