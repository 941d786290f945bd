package org.radloom.datasetreport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files of {@code rejects/}: how many events of which type were left out, and why. */
final class RejectTally {
  static final List<String> FATES =
      List.of("rejected", "duplicate", "denied", "unmatched", "below_cutoff");

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]");
  private static final int MOST_CAUSES = 1_000;

  private final TreeMap<Cause, Long> causes = new TreeMap<>();

  private RejectTally() {}

  /**
   * Why events were left out.
   *
   * @param fate name of the file, for example rejected
   * @param field the one at fault, without the places in lists; empty where none is
   */
  record Cause(String fate, String reason, String type, String field) implements Comparable<Cause> {
    private static final Comparator<Cause> ORDER =
        Comparator.comparing((Cause cause) -> FATES.indexOf(cause.fate()))
            .thenComparing(Cause::reason)
            .thenComparing(Cause::type)
            .thenComparing(Cause::field);

    @Override
    public int compareTo(Cause other) {
      return ORDER.compare(this, other);
    }
  }

  static RejectTally of(Path version, VersionManifest manifest) throws IOException {
    RejectTally tally = new RejectTally();
    for (String fate : FATES) {
      String path = "rejects/%s.jsonl".formatted(fate);
      if (manifest.lists(path)) {
        tally.read(version.resolve(path), fate);
      }
    }
    return tally;
  }

  /** Returns the causes with their counts, by fate, reason, type and field. */
  SortedMap<Cause, Long> causes() {
    return causes;
  }

  long of(String fate) {
    return causes.entrySet().stream()
        .filter(cause -> cause.getKey().fate().equals(fate))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void read(Path file, String fate) throws IOException {
    try (JsonParser json = FACTORY.createParser(file.toFile())) {
      while (json.nextToken() == JsonToken.START_OBJECT) {
        one(json, fate);
      }
    } catch (JsonProcessingException e) {
      // The cause would quote the file.
      throw new IOException("%s is no JSON".formatted(file.getFileName()));
    }
  }

  private void one(JsonParser json, String fate) throws IOException {
    String type = "";
    String reason = "";
    String field = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      JsonToken value = json.nextToken();
      if (value != JsonToken.VALUE_STRING) {
        json.skipChildren();
        continue;
      }
      switch (key) {
        case "type" -> type = json.getText();
        case "reason" -> reason = json.getText();
        case "field" -> field = INDEX.matcher(json.getText()).replaceAll("[]");
        default -> {
          // Where the event stands is in the file, for those who may read it.
        }
      }
    }
    Cause cause = new Cause(fate, reason, type, field);
    boolean room = causes.size() < MOST_CAUSES || causes.containsKey(cause);
    causes.merge(room ? cause : new Cause(fate, Tally.OTHERS, "", ""), 1L, Long::sum);
  }
}
