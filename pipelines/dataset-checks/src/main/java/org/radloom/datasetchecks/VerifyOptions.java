package org.radloom.datasetchecks;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for.
 *
 * @param version folder of the version
 * @param suite file of expectations, or null for those of Radloom
 * @param history file of the metrics of published versions, or null
 * @param previous folder of the version before, or null
 * @param checks file that the results are written to, or null
 * @param record whether to add this version to the history if it passes
 */
record VerifyOptions(
    Path version,
    @Nullable Path suite,
    @Nullable Path history,
    @Nullable Path previous,
    @Nullable Path checks,
    boolean record) {
  private static final Set<String> FLAGS = Set.of("suite", "history", "previous", "checks");

  static VerifyOptions parse(List<String> args) throws CannotRunException {
    Map<String, Path> flags = new HashMap<>();
    Path version = null;
    boolean record = false;
    for (String arg : args) {
      if (arg.equals("--record")) {
        record = true;
      } else if (arg.startsWith("--")) {
        int equals = arg.indexOf('=');
        String name = arg.substring(2, equals < 0 ? arg.length() : equals);
        if (!FLAGS.contains(name) || equals < 0 || equals == arg.length() - 1) {
          throw usage("there is no flag like " + arg);
        }
        if (flags.put(name, path(arg.substring(equals + 1))) != null) {
          throw usage("--%s is there twice".formatted(name));
        }
      } else if (version != null || arg.isEmpty()) {
        throw usage("expected one DIR, but got: " + arg);
      } else {
        version = path(arg);
      }
    }
    if (version == null) {
      throw usage("expected verify DIR");
    }
    if (record && !flags.containsKey("history")) {
      throw usage("--record needs --history=FILE");
    }
    return new VerifyOptions(
        version,
        flags.get("suite"),
        flags.get("history"),
        flags.get("previous"),
        flags.get("checks"),
        record);
  }

  private static Path path(String text) throws CannotRunException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw usage("%s is no path".formatted(text));
    }
  }

  private static CannotRunException usage(String message) {
    return new CannotRunException(message + "; see ./radloom verify --help");
  }
}
