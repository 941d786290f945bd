// Connected parts of a label in three dimensions, of which the largest is kept, and regions of a
// heatmap around its peaks.
//
// CPU twins: CpuLargestComponent.java and CpuHeatmapBoxes.java, equal bit for bit: counts, indices
// and comparisons are of integers, or of floats as they came; the one product is in double and
// rounded by itself.
//
// Grid: 1-D, any number of blocks of any size; each thread strides over the work. No barriers, no
// shared memory. Voxels are numbered x fastest, then y and z; there are fewer than 2^31.
//
// A set's voxels have non-negative parents; see union_find.cuh. Where a kernel makes roots
// something else, their parents are negative.

#include <stdint.h>

#include "union_find.cuh"

// Voxels that one thread works on, and tells others of in one atomic operation.
enum { RUN = 8 };

static __device__ int64_t first_item() {
  return static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}

static __device__ int64_t all_threads() { return static_cast<int64_t>(gridDim.x) * blockDim.x; }

static __device__ int run_end(int start, int voxels) {
  return voxels - start < RUN ? voxels : start + RUN;
}

// The root of a voxel's set, where a root's parent is itself or negative.
static __device__ int top_of(const volatile int32_t* parents, int voxel) {
  int parent = parents[voxel];
  while (parent >= 0 && parent != voxel) {
    voxel = parent;
    parent = parents[voxel];
  }
  return voxel;
}

// The voxels of a label.
struct Labelled {
  const uint8_t* labels;  // [nz][ny][nx]
  int label;

  __device__ bool has(int voxel) const { return labels[voxel] == label; }
};

// The pixels of a heatmap that reach a threshold.
struct Warm {
  const float* heat;  // [ny][nx]
  float threshold;

  __device__ bool has(int pixel) const { return heat[pixel] >= threshold; }
};

// Of each component the highest peak that lies in no region: bits of the value, which compare as
// positive values do, above the inverted index, so that the first of equal ones is the largest.
static __device__ unsigned long long key_of(float value, int index) {
  return static_cast<unsigned long long>(__float_as_int(value)) << 32 |
         (0xffffffffu - static_cast<uint32_t>(index));
}

static __device__ int index_of(unsigned long long key) {
  return static_cast<int>(0xffffffffu - static_cast<uint32_t>(key));
}

// The pixels in no region yet that reach a share of the highest peak of their component. Those of
// one component hang together or not; those of two never do.
struct Hot {
  const float* heat;              // [ny][nx]
  const int32_t* components;      // [ny][nx], negative where cold or in a region
  const unsigned long long* best;  // [ny][nx], key of a component's peak at its root, or 0
  double threshold;
  double share;

  __device__ bool has(int pixel) const {
    int component = components[pixel];
    if (component < 0 || best[component] == 0) return false;
    double part = __dmul_rn(share, static_cast<double>(heat[index_of(best[component])]));
    return static_cast<double>(heat[pixel]) >= (part > threshold ? part : threshold);
  }
};

// Each voxel's parent is the first of its run among RUN voxels of its row.
template <class Part>
static __device__ void start_runs(const Part& part, int nx, int voxels, int32_t* parents) {
  int64_t runs = (static_cast<int64_t>(voxels) + RUN - 1) / RUN;
  for (int64_t r = first_item(); r < runs; r += all_threads()) {
    int start = static_cast<int>(r * RUN);
    int end = run_end(start, voxels);
    int x = start % nx;
    int first = -1;
    for (int voxel = start; voxel < end; voxel++) {
      if (x == 0 || !part.has(voxel)) first = -1;
      if (part.has(voxel)) {
        first = first < 0 ? voxel : first;
        parents[voxel] = first;
      }
      x = x + 1 == nx ? 0 : x + 1;
    }
  }
}

// A voxel and whether its neighbours in its row belong to the same set.
struct Place {
  int voxel;
  bool first;  // in its row
  bool last;
  bool left;
  bool right;
};

// Joins a voxel to those of the three beside it in another row, of which beside is the middle one,
// that no other voxel joins it to: what touches its left or right neighbour too is left to that.
template <class Part>
static __device__ void join_row(const Part& part, const Place& at, int beside, bool corners,
                                int32_t* parents) {
  bool before = !at.first && part.has(beside - 1);
  if (part.has(beside)) {
    if (!at.left || !before) join(parents, at.voxel, beside);
  } else if (corners) {
    if (before && !at.left) join(parents, at.voxel, beside - 1);
    if (!at.last && !at.right && part.has(beside + 1)) join(parents, at.voxel, beside + 1);
  }
}

// Joins each voxel to its neighbours before it, by faces, or by edges and corners too.
template <class Part>
static __device__ void join_voxels(const Part& part, int nx, int ny, int voxels, bool corners,
                                   int32_t* parents) {
  for (int64_t i = first_item(); i < voxels; i += all_threads()) {
    int voxel = static_cast<int>(i);
    if (!part.has(voxel)) continue;
    int x = voxel % nx;
    int y = voxel / nx % ny;
    bool first = x == 0;
    bool last = x + 1 == nx;
    const Place at = {voxel, first, last, !first && part.has(voxel - 1),
                      !last && part.has(voxel + 1)};
    if (at.left && voxel % RUN == 0) join(parents, voxel, voxel - 1);
    if (y > 0) join_row(part, at, voxel - nx, corners, parents);
    if (voxel / nx < ny) continue;  // the first slice
    int below = voxel - nx * ny;
    join_row(part, at, below, corners, parents);
    if (corners && y > 0) join_row(part, at, below - nx, corners, parents);
    if (corners && y + 1 < ny) join_row(part, at, below + nx, corners, parents);
  }
}

// The largest part of a label. In this order on one stream: start_label, join_label, open_label,
// count_label, find_largest, keep_largest.

extern "C" __global__ void start_label(const uint8_t* labels, int label, int nx, int voxels,
                                       int32_t* parents) {
  const Labelled part = {labels, label};
  start_runs(part, nx, voxels, parents);
}

extern "C" __global__ void join_label(const uint8_t* labels, int label, int nx, int ny, int voxels,
                                      int corners, int32_t* parents) {
  const Labelled part = {labels, label};
  join_voxels(part, nx, ny, voxels, corners != 0, parents);
}

// Makes the parent of each root ~0, its part's inverted size so far.
extern "C" __global__ void open_label(const uint8_t* labels, int label, int voxels,
                                      int32_t* parents) {
  const Labelled part = {labels, label};
  for (int64_t i = first_item(); i < voxels; i += all_threads()) {
    if (part.has(static_cast<int>(i)) && parents[i] == i) parents[i] = ~0;
  }
}

// Counts each part at its root, and hangs its voxels on that.
extern "C" __global__ void count_label(const uint8_t* labels, int label, int voxels,
                                       int32_t* parents) {
  const Labelled part = {labels, label};
  int64_t runs = (static_cast<int64_t>(voxels) + RUN - 1) / RUN;
  for (int64_t r = first_item(); r < runs; r += all_threads()) {
    int start = static_cast<int>(r * RUN);
    int end = run_end(start, voxels);
    int root = -1;
    int count = 0;
    for (int voxel = start; voxel < end; voxel++) {
      if (!part.has(voxel)) continue;
      int own = top_of(parents, voxel);
      if (own != voxel) parents[voxel] = own;
      if (own != root && count > 0) {
        atomicAdd(&parents[root], -count);
        count = 0;
      }
      root = own;
      count++;
    }
    if (count > 0) atomicAdd(&parents[root], -count);
  }
}

// best: [1], 0 at the start: size of the largest part, and its first voxel as in key_of.
extern "C" __global__ void find_largest(const uint8_t* labels, int label, int voxels,
                                        const int32_t* parents, unsigned long long* best) {
  const Labelled part = {labels, label};
  unsigned long long own = 0;
  for (int64_t i = first_item(); i < voxels; i += all_threads()) {
    if (!part.has(static_cast<int>(i)) || parents[i] >= 0) continue;
    unsigned long long key = static_cast<unsigned long long>(~parents[i]) << 32 |
                             (0xffffffffu - static_cast<uint32_t>(i));
    own = key > own ? key : own;
  }
  if (own > 0) atomicMax(best, own);
}

// Sets the label to 0 in all other parts.
extern "C" __global__ void keep_largest(uint8_t* labels, int label, int voxels,
                                        const int32_t* parents, const unsigned long long* best) {
  const Labelled part = {labels, label};
  int largest = index_of(*best);
  for (int64_t i = first_item(); i < voxels; i += all_threads()) {
    int voxel = static_cast<int>(i);
    if (part.has(voxel) && top_of(parents, voxel) != largest) labels[voxel] = 0;
  }
}

// Regions of a heatmap. Once, in this order: start_warm, join_warm, name_components. Then, until
// open_regions counts none: best and count set to 0, find_peaks, start_regions, join_regions,
// open_regions, take_regions. Each round makes one region in each component that has a peak left.

// A region: its peak and box, as CudaHeatmapLane reads it.
struct Region {
  int32_t peak;
  int32_t left;
  int32_t top;
  int32_t right;  // the last column
  int32_t bottom;
};

extern "C" __global__ void start_warm(const float* heat, float threshold, int nx, int pixels,
                                      int32_t* parents) {
  const Warm part = {heat, threshold};
  start_runs(part, nx, pixels, parents);
}

extern "C" __global__ void join_warm(const float* heat, float threshold, int nx, int ny, int pixels,
                                     int32_t* parents) {
  const Warm part = {heat, threshold};
  join_voxels(part, nx, ny, pixels, true, parents);
}

// components: [pixels], the root of each warm pixel, or -1.
extern "C" __global__ void name_components(const float* heat, float threshold, int pixels,
                                           const int32_t* parents, int32_t* components) {
  const Warm part = {heat, threshold};
  for (int64_t i = first_item(); i < pixels; i += all_threads()) {
    int pixel = static_cast<int>(i);
    components[pixel] = part.has(pixel) ? top_of(parents, pixel) : -1;
  }
}

// A finite pixel that no neighbour exceeds.
static __device__ bool is_peak(const float* heat, int nx, int ny, int pixel) {
  float value = heat[pixel];
  if (!isfinite(value)) return false;
  int x = pixel % nx;
  int y = pixel / nx;
  for (int v = max(0, y - 1); v <= min(ny - 1, y + 1); v++) {
    for (int u = max(0, x - 1); u <= min(nx - 1, x + 1); u++) {
      if (heat[v * nx + u] > value) return false;
    }
  }
  return true;
}

// best: [pixels], 0 at the start. Peaks whose key is at most least are left out.
extern "C" __global__ void find_peaks(const float* heat, int nx, int ny, int pixels,
                                      const int32_t* components, unsigned long long least,
                                      unsigned long long* best) {
  int64_t runs = (static_cast<int64_t>(pixels) + RUN - 1) / RUN;
  for (int64_t r = first_item(); r < runs; r += all_threads()) {
    int start = static_cast<int>(r * RUN);
    int end = run_end(start, pixels);
    int component = -1;
    unsigned long long highest = 0;
    for (int pixel = start; pixel < end; pixel++) {
      int own = components[pixel];
      if (own < 0) continue;
      unsigned long long key = key_of(heat[pixel], pixel);
      if (key <= least || !is_peak(heat, nx, ny, pixel)) continue;
      if (own != component && highest > 0) {
        atomicMax(&best[component], highest);
        highest = 0;
      }
      component = own;
      highest = key > highest ? key : highest;
    }
    if (highest > 0) atomicMax(&best[component], highest);
  }
}

extern "C" __global__ void start_regions(const float* heat, const int32_t* components,
                                         const unsigned long long* best, double threshold,
                                         double share, int nx, int pixels, int32_t* parents) {
  const Hot part = {heat, components, best, threshold, share};
  start_runs(part, nx, pixels, parents);
}

extern "C" __global__ void join_regions(const float* heat, const int32_t* components,
                                        const unsigned long long* best, double threshold,
                                        double share, int nx, int ny, int pixels,
                                        int32_t* parents) {
  const Hot part = {heat, components, best, threshold, share};
  join_voxels(part, nx, ny, pixels, true, parents);
}

// Opens a region for each peak, and makes the parent of its root ~place in the list. count: [1], 0
// at the start. There are never more components than a quarter of the pixels, rounded up both ways.
extern "C" __global__ void open_regions(const unsigned long long* best, int pixels,
                                        int32_t* parents, Region* regions, int32_t* count) {
  for (int64_t i = first_item(); i < pixels; i += all_threads()) {
    if (best[i] == 0) continue;
    int peak = index_of(best[i]);
    int root = top_of(parents, peak);
    int place = atomicAdd(count, 1);
    const Region empty = {peak, INT32_MAX, INT32_MAX, -1, -1};
    regions[place] = empty;
    parents[root] = ~place;
  }
}

// Takes the pixels of each region out of their components, and draws its box.
extern "C" __global__ void take_regions(const float* heat, int32_t* components,
                                        const unsigned long long* best, double threshold,
                                        double share, int nx, int pixels, const int32_t* parents,
                                        Region* regions) {
  const Hot part = {heat, components, best, threshold, share};
  for (int64_t i = first_item(); i < pixels; i += all_threads()) {
    int pixel = static_cast<int>(i);
    if (!part.has(pixel)) continue;
    int parent = parents[top_of(parents, pixel)];
    if (parent >= 0) continue;  // It hangs together without the peak.
    components[pixel] = -1;
    Region* region = &regions[~parent];
    int x = pixel % nx;
    int y = pixel / nx;
    // Most pixels lie inside of the box so far. One that is read too late is told of for nothing.
    const volatile Region* drawn = region;
    if (x < drawn->left) atomicMin(&region->left, x);
    if (y < drawn->top) atomicMin(&region->top, y);
    if (x > drawn->right) atomicMax(&region->right, x);
    if (y > drawn->bottom) atomicMax(&region->bottom, y);
  }
}
