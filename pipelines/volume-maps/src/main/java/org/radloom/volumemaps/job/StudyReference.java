package org.radloom.volumemaps.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.radloom.volumemaps.input.FoundStudy;

/**
 * An element of the job.
 *
 * @param number of the study in the run, from 0
 * @param study what was found
 */
record StudyReference(int number, FoundStudy study) implements Serializable {

  /**
   * Returns the studies in such an order that stretches of it, one a hand, are dealt hands: what
   * lies side by side in the folder is often alike, and one task should not get all that is slow.
   */
  static List<StudyReference> dealt(List<FoundStudy> studies, int hands) {
    List<StudyReference> dealt = new ArrayList<>(studies.size());
    for (int hand = 0; hand < hands; hand++) {
      for (int number = hand; number < studies.size(); number += hands) {
        dealt.add(new StudyReference(number, studies.get(number)));
      }
    }
    return dealt;
  }
}
