package org.radloom.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Yes or no by score: a finding and whether it is one, an image and whether it has one, a
 * confidence and whether it was right. Everything that depends on the order of scores alone is
 * computed from it.
 *
 * <p>Scores are 0 to 1, taken to the nearest of {@value #STEPS} + 1 steps, so memory is bounded
 * (160 KB) and the order of adding does not show; scores closer than 0.0001 may become equal ones.
 * Not thread-safe.
 */
public final class ScoredOutcomes implements Mergeable<ScoredOutcomes> {
  /** Steps from 0 to 1. */
  public static final int STEPS = 10_000;

  private static final int PAGE = 128;

  private static final long[] UNUSED = {};

  private final long[][] pages = new long[STEPS / PAGE + 1][];
  private long positives;
  private long negatives;

  /** Makes one without outcomes. */
  public ScoredOutcomes() {
    Arrays.fill(pages, UNUSED);
  }

  /**
   * All outcomes of one score.
   *
   * @param step the score in units of 1 / {@value ScoredOutcomes#STEPS}
   * @param positives how many were yes
   * @param negatives how many were no
   */
  public record Step(int step, long positives, long negatives) {

    /** Returns the score, 0 to 1. */
    public double score() {
      return step / (double) STEPS;
    }

    /** Returns all outcomes. */
    public long count() {
      return positives + negatives;
    }
  }

  /** Takes one outcome. */
  public void add(double score, boolean positive) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("score must be 0 to 1, but was: " + score);
    }
    int step = (int) Math.round(score * STEPS);
    add(step, positive ? 1 : 0, positive ? 0 : 1);
  }

  private void add(int step, long yes, long no) {
    long[] page = pages[step / PAGE];
    if (page.length == 0) {
      page = new long[2 * PAGE];
      pages[step / PAGE] = page;
    }
    page[2 * (step % PAGE)] += yes;
    page[2 * (step % PAGE) + 1] += no;
    positives += yes;
    negatives += no;
  }

  @Override
  public void merge(ScoredOutcomes other) {
    for (Step step : other.ascending()) {
      add(step.step(), step.positives(), step.negatives());
    }
  }

  /** Returns how many were yes. */
  public long positives() {
    return positives;
  }

  /** Returns how many were no. */
  public long negatives() {
    return negatives;
  }

  /** Returns all outcomes. */
  public long count() {
    return positives + negatives;
  }

  /** Returns the scores that there are, from low to high. */
  public List<Step> ascending() {
    List<Step> steps = new ArrayList<>();
    for (int p = 0; p < pages.length; p++) {
      long[] page = pages[p];
      for (int i = 0; i < page.length / 2; i++) {
        if (page[2 * i] + page[2 * i + 1] > 0) {
          steps.add(new Step(p * PAGE + i, page[2 * i], page[2 * i + 1]));
        }
      }
    }
    return steps;
  }

  /** Returns the scores that there are, from high to low. */
  public List<Step> descending() {
    List<Step> steps = ascending();
    Collections.reverse(steps);
    return steps;
  }

  /** Returns the outcomes, yes or no, at each step from 0 to 1. */
  public long[] counts() {
    long[] counts = new long[STEPS + 1];
    for (Step step : ascending()) {
      counts[step.step()] = step.count();
    }
    return counts;
  }

  @Override
  public void put(RowWriter row) {
    List<Step> steps = ascending();
    row.putCount(steps.size());
    for (Step step : steps) {
      row.putCount(step.step()).putCount(step.positives()).putCount(step.negatives());
    }
  }

  /** Reads what {@link #put} put. */
  public static ScoredOutcomes read(RowReader row) {
    ScoredOutcomes outcomes = new ScoredOutcomes();
    for (int left = row.readInt(); left > 0; left--) {
      outcomes.add(row.readInt(), row.readCount(), row.readCount());
    }
    return outcomes;
  }
}
