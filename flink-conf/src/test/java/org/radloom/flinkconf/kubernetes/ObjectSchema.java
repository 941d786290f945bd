package org.radloom.flinkconf.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Checks an object against a schema of Kubernetes, in the part of OpenAPI that custom resources are
 * declared in. Stricter than Kubernetes, which drops a field that it does not know: here it is a
 * problem, since it is mostly a slip of the pen.
 *
 * @param named schemas that {@code $ref} may name
 */
record ObjectSchema(Map<String, JsonNode> named) {

  /** Returns what is wrong, each with the path of the field. */
  List<String> problems(JsonNode value, JsonNode schema) {
    List<String> problems = new ArrayList<>();
    check("", value, schema, problems);
    return problems;
  }

  private void check(String path, JsonNode value, JsonNode schema, List<String> problems) {
    if (schema.has("$ref")) {
      check(path, value, Objects.requireNonNull(named.get(schema.path("$ref").asText())), problems);
    } else if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      expect(value.isIntegralNumber() || value.isTextual(), path, "number or text", problems);
    } else {
      checkType(path, value, schema, problems);
    }
  }

  private void checkType(String path, JsonNode value, JsonNode schema, List<String> problems) {
    switch (schema.path("type").asText()) {
      case "object" -> checkObject(path, value, schema, problems);
      case "array" -> {
        expect(value.isArray(), path, "a list", problems);
        for (int i = 0; i < value.size(); i++) {
          check("%s[%d]".formatted(path, i), value.path(i), schema.path("items"), problems);
        }
      }
      case "string" -> {
        expect(value.isTextual(), path, "text", problems);
        if (schema.has("enum")) {
          boolean known = false;
          for (JsonNode choice : schema.path("enum")) {
            known |= choice.equals(value);
          }
          expect(known, path, "one of " + schema.path("enum"), problems);
        }
      }
      case "integer" -> expect(value.isIntegralNumber(), path, "a whole number", problems);
      case "number" -> expect(value.isNumber(), path, "a number", problems);
      case "boolean" -> expect(value.isBoolean(), path, "true or false", problems);
      default -> {
        // Anything may stand here.
      }
    }
  }

  private void checkObject(String path, JsonNode value, JsonNode schema, List<String> problems) {
    expect(value.isObject(), path, "an object", problems);
    for (JsonNode required : schema.path("required")) {
      expect(value.has(required.asText()), path + "." + required.asText(), "there", problems);
    }
    boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String inner = path + "." + field.getKey();
      if (schema.path("properties").has(field.getKey())) {
        check(inner, field.getValue(), schema.path("properties").path(field.getKey()), problems);
      } else if (schema.has("additionalProperties")) {
        check(inner, field.getValue(), schema.path("additionalProperties"), problems);
      } else {
        expect(open, inner, "a field that Kubernetes knows", problems);
      }
    }
  }

  private static void expect(boolean holds, String path, String expected, List<String> problems) {
    if (!holds) {
      problems.add("%s must be %s".formatted(path, expected));
    }
  }
}
