package org.radloom.models.demo;

/**
 * Differences of Gaussians, each between a disc's middle and a place beside it: a bright disc is
 * brighter than its surroundings in every direction, so that the least difference over all
 * directions is large; at an edge and along a strand of tissue there is a direction in which it is
 * near 0.
 *
 * @param radiiPixels of the discs looked for
 * @param directions evenly spread over the circle
 * @param distance of the place beside, in radii
 * @param centreSigma standard deviation of the Gaussian in the middle, in radii
 * @param besideSigma standard deviation of the Gaussian beside, in radii
 */
@SuppressWarnings("ArrayRecordComponent") // A constant; never compared.
public record DirectedDifferences(
    double[] radiiPixels, int directions, double distance, double centreSigma, double besideSigma) {
  /** Beyond so many standard deviations a Gaussian counts as 0. */
  private static final double REACH = 2.5;

  /** Returns how many kernels there are: one for each direction and radius. */
  public int kernels() {
    return directions * radiiPixels.length;
  }

  /** Returns the width and height of each kernel, pixels, an odd number. */
  public int width() {
    double largest = 0;
    for (double radius : radiiPixels) {
      largest = Math.max(largest, radius);
    }
    return 2 * (int) Math.ceil(largest * (distance + REACH * besideSigma)) + 1;
  }

  /**
   * Returns the weights, {@code [direction][radius][y][x]}; each kernel's sum is 0 but for
   * rounding, and its answer to a step from 0 to 1 between middle and beside is {@code gain}.
   */
  public float[] weights(double gain) {
    int width = width();
    float[] weights = new float[kernels() * width * width];
    int kernel = 0;
    for (int direction = 0; direction < directions; direction++) {
      double angle = 2 * Math.PI * direction / directions;
      for (double radius : radiiPixels) {
        double x = distance * radius * StrictMath.cos(angle);
        double y = distance * radius * StrictMath.sin(angle);
        double[] centre = gaussian(width, 0, 0, centreSigma * radius);
        double[] beside = gaussian(width, x, y, besideSigma * radius);
        for (int i = 0; i < centre.length; i++) {
          weights[kernel * width * width + i] = (float) (gain * (centre[i] - beside[i]));
        }
        kernel++;
      }
    }
    return weights;
  }

  /** Returns a Gaussian that sums to 1. */
  private static double[] gaussian(int width, double x, double y, double sigma) {
    double[] values = new double[width * width];
    double sum = 0;
    int middle = width / 2;
    for (int row = 0; row < width; row++) {
      for (int column = 0; column < width; column++) {
        double dx = column - middle - x;
        double dy = row - middle - y;
        double value = StrictMath.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
        values[row * width + column] = value;
        sum += value;
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }
}
