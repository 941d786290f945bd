package org.radloom.speech.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;
import org.radloom.events.JsonEvents;
import org.radloom.events.RejectReason;
import org.radloom.models.FileDigest;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Transcription;
import org.radloom.speech.AudioRefusal;
import org.radloom.speech.AudioRefusedException;
import org.radloom.speech.Recording;
import org.radloom.speech.TinyWhisper;
import org.radloom.text.GateLimits;
import org.radloom.text.TokenizedText;
import org.radloom.text.TranscriptionConfidence;
import org.radloom.text.TranscriptionGates;

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
  void theSameSoundOfAnotherPatientStudyOrTimeIsAnotherEvent() throws Exception {
    byte[] sound = Recording.tone(16_000, 440, .5, 1);
    List<String> notes =
        List.of(
            NOTES,
            NOTES.replace("P1", "P2"),
            NOTES.replace("S1", "S2"),
            NOTES.replace("\"studyId\":\"S1\",", ""),
            NOTES.replace("09:30", "09:31"),
            // Where texts were put together with line ends, these two would be one.
            NOTES.replace("P1", "P1\\nS1").replace("\"studyId\":\"S1\",", ""),
            NOTES.replace("S1", "S1\\n"));
    for (int i = 0; i < notes.size(); i++) {
      record("r" + i, sound, notes.get(i));
    }
    assertThat(run()).isEqualTo(ExitCode.DONE);
    List<String> ids = events().stream().map(Transcription::getId).toList();
    assertThat(ids).hasSize(notes.size()).doesNotHaveDuplicates();
    assertThat(run("--output=" + output.resolveSibling("again"))).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(output.resolveSibling("again").resolve("transcriptions.jsonl")))
        .isEqualTo(Files.readString(output.resolve("transcriptions.jsonl")));
  }

  @Test
  void theSameSoundHeardByAnotherModelOrVersionIsAnotherEvent() throws Exception {
    record("one", Recording.tone(16_000, 440, .5, 1), NOTES);
    TinyWhisper.write(models, "tiny", "2");
    TinyWhisper.write(models, "other", "1");
    List<String> ids = new ArrayList<>();
    for (String model : List.of("tiny/1", "tiny/2", "other/1")) {
      Path folder = output.resolveSibling(model.replace('/', '-'));
      assertThat(run("--model=" + model, "--output=" + folder)).isEqualTo(ExitCode.DONE);
      ids.add(
          Files.readString(folder.resolve("transcriptions.jsonl")).replaceAll(",.patientId.*", ""));
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void theGatesOfExportJudgeTheEventByEachOfItsFigures() throws Exception {
    record("one", Recording.tone(16_000, 440, 0, 4), NOTES);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    // 3 words, confidence 0.75, compression 0.68, ln 3/4 = -0.288, silence 0.1, no loops.
    assertThat(gate(3, .74, .69, -.29, .6)).isEmpty();
    assertThat(gate(4, .74, .69, -.29, .6)).contains(RejectReason.TOO_FEW_WORDS);
    assertThat(gate(3, .76, .69, -.29, .6)).contains(RejectReason.LOW_CONFIDENCE);
    assertThat(gate(3, .74, .67, -.29, .6)).contains(RejectReason.HIGH_COMPRESSION_RATIO);
    assertThat(gate(3, .74, .69, -.28, .6)).contains(RejectReason.LOW_LOG_PROBABILITY);
    assertThat(gate(3, .74, .69, -.28, .09)).contains(RejectReason.SILENCE);
  }

  private Optional<RejectReason> gate(
      int minWords, double confidence, double compression, double logprob, double noSpeech)
      throws Exception {
    GateLimits limits =
        new GateLimits(minWords, 500, confidence, compression, logprob, noSpeech, .3);
    Transcription event = events().get(0);
    return new TranscriptionGates(limits)
        .firstFailure(
            event, TranscriptionConfidence.of(event), TokenizedText.of(event.getText()), 1);
  }

  @Test
  void segmentsNeverReachBeyondTheRecording() throws Exception {
    // The first segment ends where it begins, before 0.02 s; both are cut to the recording.
    record("short", Recording.tone(16_000, 440, 0, .01), NOTES);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    Transcription event = events().get(0);
    assertThat(event.getDurationSeconds()).isEqualTo(.01);
    for (Segment segment : event.getSegments()) {
      assertThat(segment.getEnd()).isLessThanOrEqualTo(.01);
    }
  }

  @Test
  void whatGrowsWithoutEndIsNoRecording() throws Exception {
    record("huge", Recording.tone(16_000, 440, 0, 1), NOTES);
    // A file that seems to have 5 GiB and takes none.
    try (RandomAccessFile huge = new RandomAccessFile(input.resolve("huge.wav").toFile(), "rw")) {
      huge.setLength(5L << 30);
    }
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(rejects()).hasSize(1);
    assertThat(rejects().get(0)).contains("\"audio_too_long\"", "4294967304 bytes at most");
    assertThat(run("--input=/dev/zero")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void notesOfMoreThanSixtyFourKibibytesAreNotRead() throws Exception {
    record("one", Recording.tone(16_000, 440, 0, 1), NOTES + " ".repeat(64 << 10));
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(rejects().get(0)).contains("\"invalid_sidecar\"", "more than 65536 bytes");
  }

  @Test
  void aRecordingThatChangesMeanwhileIsRejected() throws Exception {
    Path wav = record("one", Recording.tone(16_000, 440, 0, 1), NOTES);
    RecordingFile file = RecordingFile.of(wav);
    file.refuseChange();
    Files.write(wav, Recording.tone(16_000, 440, 0, 2));
    assertThatExceptionOfType(AudioRefusedException.class)
        .isThrownBy(file::refuseChange)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(AudioRefusal.UNREADABLE_AUDIO));
  }

  @Test
  void theModelMayNameTheLanguage() throws Exception {
    record("one", Recording.tone(16_000, 440, 0, 1), NOTES);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    Transcription told = events().get(0);
    assertThat(run("--language=auto", "--output=" + output.resolveSibling("auto")))
        .isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(output.resolveSibling("auto").resolve("transcriptions.jsonl")))
        .isEqualTo(Files.readString(output.resolve("transcriptions.jsonl")))
        .contains("\"language\":\"en\"");
    assertThat(told.getLanguage()).isEqualTo("en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"\u0120size\":1|\"\u0120size\":0|one text for each token, found two for one",
        "\"\u0120size\":1|\"\u0120size\":-1|ids from 0 to 1048575, found another",
        "\"\u0120size\":1|\"LONG\":1|1024 characters a token, found 1025"
      })
  void aVocabularyThatCannotBeMeantIsRefused(String before, String after, String message)
      throws Exception {
    record("one", Recording.tone(16_000, 440, 0, 1), NOTES);
    Path vocabulary = models.resolve("tiny/1/vocab.json");
    Path json = models.resolve("tiny/1/model.json");
    String old = FileDigest.of(vocabulary);
    String text = Files.readString(vocabulary);
    assertThat(text).contains(before);
    Files.writeString(vocabulary, text.replace(before, after.replace("LONG", "x".repeat(1025))));
    Files.writeString(json, Files.readString(json).replace(old, FileDigest.of(vocabulary)));
    assertThat(run()).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(UTF_8)).contains(message);
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
