package org.radloom.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * JSON in the one form that RFC 8785 allows: no blanks, members in the order of their names' UTF-16
 * code units, the shortest escapes, UTF-8. Of numbers it knows integers only, within ±(2^53 - 1),
 * where RFC 8785 and plain digits agree; there is no null.
 */
final class CanonicalJson {
  private static final long MAX_SAFE = (1L << 53) - 1;

  /** Far above what events nest. */
  private static final int MAX_DEPTH = 16;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private CanonicalJson() {}

  /**
   * Returns the value's canonical bytes.
   *
   * @throws IllegalArgumentException if it holds what has no form here
   */
  static byte[] bytes(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, 0, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Returns the value that the bytes are the canonical form of.
   *
   * @throws IOException if they are no JSON, or another form; the message quotes nothing
   */
  static JsonNode parse(byte[] bytes) throws IOException {
    JsonNode value;
    try {
      value = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new IOException("not JSON");
    }
    if (value == null || value.isMissingNode()) {
      throw new IOException("not JSON");
    }
    try {
      if (Arrays.equals(bytes(value), bytes)) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not of the canonical form", e);
    }
    throw new IOException("not of the canonical form");
  }

  private static void write(JsonNode value, int depth, StringBuilder text) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
    }
    if (value.isObject()) {
      writeObject(value, depth, text);
    } else if (value.isArray()) {
      text.append('[');
      for (int i = 0; i < value.size(); i++) {
        if (i > 0) {
          text.append(',');
        }
        write(value.get(i), depth + 1, text);
      }
      text.append(']');
    } else if (value.isTextual()) {
      writeText(value.textValue(), text);
    } else if (value.isBoolean()) {
      text.append(value.booleanValue());
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      long number = value.longValue();
      if (number < -MAX_SAFE || number > MAX_SAFE) {
        throw new IllegalArgumentException("an integer must be within ±(2^53 - 1)");
      }
      text.append(number);
    } else {
      throw new IllegalArgumentException(
          "a value must be text, an integer, a boolean, a list or an object, but was: "
              + value.getNodeType());
    }
  }

  private static void writeObject(JsonNode value, int depth, StringBuilder text) {
    List<String> names = new ArrayList<>();
    value.fieldNames().forEachRemaining(names::add);
    // String compares by UTF-16 code unit, which is the order of RFC 8785.
    Collections.sort(names);
    text.append('{');
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      writeText(names.get(i), text);
      text.append(':');
      write(value.get(names.get(i)), depth + 1, text);
    }
    text.append('}');
  }

  private static void writeText(String value, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < ' ') {
            text.append("\\u%04x".formatted((int) c));
          } else if (Character.isSurrogate(c)) {
            i = appendPair(value, i, text);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static int appendPair(String value, int high, StringBuilder text) {
    if (high + 1 == value.length()
        || !Character.isSurrogatePair(value.charAt(high), value.charAt(high + 1))) {
      throw new IllegalArgumentException("text must not hold half a surrogate pair");
    }
    text.append(value, high, high + 2);
    return high + 1;
  }
}
