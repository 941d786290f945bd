package org.radloom.models.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radloom.gpuops.images.CpuHeatmapBoxes;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.ScoredBox;
import org.radloom.gpuops.phantom.BreastFinding;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.models.Model;
import org.radloom.models.Normalisation;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/**
 * What a detector marks in a phantom of 0.35 mm pixels, averaged four by four: a box around each
 * peak of 0.5 or more, as the job makes them. A box whose middle lies within a finding's radius
 * belongs to it.
 *
 * @param masses that there are
 * @param found masses with a mark
 * @param falseMarks marks outside every finding
 */
public record PhantomMarks(int masses, int found, int falseMarks) {
  private static final int AVERAGED = 4;
  private static final float THRESHOLD = 0.5f;

  /** Pixels across a phantom, 0.35 mm each, as the stated accuracy was measured. */
  private static final int WIDTH = 664;

  private static final int SEEDS = 6;

  /** Returns the sums over the four views of six phantoms, seeds 1 to 6: 24 views. */
  public static PhantomMarks ofAllViews(Model model) throws PredictionException {
    int masses = 0;
    int found = 0;
    int falseMarks = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (BreastView view : BreastView.values()) {
        PhantomMarks marks = of(model, BreastPhantom.of(view, WIDTH, seed));
        masses += marks.masses();
        found += marks.found();
        falseMarks += marks.falseMarks();
      }
    }
    return new PhantomMarks(masses, found, falseMarks);
  }

  /** Returns what a model marks in one view. */
  public static PhantomMarks of(Model model, BreastPhantom phantom) throws PredictionException {
    int height = phantom.height() / AVERAGED;
    int width = phantom.width() / AVERAGED;
    Tensor image = Tensor.zeros(1, 1, height, width);
    Normalisation normalisation = model.metadata().normalisation();
    for (int i = 0; i < height * width; i++) {
      double sum = 0;
      for (int j = 0; j < AVERAGED * AVERAGED; j++) {
        int y = i / width * AVERAGED + j / AVERAGED;
        int x = i % width * AVERAGED + j % AVERAGED;
        sum += phantom.pixels()[y * phantom.width() + x];
      }
      image.values()[i] = normalisation.apply(sum / (AVERAGED * AVERAGED));
    }
    float[] heat = model.predict(List.of(image)).get(0).values();
    double mm = phantom.pixelMm() * AVERAGED;
    Set<BreastFinding> found = new HashSet<>();
    int falseMarks = 0;
    try (CpuHeatmapBoxes finder = new CpuHeatmapBoxes()) {
      for (ScoredBox box : finder.find(new Image(width, height, heat), 0, THRESHOLD, 0.5, 100)) {
        double x = (box.x() + box.width() / 2) * mm;
        double y = (box.y() + box.height() / 2) * mm;
        List<BreastFinding> hit =
            phantom.view().findings().stream()
                .filter(f -> Math.hypot(f.xMm() - x, f.yMm() - y) < f.radiusMm())
                .toList();
        found.addAll(hit);
        falseMarks += hit.isEmpty() ? 1 : 0;
      }
    }
    found.removeIf(f -> f.kind() != BreastFinding.Kind.MASS);
    long masses =
        phantom.view().findings().stream().filter(f -> f.kind() == BreastFinding.Kind.MASS).count();
    return new PhantomMarks((int) masses, found.size(), falseMarks);
  }
}
