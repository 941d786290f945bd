package org.radloom.models;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a model is asked to do: the tasks of inference events, and transcription. */
public enum Task {
  /** Lesions in mammograms. */
  MAMMOGRAPHY("mammography"),
  /** Lesions in other images. */
  LESION_DETECTION("lesion_detection"),
  /** Chambers of the heart in CT volumes. */
  CARDIAC_SEGMENTATION("cardiac_segmentation"),
  /** Segments of perfusion maps. */
  PERFUSION("perfusion"),
  /** Calcium scores. */
  CALCIUM("calcium"),
  /** Speech to text. */
  TRANSCRIPTION("transcription");

  private final String code;

  Task(String code) {
    this.code = code;
  }

  /** Returns how events and {@code model.json} spell it. */
  public String code() {
    return code;
  }

  /** Returns the task that is spelled so, or empty. */
  public static Optional<Task> ofCode(String code) {
    return Arrays.stream(values()).filter(task -> task.code.equals(code)).findFirst();
  }

  static String codes() {
    return Arrays.stream(values()).map(Task::code).collect(Collectors.joining(", "));
  }
}
