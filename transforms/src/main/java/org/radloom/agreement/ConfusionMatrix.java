package org.radloom.agreement;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.statistics.Mergeable;

/**
 * How often each class was taken for each other: truth against prediction.
 *
 * <p>Of more than {@value #MOST_CLASSES} classes, which no classification has, the first by name
 * are told apart. What depends on all of them is then undefined; the accuracy is not. Which are
 * told apart does not depend on the order of adding. Not thread-safe.
 */
public final class ConfusionMatrix implements Mergeable<ConfusionMatrix> {
  /** The most classes that are told apart. */
  public static final int MOST_CLASSES = 32;

  /** One cell: true class, predicted class. */
  private record Cell(String truth, String predicted) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int byTruth = truth.compareTo(other.truth);
      return byTruth != 0 ? byTruth : predicted.compareTo(other.predicted);
    }
  }

  private final Map<Cell, Long> cells = new TreeMap<>();
  private final TreeSet<String> classes = new TreeSet<>();
  private long compared;
  private long agreed;
  private boolean complete = true;

  /** Takes one comparison. */
  public void add(String truth, String predicted) {
    compared++;
    if (truth.equals(predicted)) {
      agreed++;
    }
    add(new Cell(truth, predicted), 1);
  }

  private void add(Cell cell, long times) {
    keep(cell.truth());
    keep(cell.predicted());
    if (classes.contains(cell.truth()) && classes.contains(cell.predicted())) {
      cells.merge(cell, times, Long::sum);
    }
  }

  /** Tells a class apart if it is among the first by name; another one may give way to it. */
  private void keep(String name) {
    classes.add(name);
    if (classes.size() > MOST_CLASSES) {
      String dropped = classes.last();
      classes.remove(dropped);
      complete = false;
      cells.keySet().removeIf(c -> c.truth().equals(dropped) || c.predicted().equals(dropped));
    }
  }

  @Override
  public void merge(ConfusionMatrix other) {
    compared += other.compared;
    agreed += other.agreed;
    complete &= other.complete;
    // Classes too: the cells of one may all have gone with others.
    other.classes.forEach(this::keep);
    other.cells.forEach(this::add);
  }

  /** Returns the classes on either side, by name. */
  public SortedSet<String> classes() {
    return new TreeSet<>(classes);
  }

  /** Returns whether all classes are told apart. */
  public boolean isComplete() {
    return complete;
  }

  /** Returns how many were compared. */
  public long compared() {
    return compared;
  }

  /** Returns how many agreed. */
  public long agreed() {
    return agreed;
  }

  /** Returns how often a class was taken for another, or for itself. */
  public long count(String truth, String predicted) {
    return cells.getOrDefault(new Cell(truth, predicted), 0L);
  }

  /** Returns the share that agreed, 0 to 1, or NaN if nothing was compared. */
  public double accuracy() {
    return agreed / (double) compared;
  }

  /**
   * Returns Cohen's kappa, (po - pe) / (1 - pe): the agreement po beyond what the frequencies of
   * the classes give by chance, pe = sum over classes of share in truth x share in predictions
   * (Cohen 1960). 1 at best, 0 for chance, below 0 for worse; NaN if nothing was compared, if all
   * is one class, or if not all classes are told apart.
   */
  public double kappa() {
    if (!complete || compared == 0) {
      return Double.NaN;
    }
    double byChance = 0;
    for (String name : classes) {
      byChance += (double) ofTruth(name) * ofPrediction(name);
    }
    double squared = (double) compared * compared;
    return ((double) agreed * compared - byChance) / (squared - byChance);
  }

  /** Returns the share of what was predicted as a class that is of it, or NaN if nothing was. */
  public double precision(String name) {
    return count(name, name) / (double) ofPrediction(name);
  }

  /** Returns the share of what is of a class that was predicted as it, or NaN if nothing is. */
  public double recall(String name) {
    return count(name, name) / (double) ofTruth(name);
  }

  /**
   * Returns F1 of a class, 2 TP / (truths + predictions), 0 to 1: the harmonic mean of precision
   * and recall (van Rijsbergen 1979); NaN if it is on neither side.
   */
  public double f1(String name) {
    return 2.0 * count(name, name) / (ofTruth(name) + ofPrediction(name));
  }

  /**
   * Returns the mean of F1 over the classes on either side, 0 to 1; NaN if there are none or not
   * all are told apart.
   */
  public double macroF1() {
    return complete
        ? classes.stream().mapToDouble(this::f1).average().orElse(Double.NaN)
        : Double.NaN;
  }

  private long ofTruth(String name) {
    return classes.stream().mapToLong(predicted -> count(name, predicted)).sum();
  }

  private long ofPrediction(String name) {
    return classes.stream().mapToLong(truth -> count(truth, name)).sum();
  }

  @Override
  public void put(RowWriter row) {
    row.putCount(compared).putCount(agreed).putByte(complete ? 1 : 0).putCount(classes.size());
    classes.forEach(row::putString);
    row.putCount(cells.size());
    cells.forEach(
        (cell, times) -> row.putString(cell.truth()).putString(cell.predicted()).putCount(times));
  }

  /** Reads what {@link #put} put. */
  public static ConfusionMatrix read(RowReader row) {
    ConfusionMatrix matrix = new ConfusionMatrix();
    matrix.compared = row.readCount();
    matrix.agreed = row.readCount();
    matrix.complete = row.readByte() == 1;
    for (int left = row.readInt(); left > 0; left--) {
      matrix.classes.add(row.readString());
    }
    for (int left = row.readInt(); left > 0; left--) {
      matrix.cells.put(new Cell(row.readString(), row.readString()), row.readCount());
    }
    return matrix;
  }
}
