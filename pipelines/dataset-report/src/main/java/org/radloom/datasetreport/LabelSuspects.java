package org.radloom.datasetreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.radloom.statistics.ConfidentLearning;

/**
 * Truths that are probably wrong, by confident learning: for each task and category, whether an
 * image has the category at all. The probability that it has is the highest score that the model
 * gave an object of it, 0 if it found none. Hard examples count too: there the two disagree. Tasks
 * of labels alone are left out, since a model gives no probability for each label.
 *
 * <p>Two passes over the readings; what is kept does not grow with them.
 */
final class LabelSuspects {
  private static final int MOST_SHOWN = 20;
  private static final int ABSENT = 0;
  private static final int PRESENT = 1;

  private final Map<Task, ConfidentLearning> learned = new TreeMap<>();
  private final Map<Task, Long> mentions = new HashMap<>();
  private final Tally images = new Tally();
  private final NavigableSet<Suspect> first = new TreeSet<>();
  private long count;

  private LabelSuspects() {}

  private record Task(String task, String category) implements Comparable<Task> {
    @Override
    public int compareTo(Task other) {
      return Comparator.comparing(Task::task).thenComparing(Task::category).compare(this, other);
    }
  }

  /**
   * A truth that is probably wrong.
   *
   * @param labelled whether the truth has the category
   * @param probability the model's, that the image has it
   * @param threshold that the probability of the other answer reached
   */
  record Suspect(
      String recordId,
      String task,
      String category,
      boolean labelled,
      double probability,
      double threshold)
      implements Comparable<Suspect> {

    /** The model's probability of what the truth says: the lower, the more suspect. */
    double selfConfidence() {
      return labelled ? probability : 1 - probability;
    }

    @Override
    public int compareTo(Suspect other) {
      return Comparator.comparingDouble(Suspect::selfConfidence)
          .thenComparing(Suspect::recordId)
          .thenComparing(Suspect::category)
          .compare(this, other);
    }
  }

  static LabelSuspects of(Path version, VersionManifest manifest) throws IOException {
    LabelSuspects suspects = new LabelSuspects();
    for (String path : TableFiles.allReadings(manifest)) {
      CsvTable.read(version.resolve(path), "detections", suspects::learn);
    }
    suspects.learned.forEach(
        (task, learning) -> {
          long silent = suspects.images.of(task.task()) - suspects.mentions.getOrDefault(task, 0L);
          learning.learn(ABSENT, silent, 1, 0);
        });
    for (String path : TableFiles.allReadings(manifest)) {
      CsvTable.read(version.resolve(path), "detections", suspects::ask);
    }
    return suspects;
  }

  /** Returns the most suspect, at most 20. */
  List<Suspect> first() {
    return List.copyOf(first);
  }

  /** Returns how many are suspected, a record once for each category. */
  long count() {
    return count;
  }

  /** Returns the images that were asked about. */
  long images() {
    return learned.keySet().stream().map(Task::task).distinct().mapToLong(images::of).sum();
  }

  private void learn(CsvTable.Row row) throws IOException {
    images.add(row.text("task"));
    for (Map.Entry<String, Finding> found : findings(row).entrySet()) {
      Task task = new Task(row.text("task"), found.getKey());
      double p = found.getValue().probability;
      learned
          .computeIfAbsent(task, key -> new ConfidentLearning(2))
          .learn(found.getValue().labelled ? PRESENT : ABSENT, 1 - p, p);
      mentions.merge(task, 1L, Long::sum);
    }
  }

  private void ask(CsvTable.Row row) throws IOException {
    for (Map.Entry<String, Finding> found : findings(row).entrySet()) {
      ConfidentLearning learning = learned.get(new Task(row.text("task"), found.getKey()));
      double p = found.getValue().probability;
      boolean labelled = found.getValue().labelled;
      if (learning == null) {
        continue;
      }
      int other = learning.suspected(labelled ? PRESENT : ABSENT, 1 - p, p);
      if (other != ConfidentLearning.NONE) {
        count++;
        first.add(
            new Suspect(
                row.text("record_id"),
                row.text("task"),
                found.getKey(),
                labelled,
                p,
                learning.threshold(other)));
        if (first.size() > MOST_SHOWN) {
          first.pollLast();
        }
      }
    }
  }

  private static Map<String, Finding> findings(CsvTable.Row row) throws IOException {
    Map<String, Finding> findings = new TreeMap<>();
    Finds.read(
        row.text("detections"),
        (category, score) -> {
          Finding of = findings.computeIfAbsent(category, key -> new Finding());
          of.probability = Math.max(of.probability, Math.max(0, Math.min(1, score)));
        });
    Finds.read(
        row.text("annotations"),
        (category, score) ->
            findings.computeIfAbsent(category, key -> new Finding()).labelled = true);
    return findings;
  }

  /** What model and truth say of one category of one image. */
  private static final class Finding {
    private double probability;
    private boolean labelled;
  }
}
