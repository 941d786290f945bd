package org.radloom.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.radloom.commandline.UsageException;

/**
 * Flags of {@code audit}.
 *
 * @param values by name; of one without a value, empty
 */
record AuditFlags(Map<String, String> values) {
  private static final Pattern FLAG = Pattern.compile("--(\\w+)(?:=(.*))?", Pattern.DOTALL);
  private static final Pattern HEAD = Pattern.compile("(\\d{1,15}):([0-9a-f]{64})");

  static AuditFlags of(List<String> flags, Set<String> known) throws UsageException {
    Map<String, String> values = new HashMap<>();
    for (String flag : flags) {
      Matcher form = FLAG.matcher(flag);
      if (!form.matches() || !known.contains(form.group(1))) {
        throw new UsageException(
            "there is no flag '%s' here".formatted(flag.replaceAll("=.*", "")));
      }
      boolean bare = form.group(1).equals("record");
      if (bare != (form.group(2) == null)) {
        throw new UsageException(
            "--%s must %s a value".formatted(form.group(1), bare ? "not have" : "have"));
      }
      values.put(form.group(1), bare ? "" : form.group(2));
    }
    return new AuditFlags(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  long number(String name, long otherwise) throws UsageException {
    String text = text(name, Long.toString(otherwise));
    if (!text.matches("\\d{1,15}")) {
      throw new UsageException("--%s must be a number, but was: %s".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  /** Returns what {@code --head} says. */
  Optional<AuditHead> head() throws UsageException {
    if (!has("head")) {
      return Optional.empty();
    }
    Matcher form = HEAD.matcher(text("head", ""));
    if (!form.matches()) {
      throw new UsageException("--head must be SEQUENCE:HASH, the hash of 64 hex digits");
    }
    return Optional.of(new AuditHead(Long.parseLong(form.group(1)), form.group(2)));
  }
}
