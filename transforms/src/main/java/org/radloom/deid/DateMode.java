package org.radloom.deid;

/** What is done about dates in texts. */
public enum DateMode {
  /** The year alone stays, as in {@code [DATE:2024]}. */
  YEAR,
  /** Full dates move by whole days, as many for all dates of a patient; the rest is as YEAR. */
  SHIFT,
  /** Nothing stays, no lone year behind a preposition either. */
  REMOVE
}
