package org.radloom.models.quantize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.models.InputSize;
import org.radloom.models.ModelDescription;
import org.radloom.models.Normalisation;
import org.radloom.models.Tensor;
import org.radloom.models.TensorSpec;

/**
 * What two models are compared on: the images of a folder, or noise. Images are NIfTI files on the
 * grid that the model takes, {@code X.nii} or {@code X.nii.gz}; {@code X_truth.nii} beside one
 * holds labels.
 */
final class Samples {
  private static final int NOISE_ITEMS = 4;
  private static final long NOISE_SEED = 42;
  private static final int NOISE_LENGTH_2D = 96;
  private static final int NOISE_LENGTH_3D = 24;
  private static final double NOISE_RANGE = 1;
  private static final int MOST_ITEMS = 1000;
  private static final long MOST_BYTES = 1L << 30;
  private static final double SAME_SPACING = 0.05;

  private Samples() {}

  /** Returns the images of a folder, in order of name. */
  static List<SampleItem> of(Path folder, ModelDescription model) throws IOException {
    List<Path> files;
    try (Stream<Path> children = Files.list(folder)) {
      files =
          children
              .filter(file -> isNifti(file) && !stem(file).endsWith("_truth"))
              .sorted()
              .limit(MOST_ITEMS)
              .toList();
    }
    if (files.isEmpty()) {
      throw new IOException("there is no NIfTI file in " + folder);
    }
    List<SampleItem> items = new ArrayList<>();
    for (Path file : files) {
      items.add(read(file, model));
    }
    return items;
  }

  private static boolean isNifti(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".nii") || name.endsWith(".nii.gz");
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    for (String end : List.of(".nii.gz", ".nii")) {
      if (name.endsWith(end)) {
        return name.substring(0, name.length() - end.length());
      }
    }
    return name;
  }

  private static SampleItem read(Path file, ModelDescription model) throws IOException {
    Volume volume = NiftiReader.read(file, MOST_BYTES);
    Space space = volume.space();
    TensorSpec input = model.inputs().get(0);
    boolean flat = input.axes().equals("NCHW");
    boolean fits = flat ? space.nz() == 1 : input.axes().equals("NCDHW");
    if (!fits || volume.frames() != 1) {
      throw new IOException(
          "%s: expected an image for %s, found %s".formatted(file, input, space.shape()));
    }
    refuseOtherSpacing(file, model.inputSize(), space, flat);
    float[] values = new float[space.voxels()];
    Normalisation normalisation = model.normalisation();
    for (int i = 0; i < values.length; i++) {
      values[i] = normalisation.apply(volume.voxels().hu(i));
    }
    int[] shape =
        flat
            ? new int[] {1, 1, space.ny(), space.nx()}
            : new int[] {1, 1, space.nz(), space.ny(), space.nx()};
    return new SampleItem(new Tensor(shape, values), truth(file, space));
  }

  private static void refuseOtherSpacing(
      Path file, @Nullable InputSize size, Space space, boolean flat) throws IOException {
    if (size == null || size.spacingMm() == null) {
      return;
    }
    List<Double> found =
        flat
            ? List.of(space.dyMm(), space.dxMm())
            : List.of(space.incrementMm(), space.dyMm(), space.dxMm());
    for (int axis = 0; axis < found.size(); axis++) {
      double expected = size.spacingMm().get(axis);
      if (Math.abs(found.get(axis) - expected) > SAME_SPACING * expected) {
        throw new IOException(
            "%s: expected pixels %s mm apart, found %s".formatted(file, size.spacingMm(), found));
      }
    }
  }

  private static byte @Nullable [] truth(Path file, Space space) throws IOException {
    for (String end : List.of("_truth.nii.gz", "_truth.nii")) {
      Path beside = file.resolveSibling(stem(file) + end);
      if (Files.exists(beside)) {
        Volume labels = NiftiReader.read(beside, MOST_BYTES);
        if (!labels.space().hasShapeOf(space)) {
          throw new IOException(
              "%s: expected the shape of its image, found %s"
                  .formatted(beside, labels.space().shape()));
        }
        byte[] truth = new byte[space.voxels()];
        for (int i = 0; i < truth.length; i++) {
          truth[i] = (byte) labels.voxels().hu(i);
        }
        return truth;
      }
    }
    return null;
  }

  /** Returns noise, evenly spread over -1 to 1, the same for every call. */
  static List<SampleItem> noise(ModelDescription model) {
    SplittableRandom random = new SplittableRandom(NOISE_SEED);
    List<SampleItem> items = new ArrayList<>();
    TensorSpec input = model.inputs().get(0);
    boolean flat = input.axes().length() <= 4;
    InputSize size = model.inputSize();
    int[] shape = new int[input.shape().size()];
    int inSpace = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      int stated = input.shape().get(axis);
      if ("DHW".indexOf(input.axes().charAt(axis)) < 0) {
        shape[axis] = stated == TensorSpec.FREE ? 1 : stated;
        continue;
      }
      int length = flat ? NOISE_LENGTH_2D : NOISE_LENGTH_3D;
      if (size != null) {
        int step = size.multipleOf().get(inSpace);
        int bounded = Math.min(Math.max(length, size.min().get(inSpace)), size.max().get(inSpace));
        length = Math.max(step, bounded / step * step);
      }
      shape[axis] = stated == TensorSpec.FREE ? length : stated;
      inSpace++;
    }
    for (int item = 0; item < NOISE_ITEMS; item++) {
      Tensor tensor = Tensor.zeros(shape);
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] = (float) random.nextDouble(-NOISE_RANGE, NOISE_RANGE);
      }
      items.add(new SampleItem(tensor, null));
    }
    return items;
  }
}
