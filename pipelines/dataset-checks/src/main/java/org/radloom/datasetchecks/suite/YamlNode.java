package org.radloom.datasetchecks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping of a suite, and what it is called in messages. */
final class YamlNode {
  private static final int MAX_TEXT = 2000;

  private final String what;
  private final JsonNode node;

  private YamlNode(String what, JsonNode node) {
    this.what = what;
    this.node = node;
  }

  static YamlNode of(String what, @Nullable JsonNode node) throws SuiteException {
    if (node == null || !node.isObject()) {
      throw new SuiteException("%s must be a mapping of keys to values".formatted(what));
    }
    return new YamlNode(what, node);
  }

  YamlNode onlyKeys(Set<String> known) throws SuiteException {
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key)) {
        throw new SuiteException(
            "%s: the key '%s' is not known; there are %s"
                .formatted(what, key, String.join(", ", known.stream().sorted().toList())));
      }
    }
    return this;
  }

  boolean has(String key) {
    return node.has(key);
  }

  JsonNode raw(String key) throws SuiteException {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new SuiteException("%s: the key '%s' is missing".formatted(what, key));
    }
    return value;
  }

  String text(String key) throws SuiteException {
    return text(key, raw(key));
  }

  List<String> texts(String key) throws SuiteException {
    List<String> texts = new ArrayList<>();
    for (JsonNode one : array(key)) {
      texts.add(text(key, one));
    }
    return texts;
  }

  List<YamlNode> list(String key) throws SuiteException {
    List<YamlNode> nodes = new ArrayList<>();
    for (JsonNode one : array(key)) {
      String name = one.path("name").asText("");
      nodes.add(
          of(
              name.isEmpty()
                  ? "%s %d".formatted(key, nodes.size() + 1)
                  : "expectation '%s'".formatted(name),
              one));
    }
    return nodes;
  }

  YamlNode mapping(String key) throws SuiteException {
    return of(what + ", " + key, raw(key));
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  double number(String key) throws SuiteException {
    JsonNode value = raw(key);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(key, "must be a number", value.asText());
    }
    return value.doubleValue();
  }

  OptionalDouble optionalNumber(String key) throws SuiteException {
    return has(key) ? OptionalDouble.of(number(key)) : OptionalDouble.empty();
  }

  SuiteException wrong(String key, String how, String value) {
    return new SuiteException(
        "%s: %s %s%s"
            .formatted(what, key, how, value.isEmpty() ? "" : ", but was: '" + value + "'"));
  }

  private JsonNode array(String key) throws SuiteException {
    JsonNode value = raw(key);
    if (!value.isArray() || value.isEmpty()) {
      throw wrong(key, "must be a list of at least one", "");
    }
    return value;
  }

  private String text(String key, JsonNode value) throws SuiteException {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(key, "must be a text; quote it if it looks like a number or true", "");
    }
    if (value.textValue().length() > MAX_TEXT) {
      throw wrong(key, "must have at most %d characters".formatted(MAX_TEXT), "");
    }
    return value.textValue();
  }
}
