package org.radloom.models.demo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radloom.gpuops.phantom.BreastFinding;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.models.Model;
import org.radloom.models.Normalisation;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/**
 * What a detector marks in a phantom of 0.35 mm pixels, averaged four by four: places of 0.5 or
 * more that are highest within 4 pixels. A mark within a finding's radius belongs to it.
 *
 * @param masses that there are
 * @param found masses with a mark
 * @param falseMarks marks outside every finding
 */
public record PhantomMarks(int masses, int found, int falseMarks) {
  private static final int AVERAGED = 4;
  private static final int APART = 4;
  private static final float THRESHOLD = 0.5f;

  /** Pixels of a phantom's longer side, 0.35 mm each, as the stated accuracy was measured. */
  private static final int HEIGHT = 664;

  private static final int SEEDS = 6;

  /** Returns the sums over the four views of six phantoms, seeds 1 to 6: 24 views. */
  public static PhantomMarks ofAllViews(Model model) throws PredictionException {
    int masses = 0;
    int found = 0;
    int falseMarks = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (BreastView view : BreastView.values()) {
        PhantomMarks marks = of(model, BreastPhantom.of(view, HEIGHT, seed));
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
    for (int i = 0; i < heat.length; i++) {
      if (heat[i] >= THRESHOLD && isHighest(heat, width, height, i)) {
        int row = i / width;
        double x = (i % width + 0.5) * mm;
        double y = (row + 0.5) * mm;
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

  private static boolean isHighest(float[] heat, int width, int height, int place) {
    int x = place % width;
    int y = place / width;
    for (int dy = -APART; dy <= APART; dy++) {
      for (int dx = -APART; dx <= APART; dx++) {
        boolean inside = x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height;
        if (inside && heat[(y + dy) * width + x + dx] > heat[place]) {
          return false;
        }
      }
    }
    return true;
  }
}
