package org.radloom.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.QuantizedWeights;
import org.radloom.models.Refusal;
import org.radloom.models.quantize.ChannelWeights;

/**
 * Rewrites the weights of Conv, ConvTranspose, Gemm, MatMul and Gather as 8-bit integers, each
 * followed by a DequantizeLinear that has the name of the old weights, so that no other node
 * changes. The axis is that of the operator's output channels; of Gather, the rows.
 */
final class OnnxQuantizer {
  /** DequantizeLinear has an axis from here on. */
  private static final long LEAST_OPSET = 13;

  /** Of fewer weights nothing is gained. */
  private static final int LEAST_WEIGHTS = 64;

  /** A scale takes as much room as four weights. */
  private static final int LEAST_WEIGHTS_A_CHANNEL = 8;

  private static final long MOST_BYTES = Integer.MAX_VALUE - 1024L;

  private OnnxQuantizer() {}

  static QuantizedWeights quantize(ModelVersion version, String file, Path target)
      throws ModelRefusedException, IOException {
    Path source = version.file(file);
    long opset = OnnxHeader.read(source).opset();
    if (opset < LEAST_OPSET) {
      throw new ModelRefusedException(
          Refusal.OPSET, version.id(), "opset, to quantise", LEAST_OPSET + " or newer", opset);
    }
    if (Files.size(source) > MOST_BYTES) {
      throw new ModelRefusedException(
          Refusal.SIZE,
          version.id(),
          "size, to quantise",
          MOST_BYTES + " bytes at most",
          Files.size(source));
    }
    ModelProto.Builder model;
    try {
      model = ModelProto.parseFrom(Files.readAllBytes(source)).toBuilder();
    } catch (InvalidProtocolBufferException e) {
      throw new ModelRefusedException(
          Refusal.UNREADABLE, version.id(), file, "an ONNX file", "something else", e);
    }
    QuantizedWeights weights = rewrite(version, model.getGraphBuilder());
    Files.write(target, model.build().toByteArray());
    return weights;
  }

  private static QuantizedWeights rewrite(ModelVersion version, GraphProto.Builder graph)
      throws ModelRefusedException {
    Map<String, Integer> axes = new HashMap<>();
    findWeights(graph.getNodeList(), axes);
    List<TensorProto> initializers = new ArrayList<>();
    List<NodeProto> dequantizers = new ArrayList<>();
    List<QuantizedWeights.Layer> layers = new ArrayList<>();
    long left = 0;
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        throw new ModelRefusedException(
            Refusal.ENGINE, version.id(), "weights", "weights in the file", "external data");
      }
      Integer axis = axes.get(tensor.getName());
      boolean floats = tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE;
      if (axis == null || !floats || !isWorthIt(tensor, axis)) {
        left += floats ? count(tensor) : 0;
        initializers.add(tensor);
        continue;
      }
      int[] shape = shape(tensor);
      int from = axis < 0 ? shape.length + axis : axis;
      ChannelWeights weights = ChannelWeights.of(floats(tensor), shape, from);
      add(tensor, shape[from], from, weights, initializers, dequantizers);
      layers.add(
          new QuantizedWeights.Layer(
              tensor.getName(), from, shape[from], weights.quantized().length, weights.maxError()));
    }
    List<NodeProto> nodes = new ArrayList<>(dequantizers);
    nodes.addAll(graph.getNodeList());
    graph.clearInitializer().addAllInitializer(initializers).clearNode().addAllNode(nodes);
    dropInputs(graph, layers);
    return new QuantizedWeights(layers, left);
  }

  private static void add(
      TensorProto tensor,
      int channels,
      int axis,
      ChannelWeights weights,
      List<TensorProto> initializers,
      List<NodeProto> dequantizers) {
    String name = tensor.getName();
    initializers.add(
        TensorProto.newBuilder()
            .setName(name + "_q8")
            .setDataType(TensorProto.DataType.INT8_VALUE)
            .addAllDims(tensor.getDimsList())
            .setRawData(ByteString.copyFrom(weights.quantized()))
            .build());
    initializers.add(
        TensorProto.newBuilder()
            .setName(name + "_scale")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(channels)
            .setRawData(OnnxBytes.of(weights.scales()))
            .build());
    dequantizers.add(
        NodeProto.newBuilder()
            .setOpType("DequantizeLinear")
            .setName(name + "_dequantize")
            .addInput(name + "_q8")
            .addInput(name + "_scale")
            .addOutput(name)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(axis))
            .build());
  }

  /** Old files list weights among the inputs too; what a node makes may not be one. */
  private static void dropInputs(GraphProto.Builder graph, List<QuantizedWeights.Layer> layers) {
    List<String> made = layers.stream().map(QuantizedWeights.Layer::name).toList();
    for (int i = graph.getInputCount() - 1; i >= 0; i--) {
      if (made.contains(graph.getInput(i).getName())) {
        graph.removeInput(i);
      }
    }
  }

  /** Finds what is used as weights, also in the branches and bodies inside nodes. */
  private static void findWeights(List<NodeProto> nodes, Map<String, Integer> axes) {
    for (NodeProto node : nodes) {
      switch (node.getOpType()) {
        case "Conv" -> use(node, 1, 0, axes);
        case "ConvTranspose" -> {
          if (integer(node, "group", 1) == 1) {
            use(node, 1, 1, axes);
          }
        }
        case "Gemm" -> use(node, 1, integer(node, "transB", 0) == 1 ? 0 : 1, axes);
        case "MatMul" -> use(node, 1, -1, axes);
        case "Gather" -> {
          if (integer(node, "axis", 0) == 0) {
            use(node, 0, 0, axes);
          }
        }
        default -> {}
      }
      for (AttributeProto attribute : node.getAttributeList()) {
        if (attribute.hasG()) {
          findWeights(attribute.getG().getNodeList(), axes);
        }
      }
    }
  }

  private static void use(NodeProto node, int input, int axis, Map<String, Integer> axes) {
    if (node.getInputCount() > input) {
      axes.putIfAbsent(node.getInput(input), axis);
    }
  }

  private static long integer(NodeProto node, String name, long fallback) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getI)
        .findFirst()
        .orElse(fallback);
  }

  private static boolean isWorthIt(TensorProto tensor, int axis) {
    int rank = tensor.getDimsCount();
    if (rank < 2) {
      return false;
    }
    long channels = tensor.getDims(axis < 0 ? rank + axis : axis);
    long count = count(tensor);
    return count >= LEAST_WEIGHTS && count / channels >= LEAST_WEIGHTS_A_CHANNEL;
  }

  private static long count(TensorProto tensor) {
    return tensor.getDimsList().stream().reduce(1L, Math::multiplyExact);
  }

  private static int[] shape(TensorProto tensor) {
    return tensor.getDimsList().stream().mapToInt(Math::toIntExact).toArray();
  }

  private static float[] floats(TensorProto tensor) {
    float[] values = new float[Math.toIntExact(count(tensor))];
    if (tensor.hasRawData()) {
      ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().get(values);
    } else {
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.getFloatData(i);
      }
    }
    return values;
  }
}
