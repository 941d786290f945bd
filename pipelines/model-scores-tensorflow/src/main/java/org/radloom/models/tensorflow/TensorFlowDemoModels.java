package org.radloom.models.tensorflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.radloom.models.demo.DemoDescriptions;
import org.radloom.models.demo.DemoModel;
import org.radloom.models.demo.DirectedDifferences;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceMin;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * {@code demo-lesion-ring}: the masses of {@code demo-lesion-dog} looked for by other differences
 * of Gaussians: twelve directions, further away from the middle, wider beside it. Confidence is 0.5
 * at 330 grey levels, with a slope of 65. TensorFlow builds the graph, and images are NHWC in it,
 * as TensorFlow's processor wants them.
 */
public final class TensorFlowDemoModels implements DemoModel.Source {
  private static final String NAME = "demo-lesion-ring";
  private static final double[] RADII_MM = {9, 5};
  private static final int DIRECTIONS = 12;
  private static final double HALF_AT = 330;
  private static final double SLOPE = 65;
  private static final int SCHEMA_VERSION = 1;

  @Override
  public List<DemoModel> models() {
    ObjectNode json = DemoDescriptions.lesions(NAME, "saved_model", "NHWC");
    DemoDescriptions.accuracy(json, 17, 13);
    return List.of(new DemoModel(json, TensorFlowDemoModels::write));
  }

  private static void write(Path folder) throws IOException {
    double[] pixels =
        Arrays.stream(RADII_MM).map(mm -> mm / DemoDescriptions.LESION_PIXEL_MM).toArray();
    DirectedDifferences filters = new DirectedDifferences(pixels, DIRECTIONS, 1.6, 0.3, 0.5);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> image =
          tf.withName("image")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, -1, 1)));
      Operand<TFloat32> differences =
          tf.nn.conv2d(
              image,
              tf.withName("filters").constant(weights(filters)),
              List.of(1L, 1L, 1L, 1L),
              "SAME");
      Operand<TFloat32> greatest = leastThenGreatest(tf, differences, pixels.length);
      Operand<TFloat32> logit = tf.math.add(greatest, tf.constant((float) (-HALF_AT / SLOPE)));
      tf.withName("heatmap").math.sigmoid(logit);
      SavedModelFile.write(savedModel(graph), folder.resolve(SavedModelEngine.FOLDER));
    }
  }

  /** Returns the least over the directions of each radius, and of those the greatest. */
  private static Operand<TFloat32> leastThenGreatest(
      Ops tf, Operand<TFloat32> differences, int radii) {
    List<Operand<TFloat32>> least = new ArrayList<>();
    for (int radius = 0; radius < radii; radius++) {
      int[] directions = new int[DIRECTIONS];
      for (int direction = 0; direction < DIRECTIONS; direction++) {
        directions[direction] = direction * radii + radius;
      }
      least.add(
          tf.reduceMin(
              tf.gather(differences, tf.constant(directions), tf.constant(3)),
              tf.constant(3),
              ReduceMin.keepDims(true)));
    }
    return tf.reduceMax(tf.concat(least, tf.constant(3)), tf.constant(3), ReduceMax.keepDims(true));
  }

  /** Returns the weights {@code [y][x][1][kernel]}. */
  private static float[][][][] weights(DirectedDifferences filters) {
    int width = filters.width();
    float[] flat = filters.weights(DemoDescriptions.GREATEST_GREY / SLOPE);
    float[][][][] weights = new float[width][width][1][filters.kernels()];
    for (int i = 0; i < flat.length; i++) {
      int place = i % (width * width);
      weights[place / width][place % width][0][i / (width * width)] = flat[i];
    }
    return weights;
  }

  private static SavedModel savedModel(Graph graph) {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph.toGraphDef());
    meta.getMetaInfoDefBuilder().addTags(SavedModelEngine.TAG);
    meta.putSignatureDef(
        SavedModelEngine.SIGNATURE,
        SignatureDef.newBuilder()
            .setMethodName("tensorflow/serving/predict")
            .putInputs("image", tensor("image:0"))
            .putOutputs("heatmap", tensor("heatmap:0"))
            .build());
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(SCHEMA_VERSION)
        .addMetaGraphs(meta)
        .build();
  }

  private static TensorInfo tensor(String name) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long length : new long[] {-1, -1, -1, 1}) {
      shape.addDimBuilder().setSize(length);
    }
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }
}
