package org.radloom.scoring;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.LargestComponent;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.models.InputSize;
import org.radloom.models.Model;
import org.radloom.models.Normalisation;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;

/**
 * Asks a model for the chambers of a heart: on the model's grid, of each class the largest
 * connected part, back on the grid of the volume. Not thread-safe.
 */
final class HeartSegmenter {
  private static final float LEAST_PROBABILITY = 0.5f;

  private final Model model;
  private final ImageSteps steps;

  HeartSegmenter(Model model, ImageSteps steps) {
    this.model = model;
    this.steps = steps;
  }

  Model model() {
    return model;
  }

  /**
   * The chambers of a volume.
   *
   * @param labels on the grid of the volume, class 0 as 1
   * @param confidence mean probability of what is marked, 0 where nothing is
   * @param latencyMs the model's time
   * @param values of the voxels that the model got, what was filled up not counted
   */
  record Chambers(Labels labels, double confidence, double latencyMs, InputValues values) {}

  /** Returns how many voxels a volume has on the model's grid. */
  double voxels(Space space) {
    double[] spacing = spacing(space);
    return space.voxels()
        * (space.dxMm() / spacing[0])
        * (space.dyMm() / spacing[1])
        * (space.incrementMm() / spacing[2]);
  }

  /** Segments a volume of one frame. */
  Chambers segment(Volume volume, String name) throws RejectedStudyException, PredictionException {
    double[] spacing = spacing(volume.space());
    boolean same = spacing[0] == volume.space().dxMm() && spacing[1] == volume.space().dyMm();
    same &= spacing[2] == volume.space().incrementMm();
    Volume grid =
        same ? volume : steps.resampler().resample(volume, spacing[0], spacing[1], spacing[2]);
    InputValues voxels = new InputValues();
    Tensor input = tensor(grid, name, voxels);
    long started = System.nanoTime();
    Tensor output = model.predict(List.of(input)).get(0);
    double ms = (System.nanoTime() - started) / 1e6;
    int classes = model.metadata().classes().size();
    int[] expected = input.shape().clone();
    expected[1] = classes;
    if (!Arrays.equals(expected, output.shape())) {
      throw new PredictionException(
          "%s: the output must be %s, but was: %s"
              .formatted(
                  model.metadata().id(),
                  Arrays.toString(expected),
                  Arrays.toString(output.shape())),
          null);
    }
    byte[] values = new byte[grid.space().voxels()];
    double confidence = mark(output, grid.space(), values);
    Labels labels = new Labels(grid.space(), values);
    for (int label = 1; label <= classes; label++) {
      labels = steps.largest().keep(labels, label, LargestComponent.Connectivity.SIX);
    }
    return new Chambers(
        same ? labels : steps.resampler().resample(labels, volume.space()), confidence, ms, voxels);
  }

  /** Sets the likeliest class of each voxel, and returns the mean probability of those set. */
  private double mark(Tensor output, Space space, byte[] labels) throws PredictionException {
    int[] shape = output.shape();
    int planes = shape[2] * shape[3] * shape[4];
    double sum = 0;
    int marked = 0;
    for (int z = 0; z < space.nz(); z++) {
      for (int y = 0; y < space.ny(); y++) {
        for (int x = 0; x < space.nx(); x++) {
          int at = (z * shape[3] + y) * shape[4] + x;
          float best = 0;
          for (int channel = 0; channel < shape[1]; channel++) {
            float value = output.values()[channel * planes + at];
            if (!Float.isFinite(value)) {
              throw new PredictionException(
                  model.metadata().id() + ": the output must be finite, but is not", null);
            }
            if (value >= LEAST_PROBABILITY && value > best) {
              best = value;
              labels[(z * space.ny() + y) * space.nx() + x] = (byte) (channel + 1);
            }
          }
          sum += Math.min(1, best);
          marked += best > 0 ? 1 : 0;
        }
      }
    }
    return marked == 0 ? 0 : sum / marked;
  }

  /** What is filled up is air. */
  private Tensor tensor(Volume grid, String name, InputValues voxels)
      throws RejectedStudyException {
    Space space = grid.space();
    int depth = filledUp(space.nz(), 0, name);
    int height = filledUp(space.ny(), 1, name);
    int width = filledUp(space.nx(), 2, name);
    Normalisation normalisation = model.metadata().normalisation();
    float[] values = new float[Math.toIntExact(Tensor.count(depth, height, width))];
    if (values.length > space.voxels()) {
      Arrays.fill(values, normalisation.apply(-1024));
    }
    for (int z = 0; z < space.nz(); z++) {
      for (int y = 0; y < space.ny(); y++) {
        int from = (z * space.ny() + y) * space.nx();
        int to = (z * height + y) * width;
        for (int x = 0; x < space.nx(); x++) {
          values[to + x] = voxels.add(normalisation.apply(grid.voxels().hu(from + x)));
        }
      }
    }
    return new Tensor(new int[] {1, 1, depth, height, width}, values);
  }

  private int filledUp(int length, int axis, String name) throws RejectedStudyException {
    InputSize size = model.metadata().inputSize();
    if (size == null) {
      return length;
    }
    if (length > size.max().get(axis)) {
      throw new RejectedStudyException(
          RejectReason.TOO_LARGE,
          "the model takes at most %d voxels a side, but the volume would have %d (file %s)"
              .formatted(size.max().get(axis), length, name));
    }
    int step = size.multipleOf().get(axis);
    return (Math.max(length, size.min().get(axis)) + step - 1) / step * step;
  }

  /** The model's spacing along x, y and z, mm; the volume's own if it takes any. */
  private double[] spacing(Space space) {
    InputSize size = model.metadata().inputSize();
    @Nullable List<Double> stated = size == null ? null : size.spacingMm();
    return stated == null
        ? new double[] {space.dxMm(), space.dyMm(), space.incrementMm()}
        : new double[] {stated.get(2), stated.get(1), stated.get(0)};
  }
}
