package org.radloom.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.ScoredBox;
import org.radloom.models.InputSize;
import org.radloom.models.Model;
import org.radloom.models.Normalisation;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.models.TensorSpec;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;

/**
 * Asks a model that makes a heatmap a class of an image, and makes boxes of the heatmaps. Not
 * thread-safe.
 */
final class LesionDetector {
  /** Pixels of half the peak belong to a box. */
  private static final double SHARE_OF_PEAK = 0.5;

  /** Two boxes of one class that overlap more are of one thing. */
  private static final double MAX_IOU = 0.5;

  private static final int MOST_BOXES = 100;

  private final Model model;
  private final double minConfidence;
  private final ImageSteps steps;

  LesionDetector(Model model, double minConfidence, ImageSteps steps) {
    this.model = model;
    this.minConfidence = minConfidence;
    this.steps = steps;
  }

  Model model() {
    return model;
  }

  /**
   * An image as the model takes it.
   *
   * @param imageWidth columns of the picture
   * @param imageHeight rows of the picture
   * @param width columns on the model's grid, what was filled up not counted
   * @param height rows on the model's grid
   * @param tensor a batch of one
   * @param values of the tensor's pixels, what was filled up not counted
   */
  record Prepared(
      int imageWidth, int imageHeight, int width, int height, Tensor tensor, InputValues values) {}

  /**
   * What the model says of an image.
   *
   * @param heat the greatest confidence of any class, on the model's grid, over the whole image
   * @param boxes in pixels of the picture, the surest first
   * @param latencyMs the share of the batch's time
   */
  record Reading(Image heat, List<ScoredBox> boxes, double latencyMs) {}

  /** Brings a picture to the pixels, levels and size of the model. */
  Prepared prepare(GreyPicture picture, String name) throws RejectedStudyException {
    int width = length(picture.width(), 1, picture.xMm(), name);
    int height = length(picture.height(), 0, picture.yMm(), name);
    Image image =
        steps
            .resizer()
            .shrink(
                picture.image(),
                Math.min(width, picture.width()),
                Math.min(height, picture.height()));
    if (image.width() != width || image.height() != height) {
      image = steps.resizer().resize(image, width, height);
    }
    Normalisation normalisation = model.metadata().normalisation();
    Double white = picture.white();
    double gain =
        white == null || !Double.isFinite(normalisation.clipHigh())
            ? 1
            : normalisation.clipHigh() / white;
    int fullWidth = filledUp(width, 1);
    int fullHeight = filledUp(height, 0);
    float[] values = new float[Math.multiplyExact(fullWidth, fullHeight)];
    Arrays.fill(values, normalisation.apply(0));
    InputValues input = new InputValues();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        values[y * fullWidth + x] = input.add(normalisation.apply(gain * image.at(x, y)));
      }
    }
    return new Prepared(
        picture.width(),
        picture.height(),
        width,
        height,
        new Tensor(new int[] {1, 1, fullHeight, fullWidth}, values),
        input);
  }

  /** Asks the model about images, those of one size in one batch. */
  List<Reading> read(List<Prepared> images) throws PredictionException {
    List<@Nullable Reading> readings = new ArrayList<>();
    images.forEach(image -> readings.add(null));
    for (int first = 0; first < images.size(); first++) {
      if (readings.get(first) != null) {
        continue;
      }
      List<Integer> batch = new ArrayList<>();
      int[] shape = images.get(first).tensor().shape();
      for (int i = first; i < images.size(); i++) {
        if (Arrays.equals(shape, images.get(i).tensor().shape())) {
          batch.add(i);
        }
      }
      long started = System.nanoTime();
      Tensor heat =
          model
              .predict(
                  List.of(Tensor.concat(batch.stream().map(i -> images.get(i).tensor()).toList())))
              .get(0);
      double ms = (System.nanoTime() - started) / 1e6 / batch.size();
      for (int i = 0; i < batch.size(); i++) {
        Prepared image = images.get(batch.get(i));
        readings.set(batch.get(i), reading(image, heat.rows(i, i + 1), ms));
      }
    }
    List<Reading> all = new ArrayList<>();
    for (Reading reading : readings) {
      if (reading != null) {
        all.add(reading);
      }
    }
    return all;
  }

  private Reading reading(Prepared image, Tensor heat, double ms) throws PredictionException {
    int[] shape = heat.shape();
    int[] in = image.tensor().shape();
    int classes = model.metadata().classes().size();
    if (shape.length != 4 || shape[1] != classes || shape[2] != in[2] || shape[3] != in[3]) {
      throw new PredictionException(
          "%s: the output must be a heatmap of the input's size a class, %d classes, but was: %s"
              .formatted(model.metadata().id(), classes, Arrays.toString(shape)),
          null);
    }
    float[] greatest = new float[image.width() * image.height()];
    List<ScoredBox> boxes = new ArrayList<>();
    for (int channel = 0; channel < classes; channel++) {
      Image map = cropped(heat, channel, image);
      for (int i = 0; i < greatest.length; i++) {
        greatest[i] = Math.max(greatest[i], map.pixels()[i]);
      }
      steps
          .heatmapBoxes()
          .find(map, channel, (float) minConfidence, SHARE_OF_PEAK, MOST_BOXES)
          .forEach(box -> boxes.add(onPicture(box, image)));
    }
    return new Reading(
        new Image(image.width(), image.height(), greatest),
        steps.suppressor().suppress(boxes, MAX_IOU, MOST_BOXES),
        ms);
  }

  private Image cropped(Tensor heat, int channel, Prepared image) throws PredictionException {
    int full = heat.shape()[3];
    float[] pixels = new float[image.width() * image.height()];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        float value = heat.values()[(channel * heat.shape()[2] + y) * full + x];
        if (!Float.isFinite(value)) {
          throw new PredictionException(
              model.metadata().id() + ": the output must be finite, but is not", null);
        }
        pixels[y * image.width() + x] = Math.min(1, Math.max(0, value));
      }
    }
    return new Image(image.width(), image.height(), pixels);
  }

  private static ScoredBox onPicture(ScoredBox box, Prepared image) {
    double wide = (double) image.imageWidth() / image.width();
    double tall = (double) image.imageHeight() / image.height();
    double left = hundredths(box.x() * wide);
    double top = hundredths(box.y() * tall);
    double right = Math.min(image.imageWidth(), hundredths((box.x() + box.width()) * wide));
    double bottom = Math.min(image.imageHeight(), hundredths((box.y() + box.height()) * tall));
    return new ScoredBox(
        box.category(),
        Math.min(1, box.score()),
        left,
        top,
        hundredths(right - left),
        hundredths(bottom - top));
  }

  private static double hundredths(double pixels) {
    return Math.round(pixels * 100) / 100.0;
  }

  /** The length of an axis of space on the model's grid. */
  private int length(int pixels, int axis, @Nullable Double mm, String name)
      throws RejectedStudyException {
    int fixed = model.inputs().get(0).shape().get(2 + axis);
    if (fixed != TensorSpec.FREE) {
      return fixed;
    }
    InputSize size = model.metadata().inputSize();
    List<Double> spacing = size == null ? null : size.spacingMm();
    double length = pixels;
    if (spacing != null) {
      if (mm == null) {
        throw new RejectedStudyException(
            "no_pixel_spacing",
            "the model needs pixelSpacingMm, which neither sidecar nor image says (file %s)"
                .formatted(name));
      }
      length = Math.max(1, Math.rint(pixels * mm / spacing.get(axis)));
    }
    int most = size == null ? Integer.MAX_VALUE : size.max().get(axis);
    if (length > most) {
      throw new RejectedStudyException(
          RejectReason.TOO_LARGE,
          "the model takes at most %d pixels a side, but the image would have %.0f (file %s)"
              .formatted(most, length, name));
    }
    return (int) length;
  }

  private int filledUp(int length, int axis) {
    InputSize size = model.metadata().inputSize();
    if (size == null || model.inputs().get(0).shape().get(2 + axis) != TensorSpec.FREE) {
      return length;
    }
    int step = size.multipleOf().get(axis);
    return (Math.max(length, size.min().get(axis)) + step - 1) / step * step;
  }
}
