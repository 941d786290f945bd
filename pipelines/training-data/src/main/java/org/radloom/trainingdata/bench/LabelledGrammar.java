package org.radloom.trainingdata.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.Kind;

/**
 * A grammar of labelled texts. A section {@code [name]} holds lines, in which {@code {other}}
 * stands for a line of another section. What a section {@code [name = KIND]} makes is an
 * identifier; in it {@code #} is a digit, {@code ^} one from 2 to 9, {@code &} a capital letter.
 * Half of the time a dictated text takes a line of {@code [name spoken]} where there is one.
 */
final class LabelledGrammar {
  private final Map<String, List<String>> sections = new HashMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();

  private LabelledGrammar() {}

  static LabelledGrammar of(String resource) {
    LabelledGrammar grammar = new LabelledGrammar();
    try (InputStream in = LabelledGrammar.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s is missing".formatted(resource));
      }
      grammar.read(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
      return grammar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(List<String> lines) {
    List<String> section = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("# ") || line.isBlank()) {
        continue;
      }
      if (line.startsWith("[")) {
        String[] header = line.substring(1, line.length() - 1).split(" = ", 2);
        section = new ArrayList<>();
        sections.put(header[0], section);
        if (header.length == 2) {
          kinds.put(header[0], Kind.valueOf(header[1]));
        }
      } else {
        section.add(line.replace("\\n", "\n"));
      }
    }
  }

  List<String> lines(String section) {
    List<String> lines = sections.get(section);
    if (lines == null) {
      throw new IllegalArgumentException("there is no section " + section);
    }
    return lines;
  }

  /** Returns of what kind the texts of a section are, or null if they are no identifiers. */
  @Nullable Kind kind(String section) {
    return kinds.get(section);
  }

  String line(String section, boolean dictated, SplittableRandom random) {
    String spoken = section + " spoken";
    List<String> lines =
        lines(dictated && sections.containsKey(spoken) && random.nextBoolean() ? spoken : section);
    return lines.get(random.nextInt(lines.size()));
  }

  /** Returns an identifier of a section. */
  String filling(String section, boolean dictated, SplittableRandom random) {
    String line = line(section, dictated, random);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char sign = line.charAt(i);
      switch (sign) {
        case '{' -> {
          int end = line.indexOf('}', i);
          out.append(filling(line.substring(i + 1, end), dictated, random));
          i = end;
        }
        case '#' -> out.append(random.nextInt(10));
        case '^' -> out.append(2 + random.nextInt(8));
        case '&' -> out.append((char) ('A' + random.nextInt(26)));
        default -> out.append(sign);
      }
    }
    return out.toString();
  }
}
