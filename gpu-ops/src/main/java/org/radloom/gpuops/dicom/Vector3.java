package org.radloom.gpuops.dicom;

/**
 * A place or a direction in the patient, in DICOM's axes: +x left, +y posterior, +z superior
 * (PS3.3, C.7.6.2.1.1).
 *
 * @param x mm, or no unit in a direction
 * @param y as x
 * @param z as x
 */
record Vector3(double x, double y, double z) {
  static Vector3 of(double[] numbers, int first) {
    return new Vector3(numbers[first], numbers[first + 1], numbers[first + 2]);
  }

  Vector3 minus(Vector3 other) {
    return new Vector3(x - other.x, y - other.y, z - other.z);
  }

  Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  Vector3 times(double factor) {
    return new Vector3(x * factor, y * factor, z * factor);
  }

  double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  Vector3 cross(Vector3 other) {
    return new Vector3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  Vector3 unit() {
    return times(1 / length());
  }

  double length() {
    return Math.sqrt(dot(this));
  }
}
