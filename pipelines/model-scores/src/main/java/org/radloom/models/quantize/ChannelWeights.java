package org.radloom.models.quantize;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Weights as 8-bit integers, symmetric around 0, with a scale for each channel: weight = scale x
 * integer, scale = greatest weight / 127.
 *
 * <p>Rounding each weight for itself shifts the sum of a channel, and with it the answer to a flat
 * image; Nagel et al., Data-Free Quantization Through Weight Equalization and Bias Correction (ICCV
 * 2019) correct that shift afterwards. Here the weights nearest to a half are rounded the other
 * way, by the largest remainder, until the channel's integers sum to the nearest integer of its
 * sum: a weight is off by less than one scale, a channel's sum by at most half of one.
 *
 * @param quantized -127 to 127, in the order of the weights
 * @param scales one a channel; 1 where all weights are 0
 * @param maxError greatest difference of a weight from what it was
 */
@SuppressWarnings("ArrayRecordComponent") // Written to a file; never compared.
public record ChannelWeights(byte[] quantized, float[] scales, double maxError) {
  private static final int MOST = 127;

  /**
   * Quantises weights.
   *
   * @param weights in the order of the shape, the last axis fastest, all finite
   * @param axis of the channels
   */
  public static ChannelWeights of(float[] weights, int[] shape, int axis) {
    int inner = 1;
    for (int i = axis + 1; i < shape.length; i++) {
      inner *= shape[i];
    }
    int channels = shape[axis];
    byte[] quantized = new byte[weights.length];
    float[] scales = new float[channels];
    double maxError = 0;
    int each = channels == 0 ? 0 : weights.length / channels;
    for (int channel = 0; channel < channels; channel++) {
      int[] places = new int[each];
      for (int i = 0; i < each; i++) {
        places[i] = (i / inner * channels + channel) * inner + i % inner;
      }
      scales[channel] = quantize(weights, places, quantized);
      for (int place : places) {
        double back = (double) scales[channel] * quantized[place];
        maxError = Math.max(maxError, Math.abs(back - weights[place]));
      }
    }
    return new ChannelWeights(quantized, scales, maxError);
  }

  /** Quantises one channel and returns its scale. */
  private static float quantize(float[] weights, int[] places, byte[] quantized) {
    float greatest = 0;
    for (int place : places) {
      if (!Float.isFinite(weights[place])) {
        throw new IllegalArgumentException("weights must be finite");
      }
      greatest = Math.max(greatest, Math.abs(weights[place]));
    }
    float scale = greatest / MOST;
    if (scale == 0) {
      return 1;
    }
    double sum = 0;
    long rounded = 0;
    for (int place : places) {
      double exact = weights[place] / (double) scale;
      int nearest = clamp(Math.rint(exact));
      quantized[place] = (byte) nearest;
      sum += exact;
      rounded += nearest;
    }
    keepSum(weights, places, scale, Math.round(sum) - rounded, quantized);
    return scale;
  }

  /** Moves as many weights by 1 as the sum is off, those first that are moved least. */
  private static void keepSum(
      float[] weights, int[] places, float scale, long off, byte[] quantized) {
    if (off == 0) {
      return;
    }
    int step = off > 0 ? 1 : -1;
    Integer[] order =
        Arrays.stream(places)
            .filter(place -> Math.abs(quantized[place] + step) <= MOST)
            .boxed()
            .toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.comparingDouble(
            (Integer place) -> -step * (weights[place] / (double) scale - quantized[place])));
    for (int i = 0; i < Math.min(Math.abs(off), order.length); i++) {
      quantized[order[i]] += (byte) step;
    }
  }

  private static int clamp(double value) {
    return (int) Math.max(-MOST, Math.min(MOST, value));
  }
}
