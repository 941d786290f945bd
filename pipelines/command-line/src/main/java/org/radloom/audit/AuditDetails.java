package org.radloom.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns what a caller wants to say of an action into JSON, and refuses what an event may not hold:
 * a detail that the action does not have, and text that may be a path or a document.
 */
final class AuditDetails {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** Names, versions, option values and digests; no slash, so no path. */
  private static final Pattern TEXT = Pattern.compile("[^/\\\\\\p{Cntrl}]{0,512}");

  private static final int MAX_DEPTH = 4;

  private AuditDetails() {}

  static ObjectNode of(Action action, Map<String, ?> details) {
    for (String name : details.keySet()) {
      if (!action.details().contains(name)) {
        // Not the name itself: whoever mixes up keys and values must not see a value in a log.
        throw new IllegalArgumentException(
            "%s has only the details %s".formatted(action, action.details()));
      }
    }
    return object(details, 0);
  }

  private static ObjectNode object(Map<?, ?> values, int depth) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    values.forEach(
        (name, value) -> {
          if (!(name instanceof String text) || !NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("a detail's name must match " + NAME);
          }
          node.set(text, value(value, depth + 1));
        });
    return node;
  }

  private static JsonNode value(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("details must not be nested deeper than " + MAX_DEPTH);
    }
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (value instanceof String text) {
      if (!TEXT.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "a detail's text must have at most 512 characters, and no slash or control character");
      }
      return make.textNode(text);
    } else if (value instanceof Integer || value instanceof Long) {
      return make.numberNode(((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      return make.booleanNode(flag);
    } else if (value instanceof List<?> list) {
      ArrayNode node = make.arrayNode();
      list.forEach(item -> node.add(value(item, depth + 1)));
      return node;
    } else if (value instanceof Map<?, ?> map) {
      return object(map, depth);
    }
    throw new IllegalArgumentException(
        "a detail must be text, an int, a long, a boolean, a list or a map, but was a "
            + value.getClass().getSimpleName());
  }
}
