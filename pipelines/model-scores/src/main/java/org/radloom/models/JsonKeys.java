package org.radloom.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keys of an object in {@code model.json}; what is not as it should be is refused. */
final class JsonKeys {
  /** Most characters of a text, and most entries of a list or object. */
  static final int MOST = 10_000;

  private static final int MOST_SHOWN = 60;

  private final String model;
  private final String place;
  private final JsonNode object;

  JsonKeys(String model, String place, JsonNode object) throws ModelRefusedException {
    this.model = model;
    this.place = place;
    this.object = object;
    if (!object.isObject()) {
      throw refused(
          Refusal.DESCRIPTION, place.isEmpty() ? "model.json" : place, "an object", object);
    }
  }

  boolean has(String key) {
    return object.hasNonNull(key);
  }

  JsonNode node(String key) throws ModelRefusedException {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      throw refused(Refusal.DESCRIPTION, path(key), "a value", "nothing");
    }
    return value;
  }

  JsonKeys object(String key) throws ModelRefusedException {
    return new JsonKeys(model, path(key), node(key));
  }

  String text(String key) throws ModelRefusedException {
    return text(key, node(key));
  }

  private String text(String key, JsonNode value) throws ModelRefusedException {
    if (!value.isTextual() || value.asText().isBlank()) {
      throw refused(Refusal.DESCRIPTION, path(key), "a text", value);
    }
    if (value.asText().length() > MOST) {
      throw refused(Refusal.SIZE, path(key), MOST + " characters at most", value.asText().length());
    }
    return value.asText();
  }

  List<String> texts(String key) throws ModelRefusedException {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list(key)) {
      texts.add(text(key, each));
    }
    return texts;
  }

  int integer(String key, int min, int max) throws ModelRefusedException {
    return integer(key, node(key), min, max);
  }

  private int integer(String key, JsonNode value, int min, int max) throws ModelRefusedException {
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.asInt() < min
        || value.asInt() > max) {
      throw refused(
          Refusal.DESCRIPTION, path(key), "a whole number %d to %d".formatted(min, max), value);
    }
    return value.asInt();
  }

  List<Integer> integers(String key, int min, int max) throws ModelRefusedException {
    List<Integer> integers = new ArrayList<>();
    for (JsonNode each : list(key)) {
      integers.add(integer(key, each, min, max));
    }
    return integers;
  }

  double number(String key, double fallback) throws ModelRefusedException {
    return has(key) ? number(key, node(key)) : fallback;
  }

  private double number(String key, JsonNode value) throws ModelRefusedException {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw refused(Refusal.DESCRIPTION, path(key), "a number", value);
    }
    return value.asDouble();
  }

  List<Double> numbers(String key) throws ModelRefusedException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : list(key)) {
      numbers.add(number(key, each));
    }
    return numbers;
  }

  List<JsonKeys> objects(String key) throws ModelRefusedException {
    List<JsonKeys> objects = new ArrayList<>();
    for (JsonNode each : list(key)) {
      objects.add(new JsonKeys(model, "%s[%d]".formatted(path(key), objects.size()), each));
    }
    return objects;
  }

  <T> T choice(String key, Refusal reason, String expected, Function<String, T> known)
      throws ModelRefusedException {
    String text = text(key);
    T value = known.apply(text);
    if (value == null) {
      throw refused(reason, path(key), expected, text);
    }
    return value;
  }

  private JsonNode list(String key) throws ModelRefusedException {
    JsonNode value = node(key);
    if (!value.isArray()) {
      throw refused(Refusal.DESCRIPTION, path(key), "a list", value);
    }
    if (value.size() > MOST) {
      throw refused(Refusal.SIZE, path(key), MOST + " entries at most", value.size());
    }
    return value;
  }

  ModelRefusedException refused(Refusal reason, String what, Object expected, Object found) {
    String shown = String.valueOf(found);
    return new ModelRefusedException(
        reason,
        model,
        what.isEmpty() ? "model.json" : what,
        expected,
        shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) + "..." : shown);
  }

  String path(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
