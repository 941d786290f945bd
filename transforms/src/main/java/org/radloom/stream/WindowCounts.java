package org.radloom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.radloom.split.Split;

/** Published records of a window or part, by type and split. */
public final class WindowCounts {
  private enum Group {
    TRANSCRIPTION("transcription"),
    INFERENCE("inference"),
    HARD_EXAMPLE("hardExamples");

    private final String field;

    Group(String field) {
      this.field = field;
    }
  }

  private final long[][] counts = new long[Group.values().length][Split.values().length];

  void add(boolean transcription, boolean hard, Split split, long records) {
    Group group = hard ? Group.HARD_EXAMPLE : transcription ? Group.TRANSCRIPTION : Group.INFERENCE;
    counts[group.ordinal()][split.ordinal()] += records;
  }

  /** Adds what {@link #put} put. */
  void add(JsonNode json) {
    for (Group group : Group.values()) {
      for (Split split : Split.values()) {
        counts[group.ordinal()][split.ordinal()] +=
            json.path("counts").path(group.field).path(split.code()).asLong();
      }
    }
  }

  /** Returns the records of a split that are no hard examples. */
  public long exported(Split split) {
    return counts[Group.TRANSCRIPTION.ordinal()][split.ordinal()]
        + counts[Group.INFERENCE.ordinal()][split.ordinal()];
  }

  /** Returns the hard examples of all splits. */
  public long hardExamples() {
    long sum = 0;
    for (long count : counts[Group.HARD_EXAMPLE.ordinal()]) {
      sum += count;
    }
    return sum;
  }

  /** Returns all records. */
  public long records() {
    long sum = hardExamples();
    for (Split split : Split.values()) {
      sum += exported(split);
    }
    return sum;
  }

  void put(ObjectNode json) {
    ObjectNode groups = json.put("records", records()).putObject("counts");
    for (Group group : Group.values()) {
      ObjectNode bySplit = groups.putObject(group.field);
      for (Split split : Split.values()) {
        bySplit.put(split.code(), counts[group.ordinal()][split.ordinal()]);
      }
    }
  }
}
