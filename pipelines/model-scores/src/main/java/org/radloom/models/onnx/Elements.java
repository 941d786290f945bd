package org.radloom.models.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.radloom.models.Tensor;

/** Tensors in and out of ONNX Runtime, whatever type of number the model has. */
final class Elements {
  private static final Set<OnnxJavaType> KNOWN =
      EnumSet.of(
          OnnxJavaType.FLOAT,
          OnnxJavaType.DOUBLE,
          OnnxJavaType.INT8,
          OnnxJavaType.INT32,
          OnnxJavaType.INT64,
          OnnxJavaType.BOOL,
          OnnxJavaType.UINT8);

  private Elements() {}

  static boolean canHold(OnnxJavaType type) {
    return KNOWN.contains(type);
  }

  /** Returns a tensor of the engine; whole numbers are cut off, not rounded. */
  static OnnxTensor toOrt(OrtEnvironment environment, Tensor tensor, OnnxJavaType type)
      throws OrtException {
    float[] values = tensor.values();
    long[] shape = new long[tensor.shape().length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = tensor.shape()[axis];
    }
    return switch (type) {
      case FLOAT -> OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
      case DOUBLE -> {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
          copy[i] = values[i];
        }
        yield OnnxTensor.createTensor(environment, DoubleBuffer.wrap(copy), shape);
      }
      case INT32 -> {
        int[] copy = new int[values.length];
        for (int i = 0; i < copy.length; i++) {
          copy[i] = (int) values[i];
        }
        yield OnnxTensor.createTensor(environment, IntBuffer.wrap(copy), shape);
      }
      case INT64 -> {
        long[] copy = new long[values.length];
        for (int i = 0; i < copy.length; i++) {
          copy[i] = (long) values[i];
        }
        yield OnnxTensor.createTensor(environment, LongBuffer.wrap(copy), shape);
      }
      default -> {
        byte[] copy = new byte[values.length];
        for (int i = 0; i < copy.length; i++) {
          copy[i] = (byte) (int) values[i];
        }
        yield OnnxTensor.createTensor(environment, ByteBuffer.wrap(copy), shape, type);
      }
    };
  }

  /** Returns a tensor of ours. */
  static Tensor ofOrt(OnnxTensor tensor) {
    long[] lengths = tensor.getInfo().getShape();
    int[] shape = new int[lengths.length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Math.toIntExact(lengths[axis]);
    }
    float[] values = new float[Math.toIntExact(Tensor.count(shape))];
    switch (tensor.getInfo().type) {
      case FLOAT -> tensor.getFloatBuffer().get(values);
      case DOUBLE -> {
        DoubleBuffer in = tensor.getDoubleBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) in.get(i);
        }
      }
      case INT32 -> {
        IntBuffer in = tensor.getIntBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = in.get(i);
        }
      }
      case INT64 -> {
        LongBuffer in = tensor.getLongBuffer();
        for (int i = 0; i < values.length; i++) {
          values[i] = in.get(i);
        }
      }
      default -> {
        ByteBuffer in = tensor.getByteBuffer();
        boolean signed = tensor.getInfo().type == OnnxJavaType.INT8;
        for (int i = 0; i < values.length; i++) {
          values[i] = signed ? in.get(i) : in.get(i) & 0xFF;
        }
      }
    }
    return new Tensor(shape, values);
  }
}
