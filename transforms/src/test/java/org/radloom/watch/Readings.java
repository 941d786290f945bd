package org.radloom.watch;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.ModelRef;
import org.radloom.schemas.Task;

/** Readings of made-up models in images of 100 x 100 pixels. */
public final class Readings {
  private Readings() {}

  /** Returns a reading. */
  public static InferenceRecord reading(
      String model,
      Task task,
      List<Detection> found,
      List<Annotation> truth,
      double accuracy,
      @Nullable Double confidence,
      @Nullable Double latencyMs) {
    InferenceRecord record = new InferenceRecord();
    record.setRecordId("00000000000000000000000000000001");
    record.setPatient("00000000000000000000000000000002");
    record.setReader("00000000000000000000000000000003");
    record.setYear(2026);
    record.setTask(task);
    record.setModel(new ModelRef(model, "1.10", null));
    record.setImageUri("none");
    record.setFileName("none");
    record.setImageWidth(100);
    record.setImageHeight(100);
    record.setDetections(found);
    record.setAnnotations(truth);
    record.setPredictedLabels(Map.of());
    record.setLabels(Map.of());
    record.setAccuracy(accuracy);
    record.setConfidence(confidence);
    record.setLatencyMs(latencyMs);
    record.setSplit("");
    return record;
  }

  /** Returns a reading of named findings. */
  public static InferenceRecord labelled(Map<String, String> predicted, Map<String, String> truth) {
    InferenceRecord record = reading("scorer", Task.calcium, List.of(), List.of(), 1, null, null);
    record.setPredictedLabels(predicted);
    record.setLabels(truth);
    return record;
  }

  /** Returns an object that a model found. */
  public static Detection found(
      String category, double score, double x, double y, double width, double height) {
    return new Detection(category, List.of(x, y, width, height), score, null);
  }

  /** Returns an object that there is. */
  public static Annotation there(String category, double x, double y, double width, double height) {
    return new Annotation(category, List.of(x, y, width, height), null);
  }

  /**
   * Returns three mammograms. The first: a mass of 20 x 20 found at 0.9, and a false one at 0.6.
   * The second: nothing there, a false one at 0.3. The third: a calcification of 10 x 10, and a
   * mark of 4 x 4 in its middle at 0.5.
   */
  public static List<InferenceRecord> mammograms() {
    return List.of(
        reading(
            "cad",
            Task.mammography,
            List.of(found("mass", 0.9, 10, 10, 20, 20), found("mass", 0.6, 60, 60, 10, 10)),
            List.of(there("mass", 10, 10, 20, 20)),
            2 / 3.0,
            0.9,
            100.0),
        reading(
            "cad",
            Task.mammography,
            List.of(found("mass", 0.3, 0, 0, 10, 10)),
            List.of(),
            0,
            0.6,
            300.0),
        reading(
            "cad",
            Task.mammography,
            List.of(found("calcification", 0.5, 53, 53, 4, 4)),
            List.of(there("calcification", 50, 50, 10, 10)),
            0,
            null,
            null));
  }
}
