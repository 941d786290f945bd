package org.radloom.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a record's own identifiers out of what leaves: texts get a typed tag such as [PATIENT],
 * file names get the pseudonym, so that files renamed under the same key still match. Case does not
 * matter. An identifier of up to three characters is replaced only where it stands alone; a longer
 * one also inside other words.
 *
 * <p>Everything is found in the text as it came, and what was put in is not searched again: a
 * patient called PATI does not break [PATIENT]. Identifiers that overlap are replaced as one, by
 * the tag of the longest, so that no end of either is left over. Between the tags, the result holds
 * no identifier of more than three characters.
 *
 * <p>This knows nothing of names, dates or numbers that the record does not carry in its fields:
 * those are found by {@code org.radloom.deid}.
 */
public final class KnownIdentifiers {
  private static final int LONGEST_WORD_ONLY = 3;

  /** What a path may start with: schemes, drive letters, and one behind the other. */
  private static final Pattern SCHEMES = Pattern.compile("^/*(?:[A-Za-z][A-Za-z0-9+.-]*:/*)+");

  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

  /** By a letter's folded form, all letters that are the same but for case, where more than two. */
  private static final Map<Character, String> CASES = manyCases();

  private record Identifier(String value, String path, String tag, String pseudonym) {}

  /**
   * A place in a text that holds identifiers.
   *
   * @param start index of its first character
   * @param end index behind its last character
   * @param replacement what to write instead
   */
  public record Stretch(int start, int end, String replacement) {
    /** Says where, not what. */
    @Override
    public String toString() {
      return "%d to %d".formatted(start, end);
    }
  }

  private record Span(int start, int end, Identifier identifier) {
    int length() {
      return end - start;
    }
  }

  private static final Comparator<Span> FROM_THE_LEFT =
      Comparator.comparingInt(Span::start).thenComparing(Span::length, Comparator.reverseOrder());

  private final List<Identifier> inTexts = new ArrayList<>(4);
  private final List<Identifier> inFileNames = new ArrayList<>(6);

  /** Adds an identifier; null and blank ones are ignored. */
  public KnownIdentifiers add(@Nullable String value, String tag, String pseudonym) {
    if (value != null && !value.isBlank()) {
      String trimmed = value.strip();
      Identifier identifier =
          new Identifier(trimmed, trimmed.replace('\\', '/'), "[" + tag + "]", pseudonym);
      inTexts.add(identifier);
      inFileNames.add(identifier);
    }
    return this;
  }

  /**
   * Adds an identifier that is looked for in file names alone: an event's id, say, which in a text
   * would only be some number.
   */
  public KnownIdentifiers addInFileNames(String value, String pseudonym) {
    String trimmed = value.strip();
    inFileNames.add(new Identifier(trimmed, trimmed.replace('\\', '/'), "", pseudonym));
    return this;
  }

  /** Returns the text with tags in place of the identifiers. */
  public String scrub(String text) {
    return replace(text, stretches(text));
  }

  /** Returns where the text holds identifiers, from the left, without overlaps. */
  public List<Stretch> stretches(String text) {
    return stretches(text, inTexts, Identifier::value, Identifier::tag);
  }

  /** Hands over each identifier that is searched in texts, with its tag. */
  public void forEach(BiConsumer<String, String> consumer) {
    inTexts.forEach(identifier -> consumer.accept(identifier.value, identifier.tag));
  }

  /**
   * Returns a path or URI as a relative path with forward slashes, with pseudonyms in place of the
   * identifiers; schemes, drive letters and steps upwards ({@code ..}) are dropped.
   */
  public String fileName(String uri) {
    return fileName(uri, (path, known) -> known);
  }

  /**
   * Returns a file name as {@link #fileName(String)} does, with more taken out.
   *
   * @param more given the path and where it holds identifiers, returns these places and others,
   *     from the left, without overlaps
   */
  public String fileName(String uri, BiFunction<String, List<Stretch>, List<Stretch>> more) {
    String path = withoutCredentials(uri.replace('\\', '/'));
    // Identifiers first: one may hold a slash, or a step that is dropped.
    List<Stretch> known = stretches(path, inFileNames, Identifier::path, Identifier::pseudonym);
    String name = replace(path, more.apply(path, known));
    StringBuilder relative = new StringBuilder(name.length());
    for (String step : name.split("/", -1)) {
      if (!step.isEmpty() && !step.equals(".") && !step.equals("..")) {
        relative.append(relative.isEmpty() ? "" : "/").append(step);
      }
    }
    return relative.toString();
  }

  /** Takes away the scheme and, of a URI that is not a file's, who asks and with which token. */
  private static String withoutCredentials(String uri) {
    Matcher scheme = SCHEMES.matcher(uri);
    if (!scheme.find()) {
      return uri;
    }
    String path = uri.substring(scheme.end());
    if (uri.regionMatches(true, 0, "file:", 0, 5)) {
      return path;
    }
    String resource = QUERY.matcher(path).replaceFirst("");
    int at = resource.indexOf('@');
    int slash = resource.indexOf('/');
    return at >= 0 && (slash < 0 || at < slash) ? resource.substring(at + 1) : resource;
  }

  private static List<Stretch> stretches(
      String text,
      List<Identifier> identifiers,
      Function<Identifier, String> value,
      Function<Identifier, String> replacement) {
    List<Span> found = new ArrayList<>(0);
    for (Identifier identifier : identifiers) {
      find(text, value.apply(identifier), identifier, found);
    }
    if (found.isEmpty()) {
      return List.of();
    }
    found.sort(FROM_THE_LEFT);
    List<Stretch> stretches = new ArrayList<>(found.size());
    for (int i = 0; i < found.size(); ) {
      Span longest = found.get(i);
      int start = longest.start;
      int end = longest.end;
      for (i++; i < found.size() && found.get(i).start < end; i++) {
        Span next = found.get(i);
        end = Math.max(end, next.end);
        longest = next.length() > longest.length() ? next : longest;
      }
      stretches.add(new Stretch(start, end, replacement.apply(longest.identifier)));
    }
    return stretches;
  }

  private static String replace(String text, List<Stretch> stretches) {
    if (stretches.isEmpty()) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + 64);
    int copied = 0;
    for (Stretch stretch : stretches) {
      result.append(text, copied, stretch.start).append(stretch.replacement);
      copied = stretch.end;
    }
    return result.append(text, copied, text.length()).toString();
  }

  /** Adds every place where {@code text} holds {@code value}, also where they overlap. */
  private static void find(String text, String value, Identifier identifier, List<Span> found) {
    if (value.chars().anyMatch(Character::isWhitespace)) {
      findSpaced(text, value, identifier, found);
      return;
    }
    int length = value.length();
    String cases = cases(value.charAt(0));
    for (int i = 0; i < cases.length(); i++) {
      char first = cases.charAt(i);
      for (int at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
        if (text.regionMatches(true, at, value, 0, length)
            && (length > LONGEST_WORD_ONLY || standsAlone(text, at, at + length))) {
          add(new Span(at, at + length, identifier), found);
        }
      }
    }
  }

  /** As {@link #find}, for a value of several words: any white space may stand between them. */
  private static void findSpaced(
      String text, String value, Identifier identifier, List<Span> found) {
    String words =
        Stream.of(value.split("\\s+", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+"));
    Matcher matcher =
        Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text);
    while (matcher.find()) {
      add(new Span(matcher.start(), matcher.end(), identifier), found);
    }
  }

  /** Adds a place, or makes the last one longer where they overlap: "aa" in "aaaa". */
  private static void add(Span span, List<Span> found) {
    if (!found.isEmpty()) {
      Span last = found.get(found.size() - 1);
      if (last.identifier.equals(span.identifier)
          && span.start >= last.start
          && span.start < last.end) {
        found.set(found.size() - 1, new Span(last.start, span.end, span.identifier));
        return;
      }
    }
    found.add(span);
  }

  private static boolean standsAlone(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  /**
   * Returns the letters that are {@code c} but for case, as {@link String#regionMatches} sees it.
   */
  private static String cases(char c) {
    char folded = fold(c);
    String many = CASES.get(folded);
    if (many != null) {
      return many;
    }
    char upper = Character.toUpperCase(c);
    return folded == upper ? String.valueOf(folded) : "" + folded + upper;
  }

  private static char fold(char c) {
    return Character.toLowerCase(Character.toUpperCase(c));
  }

  private static Map<Character, String> manyCases() {
    Map<Character, String> cases = new HashMap<>();
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      cases.merge(fold((char) c), String.valueOf((char) c), String::concat);
    }
    cases.values().removeIf(letters -> letters.length() <= 2);
    return cases;
  }
}
