package org.radloom.volumemaps.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON as results hold it: indented, keys in the order they were put, every number finite. */
public final class ResultJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ResultJson() {}

  /** Returns an empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns an empty array. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /**
   * Returns a number.
   *
   * @throws IllegalStateException if it is NaN or infinite, which no result may hold
   */
  public static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalStateException("a result must be finite, but was: " + value);
    }
    return DoubleNode.valueOf(value);
  }

  /** Returns an array of numbers, each finite. */
  public static ArrayNode numbers(double[] values) {
    ArrayNode numbers = array();
    for (double value : values) {
      numbers.add(number(value));
    }
    return numbers;
  }

  /** Returns an array of numbers, each finite. */
  public static ArrayNode numbers(List<? extends Number> values) {
    return numbers(values.stream().mapToDouble(Number::doubleValue).toArray());
  }

  /** Returns an array of texts. */
  public static ArrayNode texts(Iterable<String> values) {
    ArrayNode texts = array();
    values.forEach(texts::add);
    return texts;
  }

  /** Returns the value of JSON text that this program wrote. */
  public static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("own JSON cannot be read", e);
    }
  }

  /** Returns the bytes of a file that holds the value, the same on every system. */
  public static byte[] fileBytes(JsonNode value) {
    DefaultPrettyPrinter indented =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return (MAPPER.writer(indented).writeValueAsString(value) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }
}
