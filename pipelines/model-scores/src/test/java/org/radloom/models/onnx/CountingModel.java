package org.radloom.models.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** Models that count by Loop, one operator after the other, and so may never end. */
public final class CountingModel {
  private static final int OPSET = 17;

  private CountingModel() {}

  /** Returns the file of one that adds 1 so many times to its input. */
  public static byte[] to(long times) {
    OnnxGraph graph = graph();
    graph
        .graph()
        .addInitializer(
            TensorProto.newBuilder()
                .setName("times")
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .setRawData(OnnxBytes.of(times)));
    return loop(graph);
  }

  /** Returns the file of one that adds 1 as often as its greatest input says, times that many. */
  public static byte[] timesTheGreatest(float times) {
    OnnxGraph graph = graph().weights("each", new float[] {times}, 1);
    graph.node("ReduceMax", List.of("x"), List.of("greatest"), OnnxGraph.attribute("keepdims", 0));
    graph.node("Mul", List.of("greatest", "each"), List.of("product"));
    graph.node(
        "Cast",
        List.of("product"),
        List.of("times"),
        OnnxGraph.attribute("to", TensorProto.DataType.INT64_VALUE));
    return loop(graph);
  }

  private static OnnxGraph graph() {
    OnnxGraph graph =
        new OnnxGraph("count", OPSET).input("x", -1, 1, -1, -1).output("y", -1, 1, -1, -1);
    graph
        .graph()
        .addInitializer(
            TensorProto.newBuilder()
                .setName("yes")
                .setDataType(TensorProto.DataType.BOOL_VALUE)
                .setRawData(ByteString.copyFrom(new byte[] {1})));
    return graph;
  }

  private static byte[] loop(OnnxGraph graph) {
    OnnxGraph body = new OnnxGraph("body", OPSET);
    body.graph().addInput(scalar("i", TensorProto.DataType.INT64));
    body.graph().addInput(scalar("go", TensorProto.DataType.BOOL));
    body.input("sum", -1, 1, -1, -1).weights("one", new float[] {1}, 1);
    body.node("Identity", List.of("go"), List.of("goOn"));
    body.node("Add", List.of("sum", "one"), List.of("next"));
    body.graph().addOutput(scalar("goOn", TensorProto.DataType.BOOL));
    body.output("next", -1, 1, -1, -1);
    return graph
        .node("Loop", List.of("times", "yes", "x"), List.of("y"), OnnxGraph.attribute("body", body))
        .bytes();
  }

  private static ValueInfoProto scalar(String name, TensorProto.DataType type) {
    var value = ValueInfoProto.newBuilder().setName(name);
    value.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber()).getShapeBuilder();
    return value.build();
  }
}
