package org.radloom.scoring.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.radloom.volumemaps.output.ResultJson;

/** A study of phantoms: images that a model can be asked about, and what is in them. */
sealed interface PhantomStudy permits PhantomMammogram, PhantomHeart {
  /** Returns its name. */
  String study();

  /** Returns whose it is made to be. */
  String patientId();

  /** Writes images and sidecar into the input folder of the job. */
  void write(Path folder) throws IOException;

  /**
   * Returns what a reader who knows the phantom marks, as annotations of a {@code ground_truth}.
   *
   * @param image its name in the study's results
   * @param slice of a volume, from 0
   */
  List<ObjectNode> truth(String image, int slice);

  /** Begins a sidecar. */
  static ObjectNode sidecar(String op, PhantomStudy study) {
    return ResultJson.object()
        .put("op", op)
        .put("study", study.study())
        .put("patientId", study.patientId());
  }
}
