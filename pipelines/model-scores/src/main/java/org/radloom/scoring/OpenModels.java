package org.radloom.scoring;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;
import org.radloom.models.WarmUp;

/**
 * The models of a run, open and warm. Their sessions are shared in the process. One that does not
 * even answer zeros fails the studies that need it, at once, and no others.
 */
final class OpenModels implements AutoCloseable {
  private final Map<ScoreOp, Model> byOp = new EnumMap<>(ScoreOp.class);
  private final Map<String, Model> byId = new HashMap<>();
  private final Map<ScoreOp, PredictionException> cold = new EnumMap<>(ScoreOp.class);

  private OpenModels() {}

  /** Opens those that a run has chosen. */
  static OpenModels open(ScoreSettings settings) throws ModelRefusedException {
    OpenModels open = new OpenModels();
    boolean whole = false;
    try {
      for (var chosen : settings.chosen().entrySet()) {
        String id = chosen.getValue();
        Model model = open.byId.get(id);
        if (model == null) {
          int slash = id.indexOf('/');
          model =
              ModelFolder.at(Path.of(settings.models()))
                  .open(id.substring(0, slash), id.substring(slash + 1), settings.modelOptions());
          open.byId.put(id, model);
          open.warmUp(model, settings);
        }
        open.byOp.put(chosen.getKey(), model);
      }
      whole = true;
      return open;
    } finally {
      if (!whole) {
        open.close();
      }
    }
  }

  private void warmUp(Model model, ScoreSettings settings) {
    try {
      WarmUp.run(model);
    } catch (PredictionException e) {
      for (var chosen : settings.chosen().entrySet()) {
        if (chosen.getValue().equals(model.metadata().id())) {
          cold.put(chosen.getKey(), e);
        }
      }
    }
  }

  /**
   * Returns the model for an op; null if there is none.
   *
   * @throws PredictionException what it failed with when it was asked about zeros
   */
  @Nullable Model of(ScoreOp op) throws PredictionException {
    PredictionException failure = cold.get(op);
    if (failure != null) {
      throw failure;
    }
    return byOp.get(op);
  }

  @Override
  public void close() {
    byId.values().forEach(Model::close);
    byId.clear();
    byOp.clear();
  }
}
