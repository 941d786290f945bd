package org.radloom.volumemaps.job;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * An element of the job.
 *
 * @param <S> what was found of a study
 * @param number of the study in the run, from 0
 * @param study what was found
 */
public record StudyReference<S extends Serializable>(int number, S study) implements Serializable {

  /** Returns how elements travel. */
  public static <S extends Serializable> Coder<StudyReference<S>> coder() {
    return SerializableCoder.of(new TypeDescriptor<StudyReference<S>>() {});
  }

  /**
   * Returns the studies in such an order that stretches of it, one a hand, are dealt hands: what
   * lies side by side in the folder is often alike, and one task should not get all that is slow.
   */
  public static <S extends Serializable> List<StudyReference<S>> dealt(List<S> studies, int hands) {
    List<StudyReference<S>> dealt = new ArrayList<>(studies.size());
    for (int hand = 0; hand < hands; hand++) {
      for (int number = hand; number < studies.size(); number += hands) {
        dealt.add(new StudyReference<>(number, studies.get(number)));
      }
    }
    return dealt;
  }
}
