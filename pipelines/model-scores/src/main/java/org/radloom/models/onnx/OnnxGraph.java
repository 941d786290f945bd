package org.radloom.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;

/** Writes small ONNX files: the same calls give the same bytes. */
public final class OnnxGraph {
  /** An axis of any length, where -1 would be as long as other axes -1 at the same place. */
  public static final int OTHER = -2;

  /** The newest file format that runtimes of opset 13 read. */
  private static final int IR_VERSION = 7;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final ModelProto.Builder model = ModelProto.newBuilder();

  /** Starts a model in an operator set. */
  public OnnxGraph(String name, int opset) {
    graph.setName(name);
    model
        .setIrVersion(IR_VERSION)
        .setProducerName("radloom")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset));
  }

  /** Adds an input of floats; -1 is an axis of any length. */
  @CanIgnoreReturnValue
  public OnnxGraph input(String name, int... shape) {
    graph.addInput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
    return this;
  }

  /** Adds an input of whole numbers; -1 is an axis of any length. */
  @CanIgnoreReturnValue
  public OnnxGraph integerInput(String name, int... shape) {
    graph.addInput(value(name, TensorProto.DataType.INT64_VALUE, shape));
    return this;
  }

  /** Adds an input of truths; -1 is an axis of any length. */
  @CanIgnoreReturnValue
  public OnnxGraph truthInput(String name, int... shape) {
    graph.addInput(value(name, TensorProto.DataType.BOOL_VALUE, shape));
    return this;
  }

  /** Adds an output of floats; -1 is an axis of any length. */
  @CanIgnoreReturnValue
  public OnnxGraph output(String name, int... shape) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
    return this;
  }

  /** Adds weights. */
  @CanIgnoreReturnValue
  public OnnxGraph weights(String name, float[] values, int... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .setRawData(OnnxBytes.of(values));
    for (int length : shape) {
      tensor.addDims(length);
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a list of whole numbers. */
  @CanIgnoreReturnValue
  public OnnxGraph integers(String name, long... values) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length)
            .setRawData(OnnxBytes.of(values)));
    return this;
  }

  /** Adds an operator. */
  @CanIgnoreReturnValue
  public OnnxGraph node(
      String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  /** Returns a whole number for an operator. */
  public static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Returns a list of whole numbers for an operator. */
  public static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }

  /** Returns a graph for an operator. */
  public static AttributeProto attribute(String name, OnnxGraph body) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(body.graph)
        .build();
  }

  /** Returns the file. */
  public byte[] bytes() {
    return model.setGraph(graph).build().toByteArray();
  }

  /** Returns the builder, for what has no method here. */
  GraphProto.Builder graph() {
    return graph;
  }

  private static ValueInfoProto value(String name, int type, int... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (int axis = 0; axis < shape.length; axis++) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (shape[axis] == OTHER) {
        continue;
      }
      if (shape[axis] < 0) {
        dimension.setDimParam("axis" + axis);
      } else {
        dimension.setDimValue(shape[axis]);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type).setShape(dimensions)))
        .build();
  }
}
