package org.radloom.scoring;

import java.util.List;
import org.radloom.models.Task;

/** What a sidecar asks for. */
enum ScoreOp {
  /** The images of a mammogram. */
  MAMMOGRAPHY("mammography"),
  /** One image. */
  DETECT("detect"),
  /** A heart at end diastole and end systole. */
  CARDIAC("cardiac");

  private final String code;

  ScoreOp(String code) {
    this.code = code;
  }

  /** Returns its name in sidecars and results. */
  String code() {
    return code;
  }

  /** Returns the tasks of models that can do it, the best first. */
  List<Task> tasks() {
    return switch (this) {
      case MAMMOGRAPHY -> List.of(Task.MAMMOGRAPHY);
      case DETECT -> List.of(Task.LESION_DETECTION, Task.MAMMOGRAPHY);
      case CARDIAC -> List.of(Task.CARDIAC_SEGMENTATION);
    };
  }
}
