package org.radloom.speech;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.Refusal;
import org.radloom.models.TensorSpec;
import org.radloom.models.onnx.OnnxSession;

/**
 * The keys and values that a decoder hands from step to step, as the usual exports name them:
 * {@code past_key_values.0.decoder.key} goes in, {@code present.0.decoder.key} comes out. Those of
 * {@code decoder} grow with the text, those of {@code encoder} are of the sound and stay.
 *
 * @param inputs by name, with the shape that each has: heads and their width are fixed
 */
record DecoderCache(SortedMap<String, List<Integer>> inputs) {
  /** Says whether the keys and values that go in count: in decoders that begin and go on. */
  static final String SWITCH = "use_cache_branch";

  /** Places of the tokens that go in; some exports ask for them. */
  static final String POSITIONS = "cache_position";

  private static final Pattern PAST =
      Pattern.compile("past_key_values\\.([0-9]{1,3})\\.(decoder|encoder)\\.(key|value)");
  private static final List<String> OF_A_LAYER =
      List.of("decoder.key", "decoder.value", "encoder.key", "encoder.value");
  private static final int AXES = 4;
  private static final int HEADS = 1;
  private static final int WIDTH = 3;
  private static final int MOST_HEADS = 1024;
  private static final int MOST_WIDTH = 4096;

  /** Copies the map. */
  DecoderCache {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /** Returns whether an input need not stand in {@code model.json}. */
  static boolean isImplied(String input) {
    return PAST.matcher(input).matches()
        || input.equals(SWITCH)
        || input.equals(POSITIONS)
        || input.equals(WhisperFolder.ENCODED);
  }

  /** Returns whether it is of the text, and not of the sound. */
  static boolean grows(String input) {
    return input.contains(".decoder.");
  }

  /** Returns the output that an input comes from. */
  static String present(String input) {
    return input.replace("past_key_values", "present");
  }

  /**
   * Returns the cache of a decoder.
   *
   * @param model how a refusal names it
   * @param first begins a text
   * @param next goes on
   * @throws ModelRefusedException if inputs and outputs do not fit together
   */
  static DecoderCache of(String model, OnnxSession first, OnnxSession next)
      throws ModelRefusedException {
    TreeMap<String, List<Integer>> found = new TreeMap<>(next.inputs());
    found.keySet().removeIf(input -> !PAST.matcher(input).matches());
    TreeSet<String> expected = new TreeSet<>();
    int layers = Math.max(1, (found.size() + OF_A_LAYER.size() - 1) / OF_A_LAYER.size());
    for (int layer = 0; layer < layers; layer++) {
      for (String part : OF_A_LAYER) {
        expected.add("past_key_values.%d.%s".formatted(layer, part));
      }
    }
    if (!found.keySet().equals(expected)) {
      throw new ModelRefusedException(
          Refusal.SHAPE, model, "keys and values", expected, found.keySet());
    }
    for (Map.Entry<String, List<Integer>> input : found.entrySet()) {
      List<Integer> shape = input.getValue();
      if (shape.size() != AXES
          || !isWithin(shape.get(HEADS), MOST_HEADS)
          || !isWithin(shape.get(WIDTH), MOST_WIDTH)) {
        throw new ModelRefusedException(
            Refusal.SHAPE, model, "shape of " + input.getKey(), "[-1, heads, -1, width]", shape);
      }
    }
    refuseMissing(model, first, expected.stream().map(DecoderCache::present).toList());
    refuseMissing(
        model,
        next,
        expected.stream().filter(DecoderCache::grows).map(DecoderCache::present).toList());
    return new DecoderCache(found);
  }

  /** Refuses a decoder that cannot begin a text. */
  static void refusePast(String model, OnnxSession first) throws ModelRefusedException {
    Set<String> found = first.inputs().keySet();
    if (found.stream().anyMatch(input -> PAST.matcher(input).matches())) {
      throw new ModelRefusedException(
          Refusal.SHAPE,
          model,
          "inputs of its first decoder",
          SWITCH + ", or no keys and values",
          found);
    }
  }

  private static boolean isWithin(int length, int most) {
    return length != TensorSpec.FREE && length >= 1 && length <= most;
  }

  private static void refuseMissing(String model, OnnxSession session, List<String> expected)
      throws ModelRefusedException {
    if (!session.outputs().keySet().containsAll(expected)) {
      throw new ModelRefusedException(
          Refusal.SHAPE, model, "outputs", expected, session.outputs().keySet());
    }
  }
}
