package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;

final class TranscriberTest {
  private final Path root;

  TranscriberTest(@TempDir Path root) throws Exception {
    this.root = root;
    TinyWhisper.write(root, "tiny", "1");
  }

  private WhisperModel open() throws Exception {
    return WhisperFolder.open(
        ModelFolder.at(root), "tiny", "1", ModelOptions.defaults().on(BackendChoice.CPU));
  }

  private Path silence(double seconds) throws Exception {
    return Files.write(root.resolve("x.wav"), WavBytes.tone(16_000, 440, 0, seconds));
  }

  @Test
  void theModelNamesTheLanguageItHears() throws Exception {
    try (WhisperModel model = open()) {
      // English is the only language of the vocabulary.
      assertThat(new Transcriber(model, Transcriber.AUTO).transcribe(silence(2)).language())
          .isEqualTo("en");
    }
  }

  @Test
  void whereNothingIsHeardThereIsNoConfidence() {
    assertThat(new Transcript(1, "en", List.of()).confidence()).isEmpty();
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    List<Double> heard = new ArrayList<>();
    try (WhisperModel model = open()) {
      new Transcriber(model, "en")
          .transcribe(
              silence(62),
              (seconds, of) -> {
                assertThat(of).isEqualTo(62.0);
                heard.add(seconds);
              });
    }
    assertThat(heard).containsExactly(30.0, 60.0, 62.0);
  }

  @Test
  void aRecordingThatTakesTooLongIsGivenUp() throws Exception {
    Path audio = silence(2);
    AtomicLong clock = new AtomicLong();
    try (WhisperModel model = open()) {
      // 600 s, and 60 for each of 2: 720 s. Each token takes 100 s here, and there are 8.
      Transcriber slow = new Transcriber(model, "en", () -> clock.addAndGet(100_000_000_000L));
      assertThatExceptionOfType(AudioRefusedException.class)
          .isThrownBy(() -> slow.transcribe(audio))
          .withMessage("the model took longer than the 720 s that this recording may take")
          .satisfies(e -> assertThat(e.reason()).isEqualTo(AudioRefusal.MODEL_FAILED));
      Transcriber quick = new Transcriber(model, "en", () -> clock.addAndGet(90_000_000_000L));
      assertThat(quick.transcribe(audio).text()).isEqualTo("Heart size normal");
    }
  }
}
