// Which of many boxes overlap which, as bits.
//
// CPU twin: ScoredBox.iou, equal bit for bit: the same operations in double in the same order, each
// rounded by itself (no fused ones).
//
// Grid: 1-D, any number of blocks of any size; each thread strides over the words. No barriers, no
// shared memory.

#include <stdint.h>

// Boxes, the surest first.
struct Boxes {
  const int32_t* category;  // each [boxes]
  const double* x;
  const double* y;
  const double* width;
  const double* height;

  __device__ double iou(int a, int b) const {
    double across = __dsub_rn(smaller(__dadd_rn(x[a], width[a]), __dadd_rn(x[b], width[b])),
                              larger(x[a], x[b]));
    double down = __dsub_rn(smaller(__dadd_rn(y[a], height[a]), __dadd_rn(y[b], height[b])),
                            larger(y[a], y[b]));
    if (!(across > 0 && down > 0)) return 0;
    double common = __dmul_rn(across, down);
    double areas = __dadd_rn(__dmul_rn(width[a], height[a]), __dmul_rn(width[b], height[b]));
    return __ddiv_rn(common, __dsub_rn(areas, common));
  }

  // Of numbers; which zero comes out of two does not show in a difference that is compared with 0.
  static __device__ double smaller(double a, double b) { return a < b ? a : b; }

  static __device__ double larger(double a, double b) { return a > b ? a : b; }
};

// bits: [rows][words], bit b of word w of a row: its box overlaps a later box 32 w + b of its
// category at more than max_iou. row_boxes: [rows], ascending.
extern "C" __global__ void find_overlaps(const int32_t* category, const double* x, const double* y,
                                         const double* width, const double* height, int boxes,
                                         const int32_t* row_boxes, int rows, int words,
                                         double max_iou, uint32_t* bits) {
  const Boxes all = {category, x, y, width, height};
  const int64_t items = static_cast<int64_t>(rows) * words;
  const int64_t stride = static_cast<int64_t>(gridDim.x) * blockDim.x;
  for (int64_t item = static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x; item < items;
       item += stride) {
    const int box = row_boxes[item / words];
    const int first = static_cast<int>(item % words) * 32;
    uint32_t word = 0;
    for (int b = 0; b < 32 && first + b < boxes; b++) {
      const int other = first + b;
      if (other > box && category[other] == category[box] && all.iou(box, other) > max_iou) {
        word |= 1u << b;
      }
    }
    bits[item] = word;
  }
}
