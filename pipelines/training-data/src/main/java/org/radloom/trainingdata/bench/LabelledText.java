package org.radloom.trainingdata.bench;

import java.util.List;
import org.radloom.deid.Kind;

/**
 * A made-up text and where it names somebody.
 *
 * @param text the text
 * @param labels the identifiers in it, from the left
 */
record LabelledText(String text, List<Label> labels) {

  /**
   * An identifier that was put into a text.
   *
   * @param start index of its first character
   * @param end index behind its last character
   */
  record Label(int start, int end, Kind kind) {}
}
