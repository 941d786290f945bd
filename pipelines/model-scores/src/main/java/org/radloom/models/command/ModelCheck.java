package org.radloom.models.command;

import java.time.Duration;
import java.util.Locale;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.models.WarmUp;

/** Opens versions of models and asks each once. */
final class ModelCheck {
  private final ModelFolder models;
  private final ModelOptions options;

  ModelCheck(ModelFolder models, ModelOptions options) {
    this.models = models;
    this.options = options;
  }

  /** What was found of a version, in one line. */
  record Verdict(boolean passed, String line) {}

  Verdict of(ModelFolder.Entry entry) {
    long started = System.nanoTime();
    try (Model model = models.open(entry.name(), entry.version(), options)) {
      Duration opened = Duration.ofNanos(System.nanoTime() - started);
      long asked = System.nanoTime();
      for (Tensor output : WarmUp.run(model)) {
        for (float value : output.values()) {
          if (!Float.isFinite(value)) {
            return new Verdict(
                false, entry + ": a run on zeros: expected numbers, found NaN or infinity");
          }
        }
      }
      Duration ran = Duration.ofNanos(System.nanoTime() - asked);
      return new Verdict(
          true,
          String.format(
              Locale.ROOT,
              "%s  %s  on %s, opened in %d ms, ran on zeros in %d ms",
              entry,
              model.task().code(),
              model.backend(),
              opened.toMillis(),
              ran.toMillis()));
    } catch (ModelRefusedException | PredictionException e) {
      return new Verdict(false, String.valueOf(e.getMessage()));
    }
  }
}
