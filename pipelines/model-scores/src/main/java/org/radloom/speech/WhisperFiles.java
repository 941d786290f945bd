package org.radloom.speech;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.Refusal;

/**
 * What lies beside Whisper's ONNX files: a vocabulary ({@code vocab.json} with {@code
 * added_tokens.json}, or {@code tokenizer.json}), and {@code generation_config.json} if there. They
 * make the text as much as the weights do, so {@code model.json} lists their digests too.
 *
 * @param tokens of the vocabulary
 * @param rules of what may come next
 * @param multilingual whether the prompt names a language
 */
record WhisperFiles(WhisperTokens tokens, TimestampRules rules, boolean multilingual) {
  static final String VOCABULARY = "vocab.json";
  static final String ADDED = "added_tokens.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String GENERATION = "generation_config.json";

  private static final long MOST_BYTES = 16 << 20;
  private static final int MOST_TOKENS = 1 << 20;
  private static final int MOST_CHARACTERS = 1024;
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Reads them; digests of the listed files were verified. */
  static WhisperFiles read(ModelVersion version) throws ModelRefusedException {
    Map<String, Integer> ids = vocabulary(version);
    WhisperTokens tokens = tokens(version, ids);
    List<Integer> texts = ids.values().stream().filter(id -> id < tokens.end()).toList();
    if (new HashSet<>(texts).size() != texts.size()) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION,
          version.id(),
          "its vocabulary",
          "one text for each token",
          "two for one");
    }
    JsonNode generation =
        Files.exists(version.file(GENERATION))
            ? tree(version, GENERATION)
            : MAPPER.createObjectNode();
    TimestampRules rules =
        new TimestampRules(
            tokens,
            suppressed(version, generation, "suppress_tokens"),
            suppressed(version, generation, "begin_suppress_tokens"),
            latestFirst(version, generation));
    return new WhisperFiles(
        tokens, rules, generation.path("is_multilingual").asBoolean(ids.containsKey("<|en|>")));
  }

  private static WhisperTokens tokens(ModelVersion version, Map<String, Integer> ids)
      throws ModelRefusedException {
    try {
      return WhisperTokens.of(ids);
    } catch (WhisperTokens.MissingTokenException e) {
      throw refused(version, e);
    }
  }

  /** Returns the refusal of a model whose vocabulary lacks a token. */
  static ModelRefusedException refused(
      ModelVersion version, WhisperTokens.MissingTokenException e) {
    return new ModelRefusedException(
        Refusal.DESCRIPTION,
        version.id(),
        "its vocabulary",
        String.valueOf(e.getMessage()),
        "no such token",
        e);
  }

  private static Map<String, Integer> vocabulary(ModelVersion version)
      throws ModelRefusedException {
    Map<String, Integer> ids = new HashMap<>();
    if (Files.exists(version.file(VOCABULARY))) {
      add(version, VOCABULARY, tree(version, VOCABULARY), ids);
      if (Files.exists(version.file(ADDED))) {
        add(version, ADDED, tree(version, ADDED), ids);
      }
      return ids;
    }
    JsonNode tokenizer = tree(version, TOKENIZER);
    add(version, TOKENIZER, tokenizer.path("model").path("vocab"), ids);
    for (JsonNode added : tokenizer.path("added_tokens")) {
      add(version, TOKENIZER, added.path("content").asText(), added.path("id"), ids);
    }
    return ids;
  }

  private static void add(
      ModelVersion version, String file, JsonNode entries, Map<String, Integer> ids)
      throws ModelRefusedException {
    for (Map.Entry<String, JsonNode> entry : entries.properties()) {
      add(version, file, entry.getKey(), entry.getValue(), ids);
    }
  }

  private static void add(
      ModelVersion version, String file, String token, JsonNode id, Map<String, Integer> ids)
      throws ModelRefusedException {
    if (!id.isInt() || id.asInt() < 0 || id.asInt() >= MOST_TOKENS) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION,
          version.id(),
          file,
          "ids from 0 to %d".formatted(MOST_TOKENS - 1),
          "another");
    }
    if (token.length() > MOST_CHARACTERS) {
      throw new ModelRefusedException(
          Refusal.SIZE,
          version.id(),
          file,
          MOST_CHARACTERS + " characters a token",
          token.length());
    }
    Integer before = ids.put(token, id.asInt());
    if (before != null && before != id.asInt()) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION, version.id(), file, "one id for each token", "two for one");
    }
  }

  private static List<Integer> suppressed(ModelVersion version, JsonNode generation, String key)
      throws ModelRefusedException {
    List<Integer> tokens = new ArrayList<>();
    for (JsonNode each : generation.path(key)) {
      if (!each.isInt() || each.asInt() >= MOST_TOKENS) {
        throw new ModelRefusedException(
            Refusal.DESCRIPTION, version.id(), GENERATION + ": " + key, "ids of tokens", "another");
      }
      // A negative one stands for a list that only the reference has.
      if (each.asInt() >= 0) {
        tokens.add(each.asInt());
      }
    }
    return tokens;
  }

  private static int latestFirst(ModelVersion version, JsonNode generation)
      throws ModelRefusedException {
    JsonNode stated = generation.path("max_initial_timestamp_index");
    if (stated.isMissingNode() || stated.isNull()) {
      return TimestampRules.LATEST_FIRST;
    }
    if (!stated.isInt() || stated.asInt() < 0 || stated.asInt() >= WhisperTokens.TIMESTAMPS) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION,
          version.id(),
          GENERATION + ": max_initial_timestamp_index",
          "0 to %d".formatted(WhisperTokens.TIMESTAMPS - 1),
          "another");
    }
    return stated.asInt();
  }

  private static JsonNode tree(ModelVersion version, String file) throws ModelRefusedException {
    if (!version.description().sha256().containsKey(file)) {
      throw new ModelRefusedException(
          Refusal.HASH, version.id(), "sha256 of " + file, "one in model.json", "none");
    }
    try {
      long bytes = Files.size(version.file(file));
      if (bytes > MOST_BYTES) {
        throw new ModelRefusedException(
            Refusal.SIZE, version.id(), file, MOST_BYTES + " bytes at most", bytes);
      }
      JsonNode tree = MAPPER.readTree(Files.readAllBytes(version.file(file)));
      if (!tree.isObject()) {
        throw new ModelRefusedException(
            Refusal.DESCRIPTION, version.id(), file, "an object", "something else");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION, version.id(), file, "JSON", "an error", e);
    } catch (IOException e) {
      throw new ModelRefusedException(
          Refusal.UNREADABLE, version.id(), file, "a file", "none that can be read", e);
    }
  }
}
