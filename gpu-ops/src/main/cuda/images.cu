// Volumes, labels and pictures on another grid, a chunk of whole slices or rows at a time.
//
// CPU twins: CpuVolumeResampler.java and CpuImageResizer.java, equal bit for bit: sums and products
// are in double, each rounded by itself (no fused ones) and in the twin's order, and the result is
// rounded to float once.
//
// Grid: 1-D, any number of blocks of any size; each thread strides over the voxels of the chunk. No
// barriers, no shared memory.
//
// Voxels are numbered x fastest, then y and slice. Tables hold, for each new column, row or slice,
// the old ones that it lies between and how far from the first, or the nearest one. Slices are
// numbered in the whole volume; only those from first_from on are in memory.

#include <stdint.h>

static __device__ double between(double from, double to, double share) {
  return __dadd_rn(from, __dmul_rn(share, __dsub_rn(to, from)));
}

// What is between two voxels of a row: of stored values with their scale, or of floats where
// stored is null.
struct Row {
  const int16_t* stored;
  const float* real;
  double slope;
  double intercept;

  __device__ double hu(int64_t at) const {
    return stored ? __dadd_rn(__dmul_rn(slope, static_cast<double>(stored[at])), intercept)
                  : static_cast<double>(real[at]);
  }

  __device__ double along(int64_t row, int before, int after, double share) const {
    return between(hu(row + before), hu(row + after), share);
  }
};

// One of stored and real is null. to: [slices * to_ny * to_nx], the new slices from first_to on.
extern "C" __global__ void resample_trilinear(
    const int16_t* stored, const float* real, double slope, double intercept, int nx, int ny,
    const int32_t* x_before, const int32_t* x_after, const double* x_share,
    const int32_t* y_before, const int32_t* y_after, const double* y_share,
    const int32_t* z_before, const int32_t* z_after, const double* z_share, int to_nx, int to_ny,
    int first_from, int first_to, int slices, float* to) {
  const Row row = {stored, real, slope, intercept};
  const int64_t slice_voxels = static_cast<int64_t>(nx) * ny;
  const int64_t all = static_cast<int64_t>(slices) * to_ny * to_nx;
  const int64_t stride = static_cast<int64_t>(gridDim.x) * blockDim.x;
  for (int64_t at = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; at < all;
       at += stride) {
    const int i = static_cast<int>(at % to_nx);
    const int j = static_cast<int>(at / to_nx % to_ny);
    const int k = first_to + static_cast<int>(at / to_nx / to_ny);
    const int64_t low = (z_before[k] - first_from) * slice_voxels;
    const int64_t high = (z_after[k] - first_from) * slice_voxels;
    const int64_t near = static_cast<int64_t>(y_before[j]) * nx;
    const int64_t far = static_cast<int64_t>(y_after[j]) * nx;
    const int before = x_before[i];
    const int after = x_after[i];
    const double share = x_share[i];
    const double lower = between(row.along(low + near, before, after, share),
                                 row.along(low + far, before, after, share), y_share[j]);
    const double upper = between(row.along(high + near, before, after, share),
                                 row.along(high + far, before, after, share), y_share[j]);
    to[at] = __double2float_rn(between(lower, upper, z_share[k]));
  }
}

// to: [slices * to_ny * to_nx], the new slices from first_to on.
extern "C" __global__ void resample_nearest(
    const uint8_t* labels, int nx, int ny, const int32_t* x_nearest, const int32_t* y_nearest,
    const int32_t* z_nearest, int to_nx, int to_ny, int first_from, int first_to, int slices,
    uint8_t* to) {
  const int64_t slice_voxels = static_cast<int64_t>(nx) * ny;
  const int64_t all = static_cast<int64_t>(slices) * to_ny * to_nx;
  const int64_t stride = static_cast<int64_t>(gridDim.x) * blockDim.x;
  for (int64_t at = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; at < all;
       at += stride) {
    const int i = static_cast<int>(at % to_nx);
    const int j = static_cast<int>(at / to_nx % to_ny);
    const int k = first_to + static_cast<int>(at / to_nx / to_ny);
    to[at] = labels[(z_nearest[k] - first_from) * slice_voxels +
                    static_cast<int64_t>(y_nearest[j]) * nx + x_nearest[i]];
  }
}

// A picture, of which the rows from first_from on are in memory.
struct Picture {
  const float* pixels;
  int width;
  int height;  // of the whole picture
  int first_from;

  __device__ double at(int x, int y) const {
    return static_cast<double>(pixels[static_cast<int64_t>(y - first_from) * width + x]);
  }
};

// The part of the intensities that matters, brought to 0 to 1; all of them where width is 0.
struct Window {
  double low;
  double width;

  __device__ float of(float value) const {
    if (!(width > 0)) return value;
    double inside = __ddiv_rn(__dsub_rn(static_cast<double>(value), low), width);
    return inside > 0 ? __double2float_rn(inside < 1 ? inside : 1) : 0;
  }
};

// to: [rows * to_width], the new rows from first_to on. Tables as above.
extern "C" __global__ void resize_bilinear(
    const float* from, int width, int height, int first_from, const int32_t* x_before,
    const int32_t* x_after, const double* x_share, const int32_t* y_before,
    const int32_t* y_after, const double* y_share, int to_width, int first_to, int rows,
    double window_low, double window_width, float* to) {
  const Picture picture = {from, width, height, first_from};
  const Window window = {window_low, window_width};
  const int64_t all = static_cast<int64_t>(rows) * to_width;
  const int64_t stride = static_cast<int64_t>(gridDim.x) * blockDim.x;
  for (int64_t at = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; at < all;
       at += stride) {
    const int i = static_cast<int>(at % to_width);
    const int j = first_to + static_cast<int>(at / to_width);
    const double top = between(picture.at(x_before[i], y_before[j]),
                               picture.at(x_after[i], y_before[j]), x_share[i]);
    const double bottom = between(picture.at(x_before[i], y_after[j]),
                                  picture.at(x_after[i], y_after[j]), x_share[i]);
    to[at] = window.of(__double2float_rn(between(top, bottom, y_share[j])));
  }
}

// to: [rows * to_width], the new rows from first_to on: means of the area that each covers. wide
// and tall: old columns and rows a new one.
extern "C" __global__ void shrink_by_area(const float* from, int width, int height, int first_from,
                                          double wide, double tall, int to_width, int first_to,
                                          int rows, double window_low, double window_width,
                                          float* to) {
  const Picture picture = {from, width, height, first_from};
  const Window window = {window_low, window_width};
  const int64_t all = static_cast<int64_t>(rows) * to_width;
  const int64_t stride = static_cast<int64_t>(gridDim.x) * blockDim.x;
  for (int64_t at = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; at < all;
       at += stride) {
    const int i = static_cast<int>(at % to_width);
    const int j = first_to + static_cast<int>(at / to_width);
    const double left = __dmul_rn(i, wide);
    const double top = __dmul_rn(j, tall);
    const double right = min(static_cast<double>(width), __dadd_rn(left, wide));
    const double bottom = min(static_cast<double>(height), __dadd_rn(top, tall));
    double sum = 0;
    for (int x = static_cast<int>(left); x < right; x++) {
      double column = 0;
      for (int y = static_cast<int>(top); y < bottom; y++) {
        const double share = __dsub_rn(min(bottom, y + 1.0), max(top, static_cast<double>(y)));
        column = __dadd_rn(column, __dmul_rn(share, picture.at(x, y)));
      }
      const double share = __dsub_rn(min(right, x + 1.0), max(left, static_cast<double>(x)));
      sum = __dadd_rn(sum, __dmul_rn(column, share));
    }
    const double area = __ddiv_rn(__dmul_rn(__dsub_rn(bottom, top), width), to_width);
    to[at] = window.of(__double2float_rn(__ddiv_rn(sum, area)));
  }
}
