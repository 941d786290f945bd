// Islands of dense voxels in each slice of a chunk of whole slices: candidates are listed, joined
// to their neighbours by union-find, and each island's root gathers its count, sum, peak and box.
//
// The root of an island is its first voxel in reading order, see union_find.cuh. All sums are of
// integers, so no order of adding shows either.
//
// CPU twin: CpuIslandFinder.java, equal bit for bit.
//
// Run in this order on one stream: find_candidates, join_neighbours, number_islands,
// measure_islands, keep_islands. Grid: 1-D, a multiple of LISTS blocks of any size; each thread
// strides over the work. No barriers, no shared memory.
//
// Voxels are numbered within the chunk: x fastest, then y and slice. Candidates go into LISTS
// lists, each with its own counter and its own blocks, so that threads rarely wait for one another.
// A list that is too short is filled up and counted on; then the later kernels do nothing, and the host
// starts again with longer lists. LISTS * capacity is below 2^31.

#include <stdint.h>

#include "union_find.cuh"

// What is known of an island; 32 bytes, as CudaIslandChunk reads it.
struct Island {
  int32_t first;   // voxel
  int32_t voxels;  // count
  int32_t peak;    // stored value, or ordered bits of a float
  int32_t min_x;
  int32_t max_x;
  int32_t max_y;
  unsigned long long sum;  // of stored values, or of HU in 1/65536; two's complement
};

enum { LISTS = 64, APART = 32 };

// counts: [LISTS * APART + 1], 0 at the start: the length of each list, APART so that no two share
// a cache line, and how many islands were kept.
enum { KEPT = LISTS * APART };

// Voxels that one thread reads at a time: 16 bytes of shorts.
enum { RUN = 8 };

struct alignas(16) ShortRun {
  int16_t value[RUN];
};

struct alignas(16) FloatRun {
  float value[RUN];
};

// How to compare and add the values of a volume as integers.
struct StoredShort {
  typedef int16_t Value;
  typedef ShortRun Run;

  static __device__ int32_t ordered(int16_t value) { return value; }

  static __device__ long long addend(int16_t value) { return value; }
};

struct RealFloat {
  typedef float Value;
  typedef FloatRun Run;

  // Bits that compare as the floats do; -0 is less than 0.
  static __device__ int32_t ordered(float value) {
    int32_t bits = __float_as_int(value);
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  // As Java's Math.round(hu * 65536.0): halves up, clamped.
  static __device__ long long addend(float hu) {
    double rounded = floor(hu * 65536.0 + 0.5);
    if (rounded >= 9223372036854775808.0) return 0x7fffffffffffffffLL;
    if (rounded <= -9223372036854775808.0) return -0x7fffffffffffffffLL - 1;
    return static_cast<long long>(rounded);
  }
};

// A chunk of slices and what makes a candidate.
template <class Kind>
struct Chunk {
  const typename Kind::Value* __restrict__ values;  // [slices][ny][nx] stored or HU
  const uint8_t* __restrict__ labels;               // [slices][ny][nx], or null: all 0 but counted
  int nx;
  int slice_voxels;
  typename Kind::Value threshold;  // least value of a candidate

  __device__ bool dense(int voxel) const { return values[voxel] >= threshold; }

  __device__ int label(int voxel) const { return labels ? labels[voxel] : 1; }

  __device__ bool joins(int voxel, int wanted) const {
    return label(voxel) == wanted && dense(voxel);
  }
};

// The part of a block's list that a thread strides over.
struct Share {
  int begin;
  int end;
  int step;
};

static __device__ int list_of_block() { return blockIdx.x % LISTS; }

// [LISTS][capacity] candidates: the length of this block's list, or 0 if any list was too short.
static __device__ int list_length(const int32_t* counts, int capacity) {
  for (int list = 0; list < LISTS; list++) {
    if (counts[list * APART] > capacity) return 0;
  }
  return counts[list_of_block() * APART];
}

static __device__ Share share_of(int items) {
  return {static_cast<int>(blockIdx.x / LISTS * blockDim.x + threadIdx.x), items,
          static_cast<int>(gridDim.x / LISTS * blockDim.x)};
}

// The runs of candidates among RUN voxels: each voxel's parent is its run's first. Runs that go on
// in the next RUN voxels are joined later.
template <class Kind>
static __device__ void list_run(const Chunk<Kind>& chunk, const typename Kind::Value* run,
                                int start, int length, int32_t* parents, int32_t* candidates,
                                int capacity, int32_t* counts) {
  unsigned found = 0;
  int count = 0;
  for (int i = 0; i < length; i++) {
    if (run[i] >= chunk.threshold && chunk.label(start + i) != 0) {
      found |= 1u << i;
      count++;
    }
  }
  if (count == 0) return;
  int list = list_of_block();
  int slot = atomicAdd(&counts[list * APART], count);
  int x = start % chunk.nx;
  int first = start;
  for (int i = 0; i < length; i++) {
    if (found >> i & 1) {
      int voxel = start + i;
      bool goes_on = i > 0 && x > 0 && (found >> (i - 1) & 1) &&
                     chunk.label(voxel - 1) == chunk.label(voxel);
      first = goes_on ? first : voxel;
      parents[voxel] = first;
      if (slot < capacity) candidates[list * capacity + slot] = voxel;
      slot++;
    }
    x = x + 1 == chunk.nx ? 0 : x + 1;
  }
}

template <class Kind>
static __device__ void find_candidates(const Chunk<Kind>& chunk, int voxels, int32_t* parents,
                                       int32_t* candidates, int capacity, int32_t* counts) {
  int runs = voxels / RUN;
  int thread = blockIdx.x * blockDim.x + threadIdx.x;
  for (int r = thread; r < runs; r += gridDim.x * blockDim.x) {
    int start = r * RUN;
    // Labels are half the bytes, and nearly all of them 0: where they are, values stay unread.
    if (chunk.labels && *reinterpret_cast<const uint64_t*>(chunk.labels + start) == 0) continue;
    const typename Kind::Run run =
        *reinterpret_cast<const typename Kind::Run*>(chunk.values + start);
    list_run(chunk, run.value, start, RUN, parents, candidates, capacity, counts);
  }
  int rest = runs * RUN;
  if (thread == 0 && rest < voxels) {
    list_run(chunk, chunk.values + rest, rest, voxels - rest, parents, candidates, capacity,
             counts);
  }
}

// Joins a candidate to those neighbours before it that no other candidate joins it to.
template <class Kind>
static __device__ void join_neighbours(const Chunk<Kind>& chunk, int neighbours, int32_t* parents,
                                       const int32_t* candidates, int capacity,
                                       const int32_t* counts) {
  const int32_t* list = candidates + list_of_block() * capacity;
  Share share = share_of(list_length(counts, capacity));
  for (int c = share.begin; c < share.end; c += share.step) {
    int voxel = list[c];
    int label = chunk.label(voxel);
    int in_slice = voxel % chunk.slice_voxels;
    int x = in_slice % chunk.nx;
    int above = voxel - chunk.nx;
    bool left = x > 0 && chunk.joins(voxel - 1, label);
    if (left && voxel % RUN == 0) join(parents, voxel, voxel - 1);
    if (in_slice < chunk.nx) continue;  // the first row
    if (chunk.joins(above, label)) {
      join(parents, voxel, above);
    } else if (neighbours == 8) {
      // The left neighbour, if there is one, has joined the one above it.
      if (!left && x > 0 && chunk.joins(above - 1, label)) join(parents, voxel, above - 1);
      if (x + 1 < chunk.nx && chunk.joins(above + 1, label)) join(parents, voxel, above + 1);
    }
  }
}

// Makes each root the island of its place in the lists, and its parent ~place, so that it is
// negative.
extern "C" __global__ void number_islands(
    int32_t* __restrict__ parents,           // [voxels of the chunk], only candidates' are read
    const int32_t* __restrict__ candidates,  // [LISTS][capacity] voxel
    int capacity,
    Island* __restrict__ islands,           // [LISTS][capacity], only roots' are written
    const int32_t* __restrict__ counts) {  // as above
  int start = list_of_block() * capacity;
  Share share = share_of(list_length(counts, capacity));
  for (int c = share.begin; c < share.end; c += share.step) {
    int voxel = candidates[start + c];
    if (parents[voxel] != voxel) continue;
    Island empty = {voxel, 0, INT32_MIN, INT32_MAX, 0, 0, 0};
    islands[start + c] = empty;
    parents[voxel] = ~(start + c);
  }
}

// Adds candidates that are neighbours in a list and in one island together before it tells the
// island: a fraction of the atomic operations.
template <class Kind>
static __device__ void measure_islands(const Chunk<Kind>& chunk, const int32_t* parents,
                                       const int32_t* candidates, int capacity, Island* islands,
                                       const int32_t* counts) {
  const int32_t* list = candidates + list_of_block() * capacity;
  int listed = list_length(counts, capacity);
  Share share = share_of(listed / RUN + (listed % RUN != 0));
  for (int group = share.begin; group < share.end; group += share.step) {
    int c = group * RUN;
    int end = listed - c < RUN ? listed : c + RUN;
    while (c < end) {
      int place = -1;
      Island part = {0, 0, INT32_MIN, INT32_MAX, 0, 0, 0};
      for (; c < end; c++) {
        int voxel = list[c];
        int parent = parents[voxel];
        while (parent >= 0) parent = parents[parent];
        if (part.voxels > 0 && place != ~parent) break;
        place = ~parent;
        int in_slice = voxel % chunk.slice_voxels;
        int x = in_slice % chunk.nx;
        part.voxels++;
        part.peak = max(part.peak, Kind::ordered(chunk.values[voxel]));
        part.min_x = min(part.min_x, x);
        part.max_x = max(part.max_x, x);
        part.max_y = max(part.max_y, in_slice / chunk.nx);
        part.sum += static_cast<unsigned long long>(Kind::addend(chunk.values[voxel]));
      }
      Island* island = &islands[place];
      atomicAdd(&island->voxels, part.voxels);
      atomicMax(&island->peak, part.peak);
      atomicMin(&island->min_x, part.min_x);
      atomicMax(&island->max_x, part.max_x);
      atomicMax(&island->max_y, part.max_y);
      atomicAdd(&island->sum, part.sum);
    }
  }
}

// Copies the islands that are large enough, in any order. Those beyond kept_capacity are counted.
extern "C" __global__ void keep_islands(
    const int32_t* __restrict__ parents,     // [voxels of the chunk]
    const int32_t* __restrict__ candidates,  // [LISTS][capacity] voxel
    int capacity,
    const Island* __restrict__ islands,  // [LISTS][capacity]
    int min_voxels,
    Island* __restrict__ kept,  // [kept_capacity]
    int kept_capacity,
    int32_t* counts) {  // as above
  int start = list_of_block() * capacity;
  Share share = share_of(list_length(counts, capacity));
  for (int c = share.begin; c < share.end; c += share.step) {
    if (parents[candidates[start + c]] != ~(start + c)) continue;
    Island island = islands[start + c];
    if (island.voxels < min_voxels) continue;
    int slot = atomicAdd(&counts[KEPT], 1);
    if (slot < kept_capacity) kept[slot] = island;
  }
}

// The kernels that read voxels, for each kind of them. Shapes as above; labels may be null.
#define KERNELS_OF(kind, Kind)                                                                    \
  extern "C" __global__ void find_candidates_##kind(                                              \
      const Kind::Value* values, const uint8_t* labels, int nx, int slice_voxels,                 \
      Kind::Value threshold, int voxels, int32_t* parents, int32_t* candidates, int capacity,     \
      int32_t* counts) {                                                                          \
    Chunk<Kind> chunk = {values, labels, nx, slice_voxels, threshold};                            \
    find_candidates(chunk, voxels, parents, candidates, capacity, counts);                        \
  }                                                                                               \
  extern "C" __global__ void join_neighbours_##kind(                                              \
      const Kind::Value* values, const uint8_t* labels, int nx, int slice_voxels,                 \
      Kind::Value threshold, int neighbours, int32_t* parents, const int32_t* candidates,         \
      int capacity, const int32_t* counts) {                                                      \
    Chunk<Kind> chunk = {values, labels, nx, slice_voxels, threshold};                            \
    join_neighbours(chunk, neighbours, parents, candidates, capacity, counts);                    \
  }                                                                                               \
  extern "C" __global__ void measure_islands_##kind(                                              \
      const Kind::Value* values, const uint8_t* labels, int nx, int slice_voxels,                 \
      Kind::Value threshold, const int32_t* parents, const int32_t* candidates, int capacity,     \
      Island* islands, const int32_t* counts) {                                                   \
    Chunk<Kind> chunk = {values, labels, nx, slice_voxels, threshold};                            \
    measure_islands(chunk, parents, candidates, capacity, islands, counts);      \
  }

KERNELS_OF(short, StoredShort)
KERNELS_OF(float, RealFloat)
