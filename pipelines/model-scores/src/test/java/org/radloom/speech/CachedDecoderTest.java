package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.Tensor;
import org.radloom.speech.RandomWhisper.Layout;

final class CachedDecoderTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  CachedDecoderTest(@TempDir Path root) {
    this.root = root;
  }

  private WhisperModel open(RandomWhisper shape, Layout layout) throws Exception {
    String name = layout.name();
    if (!Files.exists(root.resolve(name))) {
      shape.write(root, name, layout);
    }
    return WhisperFolder.open(ModelFolder.at(root), name, "1", OPTIONS);
  }

  private static Tensor bands(long seed) {
    Random random = new Random(seed);
    Tensor bands = Tensor.zeros(1, 80, 3000);
    for (int i = 0; i < bands.values().length; i++) {
      bands.values()[i] = random.nextFloat();
    }
    return bands;
  }

  private static DecodedWindow decoded(WhisperModel model, Tensor bands) throws Exception {
    WindowDecoding decoding =
        new WindowDecoding(
            model.tokens(),
            new TimestampRules(model.tokens(), List.of(), List.of(), 50),
            model.prompt("en"));
    try (SpeechDecoder decoder = model.listen(model.encode(bands))) {
      return decoding.decode(decoder, TokenPicker.likeliest());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"PAIR", "MERGED"})
  void theSameTokensComeWithAndWithoutTheCache(Layout layout) throws Exception {
    try (WhisperModel plain = open(RandomWhisper.SMALL, Layout.PLAIN);
        WhisperModel cached = open(RandomWhisper.SMALL, layout)) {
      assertThat(plain.isCached()).isFalse();
      assertThat(cached.isCached()).isTrue();
      DecodedWindow one = decoded(plain, bands(1));
      DecodedWindow same = decoded(cached, bands(1));
      assertThat(one.tokens()).hasSizeGreaterThan(5);
      assertThat(same.tokens()).isEqualTo(one.tokens());
      assertThat(same.avgLogprob()).isCloseTo(one.avgLogprob(), within(1e-4));
      assertThat(same.noSpeechProb()).isCloseTo(one.noSpeechProb(), within(1e-6));
      // Another sound is thought of otherwise, so the sound's keys count.
      assertThat(decoded(plain, bands(2)).avgLogprob())
          .isNotCloseTo(one.avgLogprob(), within(1e-3));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Layout.class,
      names = {"PAIR", "MERGED"})
  void anotherTryBeginsBehindThePromptAgain(Layout layout) throws Exception {
    List<Integer> prompt = List.of(7, 8, 10);
    try (WhisperModel plain = open(RandomWhisper.SMALL, Layout.PLAIN);
        WhisperModel cached = open(RandomWhisper.SMALL, layout);
        SpeechDecoder one = plain.listen(plain.encode(bands(1)));
        SpeechDecoder other = cached.listen(cached.encode(bands(1)))) {
      for (List<Integer> tokens :
          List.of(
              List.of(7),
              prompt,
              List.of(7, 8, 10, 15),
              List.of(7, 8, 10, 15, 1),
              prompt,
              List.of(7, 8, 10, 16),
              List.of(7, 8, 10, 16, 2, 3),
              List.of(7, 8, 10, 16, 2, 3, 1, 0))) {
        int from = tokens.size() > 3 ? tokens.size() - 1 : 0;
        List<float[]> expected = one.logits(tokens, from);
        List<float[]> found = other.logits(tokens, from);
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i)).containsExactly(expected.get(i), within(1e-3f));
        }
      }
    }
  }

  @Test
  void aDecoderThatOnlyGoesOnIsRefused() throws Exception {
    RandomWhisper.SMALL.write(root, "pair", Layout.PAIR);
    Path folder = root.resolve("pair/1");
    Files.move(
        folder.resolve("decoder_with_past_model.onnx"),
        folder.resolve("decoder_model.onnx"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(folder.resolve("model.json"));
    TinyWhisper.describe(folder, 30, 16, SmallVocabulary.COUNT);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> WhisperFolder.open(ModelFolder.at(root), "pair", "1", OPTIONS))
        .withMessageStartingWith("pair/1: input: expected encoder_hidden_states, found [");
  }

  @Test
  void keysWithoutValuesAreRefused() throws Exception {
    RandomWhisper.SMALL.write(root, "pair", Layout.PAIR);
    Path folder = root.resolve("pair/1");
    // The names of the first layer's inputs and outputs, one letter changed.
    byte[] file = Files.readAllBytes(folder.resolve("decoder_with_past_model.onnx"));
    String text = new String(file, StandardCharsets.ISO_8859_1);
    Files.write(
        folder.resolve("decoder_with_past_model.onnx"),
        text.replace("past_key_values.0.decoder.key", "past_key_values.7.decoder.key")
            .getBytes(StandardCharsets.ISO_8859_1));
    Files.delete(folder.resolve("model.json"));
    TinyWhisper.describe(folder, 30, 16, SmallVocabulary.COUNT);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> WhisperFolder.open(ModelFolder.at(root), "pair", "1", OPTIONS))
        .withMessageStartingWith(
            "pair/1: keys and values: expected [past_key_values.0.decoder.key,")
        .withMessageContaining("found [past_key_values.0.decoder.value");
  }

  @Test
  @Tag("slow")
  void theCacheIsFasterInAModelOfTheShapeOfWhisperTiny() throws Exception {
    double[] seconds = new double[2];
    Layout[] layouts = {Layout.PLAIN, Layout.MERGED};
    for (int i = 0; i < layouts.length; i++) {
      try (WhisperModel model = open(RandomWhisper.TINY, layouts[i]);
          SpeechDecoder decoder = model.listen(model.encode(bands(1)))) {
        List<Integer> tokens =
            IntStream.range(0, 103).mapToObj(place -> place < 3 ? place + 7 : place * 7).toList();
        decoder.logits(tokens.subList(0, 3), 0);
        long began = System.nanoTime();
        for (int count = 4; count <= tokens.size(); count++) {
          decoder.logits(tokens.subList(0, count), count - 1);
        }
        seconds[i] = (System.nanoTime() - began) / 1e9;
      }
    }
    System.out.printf(
        "100 tokens: %.2f s without a cache, %.2f s with one, %.1f times as fast%n",
        seconds[0], seconds[1], seconds[0] / seconds[1]);
    // docs/transcribe.md states what was measured; anything below would not be worth it.
    assertThat(seconds[0] / seconds[1]).isGreaterThan(2);
  }
}
