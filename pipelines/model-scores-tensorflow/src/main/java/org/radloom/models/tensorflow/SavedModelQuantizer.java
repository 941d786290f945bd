package org.radloom.models.tensorflow;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.QuantizedWeights;
import org.radloom.models.Refusal;
import org.radloom.models.quantize.ChannelWeights;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Rewrites constant weights of Conv2D, Conv3D and MatMul as 8-bit integers: a constant of integers,
 * a Cast to floats and a Mul with the scales, which has the name of the old weights. TensorFlow has
 * no DequantizeLinear, and these three do what it does. The last axis holds the channels.
 *
 * <p>Weights in variables are not looked at: freeze such a model first.
 */
final class SavedModelQuantizer {
  private static final Set<String> OPERATORS = Set.of("Conv2D", "Conv3D", "MatMul");
  private static final int LEAST_WEIGHTS = 64;
  private static final int LEAST_WEIGHTS_A_CHANNEL = 8;
  private static final long MOST_BYTES = Integer.MAX_VALUE - 1024L;

  private SavedModelQuantizer() {}

  static QuantizedWeights quantize(ModelVersion version, Path target)
      throws ModelRefusedException, IOException {
    Path source = version.file(SavedModelEngine.FOLDER).resolve(SavedModelFile.NAME);
    if (Files.exists(source.resolveSibling("variables"))) {
      throw new ModelRefusedException(
          Refusal.ENGINE, version.id(), "weights", "constants (a frozen model)", "variables");
    }
    if (Files.size(source) > MOST_BYTES) {
      throw new ModelRefusedException(
          Refusal.SIZE,
          version.id(),
          "size, to quantise",
          MOST_BYTES + " bytes at most",
          Files.size(source));
    }
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(source)).toBuilder();
    List<QuantizedWeights.Layer> layers = new ArrayList<>();
    long left = 0;
    for (MetaGraphDef.Builder meta : model.getMetaGraphsBuilderList()) {
      left += rewrite(meta.getGraphDefBuilder(), layers);
    }
    if (layers.isEmpty()) {
      throw new ModelRefusedException(
          Refusal.ENGINE,
          version.id(),
          "weights",
          "constant float weights of Conv2D, Conv3D or MatMul",
          "none");
    }
    SavedModelFile.write(model.build(), target);
    return new QuantizedWeights(layers, left);
  }

  /** Rewrites a graph and returns how many floats stay. */
  private static long rewrite(GraphDef.Builder graph, List<QuantizedWeights.Layer> layers) {
    Set<String> weights = weights(graph);
    List<NodeDef> nodes = new ArrayList<>();
    long left = 0;
    for (NodeDef node : graph.getNodeList()) {
      TensorProto tensor = value(node);
      if (!node.getOp().equals("Const") || tensor.getDtype() != DataType.DT_FLOAT) {
        nodes.add(node);
      } else if (weights.contains(node.getName()) && isWorthIt(tensor)) {
        layers.add(add(node, tensor, nodes));
      } else {
        left += count(tensor);
        nodes.add(node);
      }
    }
    graph.clearNode().addAllNode(nodes);
    return left;
  }

  /** Returns the names of what Conv2D, Conv3D and MatMul take for weights. */
  private static Set<String> weights(GraphDef.Builder graph) {
    Set<String> weights = new HashSet<>();
    for (NodeDef node : graph.getNodeList()) {
      if (OPERATORS.contains(node.getOp()) && node.getInputCount() > 1) {
        weights.add(node.getInput(1));
      }
    }
    return weights;
  }

  private static QuantizedWeights.Layer add(NodeDef node, TensorProto tensor, List<NodeDef> nodes) {
    int[] shape =
        tensor.getTensorShape().getDimList().stream()
            .mapToInt(dimension -> Math.toIntExact(dimension.getSize()))
            .toArray();
    int axis = shape.length - 1;
    ChannelWeights weights = ChannelWeights.of(floats(tensor), shape, axis);
    String name = node.getName();
    nodes.add(
        constant(
            name + "_q8",
            TensorProto.newBuilder()
                .setDtype(DataType.DT_INT8)
                .setTensorShape(tensor.getTensorShape())
                .setTensorContent(ByteString.copyFrom(weights.quantized()))));
    nodes.add(
        constant(
            name + "_scale",
            TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(
                    TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(shape[axis])))
                .setTensorContent(bytes(weights.scales()))));
    nodes.add(
        NodeDef.newBuilder()
            .setName(name + "_cast")
            .setOp("Cast")
            .addInput(name + "_q8")
            .putAttr("SrcT", type(DataType.DT_INT8))
            .putAttr("DstT", type(DataType.DT_FLOAT))
            .build());
    nodes.add(
        NodeDef.newBuilder()
            .setName(name)
            .setOp("Mul")
            .addInput(name + "_cast")
            .addInput(name + "_scale")
            .putAttr("T", type(DataType.DT_FLOAT))
            .build());
    return new QuantizedWeights.Layer(
        name, axis, shape[axis], weights.quantized().length, weights.maxError());
  }

  private static NodeDef constant(String name, TensorProto.Builder tensor) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(tensor.getDtype()))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static TensorProto value(NodeDef node) {
    return node.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
  }

  private static boolean isWorthIt(TensorProto tensor) {
    int rank = tensor.getTensorShape().getDimCount();
    if (rank < 2 || tensor.getTensorContent().isEmpty()) {
      return false;
    }
    long channels = tensor.getTensorShape().getDim(rank - 1).getSize();
    long count = count(tensor);
    return count >= LEAST_WEIGHTS && count / channels >= LEAST_WEIGHTS_A_CHANNEL;
  }

  private static long count(TensorProto tensor) {
    return tensor.getTensorShape().getDimList().stream()
        .mapToLong(TensorShapeProto.Dim::getSize)
        .reduce(1, Math::multiplyExact);
  }

  private static float[] floats(TensorProto tensor) {
    float[] values = new float[Math.toIntExact(count(tensor))];
    tensor
        .getTensorContent()
        .asReadOnlyByteBuffer()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return values;
  }

  private static ByteString bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes);
  }
}
