package org.radloom.datasetchecks.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/** Paths in files that a loader joins to a folder of its own. */
final class RelativePaths {
  private static final int MAX_LENGTH = 4096;

  private RelativePaths() {}

  /** Returns whether a value is a path that stays inside the folder it is joined to. */
  static boolean isOne(JsonNode value) {
    return value.isTextual() && isOne(value.textValue());
  }

  /** Returns whether a text is a path that stays inside the folder it is joined to. */
  static boolean isOne(String path) {
    return !path.isEmpty()
        && path.length() <= MAX_LENGTH
        && !path.startsWith("/")
        && path.indexOf('\\') < 0
        && path.chars().noneMatch(Character::isISOControl)
        && !path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
        && Arrays.stream(path.split("/", -1)).noneMatch(part -> part.equals(".."));
  }
}
