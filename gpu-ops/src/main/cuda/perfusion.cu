// Perfusion maps of a chunk of voxels, one thread a voxel: the curve above its baseline, its area
// and peak, the largest value of the residue function and its lag, and the five maps from those.
//
// Circulant and Toeplitz inverses: Wu et al. 2003, Ostergaard et al. 1996. Lucy-Richardson: Vonken
// et al. 1999. DeconvolutionPlan.java and the operators beside it say what is computed and lay out
// the weights; CudaOperator.java rounds them to float and pads them.
//
// CPU twin: CpuPerfusionMapper.java; the same sums in float, areas in double, in another order.
//
// Residue functions are never written to memory as a whole. What a thread must remember between
// passes is a column of `rows` floats, THREADS apart from the next element, in shared memory; or,
// for curves too long for that, in scratch memory, one slice a block. Each pass works out LANES
// outputs at once in registers, so that a weight read is used LANES times.
//
// Grid: 1-D, any number of blocks of THREADS; each thread strides over the voxels. No barriers.

#include <stdint.h>

// BLOCKS on a multiprocessor at least: shared memory allows few more, so registers may be many.
enum { THREADS = 64, BLOCKS = 4, LANES = 8 };

#ifndef DYNAMIC_SHARED
#define DYNAMIC_SHARED(Type, name) extern __shared__ Type name[]
#endif

// Less than any prediction that matters; makes 0 / 0 a 0.
static constexpr float LEAST_PREDICTION = 1e-30f;

// The same for all voxels of a study.
struct Study {
  const int16_t* __restrict__ stored;  // [frames][voxels], or null
  const float* __restrict__ real;      // [frames][voxels] HU where nothing is stored
  int frames;
  int voxels;                        // of the chunk
  const uint8_t* __restrict__ mask;  // [voxels] 0 outside, or null: all inside
  int baseline_frames;
  float scale;                           // HU per stored value, over baseline_frames
  const double* __restrict__ trapezoid;  // [frames] s
  const float* __restrict__ seconds;     // [frames] after the first
  double cbf_per_residue;
  double cbv_per_area;
  double step_seconds;
  int samples;
  float* __restrict__ maps;  // [5][voxels]: CBF, CBV, MTT, TTP, Tmax
};

// What a thread remembers.
struct Column {
  float* first;

  __device__ float& operator[](int row) const { return first[row * THREADS]; }
};

struct Weights {
  float of[LANES];
};

// Consecutive weights, the same for all threads; aligned to 16 bytes.
static __device__ Weights weights_at(const float* __restrict__ from) {
  const float4 a = *reinterpret_cast<const float4*>(from);
  const float4 b = *reinterpret_cast<const float4*>(from + 4);
  return {{a.x, a.y, a.z, a.w, b.x, b.y, b.z, b.w}};
}

// The curve of one voxel, HU above its baseline. The first frame is taken off as stored, and whole
// numbers stay exact in a float up to 2^24, so the baseline is never rounded.
struct Curve {
  const int16_t* __restrict__ stored;  // [frames], `apart` from one to the next, or null
  const float* __restrict__ real;      // the same in HU where nothing is stored
  int64_t apart;
  float baseline_frames;
  float baseline;
  float scale;

  __device__ Curve(const Study& study, int voxel)
      : stored(study.stored ? study.stored + voxel : nullptr),
        real(study.real + voxel),
        apart(study.voxels),
        baseline_frames(static_cast<float>(study.baseline_frames)),
        baseline(0),
        scale(study.scale) {
    for (int frame = 0; frame < study.baseline_frames; frame++) baseline += difference(frame);
  }

  __device__ float difference(int frame) const {
    if (stored) return static_cast<float>(stored[frame * apart] - stored[0]);
    return real[frame * apart] - real[0];
  }

  __device__ float operator[](int frame) const {
    return (difference(frame) * baseline_frames - baseline) * scale;
  }
};

// The largest of the values seen and the lag of the first of them.
struct Peak {
  float value;
  int lag;
  bool broken;  // not a number was seen

  __device__ Peak() : value(-INFINITY), lag(0), broken(false) {}

  __device__ void see(float other, int at) {
    broken = broken || other != other;
    if (other > value || (other == value && at < lag)) {
      value = other;
      lag = at;
    }
  }
};

static __device__ bool is_honest(float value) { return value > 0 && value < INFINITY; }

static __device__ void write(const Study& study, int voxel, float cbf, float cbv, float mtt,
                             float ttp, float tmax) {
  float* map = study.maps + voxel;
  const int64_t apart = study.voxels;
  map[0] = cbf;
  map[apart] = cbv;
  map[2 * apart] = mtt;
  map[3 * apart] = ttp;
  map[4 * apart] = tmax;
}

// All voxels of the study: `deconvolve` is given a curve and the thread's memory, and returns the
// peak of the residue function.
template <class Deconvolve>
static __device__ void map_voxels(const Study& study, Column column,
                                  const Deconvolve& deconvolve) {
  for (int voxel = blockIdx.x * THREADS + threadIdx.x; voxel < study.voxels;
       voxel += gridDim.x * THREADS) {
    write(study, voxel, 0, 0, 0, 0, 0);
    if (study.mask && study.mask[voxel] == 0) continue;
    const Curve curve(study, voxel);
    double area = 0;
    float top = -INFINITY;
    int top_frame = 0;
    for (int frame = 0; frame < study.frames; frame++) {
      const float enhancement = curve[frame];
      area += study.trapezoid[frame] * enhancement;
      if (enhancement > top) {
        top = enhancement;
        top_frame = frame;
      }
    }
    if (!(area > 0 && area < INFINITY)) continue;
    const Peak peak = deconvolve(curve, column);
    const double cbf = study.cbf_per_residue * peak.value;
    const double cbv = study.cbv_per_area * area;
    const float mtt = static_cast<float>(60 * cbv / cbf);
    if (peak.broken || !is_honest(static_cast<float>(cbf)) ||
        !is_honest(static_cast<float>(cbv)) || !is_honest(mtt)) {
      continue;
    }
    const int delay = peak.lag < study.samples ? peak.lag : peak.lag - 2 * study.samples;
    write(study, voxel, static_cast<float>(cbf), static_cast<float>(cbv), mtt,
          study.seconds[top_frame], static_cast<float>(delay * study.step_seconds));
  }
}

// cSVD and oSVD. The column: frames of the curve, then the coefficients, cosine and sine in turn.
struct Circulant {
  int frames;
  int samples;
  const float* __restrict__ analysis;  // [frames][coefficients], padded to LANES with 0
  int coefficients;                    // a multiple of LANES
  const float* __restrict__ cosines;   // [bins][lags], lags 0 to samples, padded to LANES
  const float* __restrict__ sines;     // [bins][lags]
  int lags;                            // a multiple of LANES
  const int* __restrict__ kept;        // [thresholds] bins that count, falling
  int thresholds;
  float bend_limit;  // oscillation index's limit times 2 * samples

  struct Sweep {
    Peak peak;
    float bends;
  };

  __device__ Peak operator()(const Curve& curve, Column column) const {
    for (int frame = 0; frame < frames; frame++) column[frame] = curve[frame];
    for (int from = 0; from < coefficients; from += LANES) {
      float sum[LANES] = {};
      for (int frame = 0; frame < frames; frame++) {
        const float enhancement = column[frame];
        const Weights weights =
            weights_at(analysis + static_cast<int64_t>(frame) * coefficients + from);
#pragma unroll
        for (int i = 0; i < LANES; i++) sum[i] += weights.of[i] * enhancement;
      }
#pragma unroll
      for (int i = 0; i < LANES; i++) column[frames + from + i] = sum[i];
    }
    for (int threshold = 0;; threshold++) {
      if (threshold > 0 && kept[threshold] == kept[threshold - 1] && threshold + 1 < thresholds) {
        continue;  // the same sum again
      }
      const Sweep sweep = residues(kept[threshold], column);
      if (threshold + 1 == thresholds || sweep.bends < bend_limit * sweep.peak.value) {
        return sweep.peak;
      }
    }
  }

  // Works out the residue function from the first bins. Lag 2N - j has the sums of lag j, the sines
  // subtracted, so both halves are walked at once, from their ends at lag 0 towards lag N.
  __device__ Sweep residues(int bins, Column column) const {
    Sweep sweep;
    sweep.bends = 0;
    float early[2] = {};  // residues at lags j - 1 and j - 2
    float late[2] = {};   // at lags 2N - j + 1 and 2N - j + 2
    for (int from = 0; from < lags; from += LANES) {
      float even[LANES] = {};
      float odd[LANES] = {};
      for (int bin = 0; bin < bins; bin++) {
        const float cosine = column[frames + 2 * bin];
        const float sine = column[frames + 2 * bin + 1];
        const int64_t at = static_cast<int64_t>(bin) * lags + from;
        const Weights of_cosine = weights_at(cosines + at);
        const Weights of_sine = weights_at(sines + at);
#pragma unroll
        for (int i = 0; i < LANES; i++) {
          even[i] += of_cosine.of[i] * cosine;
          odd[i] += of_sine.of[i] * sine;
        }
      }
#pragma unroll
      for (int i = 0; i < LANES; i++) {
        const int lag = from + i;
        if (lag <= samples) {
          const float ahead = even[i] + odd[i];
          sweep.peak.see(ahead, lag);
          if (lag >= 2) sweep.bends += fabsf(ahead - 2 * early[0] + early[1]);
          // Lag N is the end of both halves.
          const float behind = lag < samples ? even[i] - odd[i] : ahead;
          if (lag > 0 && lag < samples) sweep.peak.see(behind, 2 * samples - lag);
          if (lag >= 3) sweep.bends += fabsf(behind - 2 * late[0] + late[1]);
          if (lag == samples) sweep.bends += fabsf(early[0] - 2 * ahead + late[0]);
          early[1] = early[0];
          early[0] = ahead;
          late[1] = late[0];
          late[0] = behind;
        }
      }
    }
    return sweep;
  }
};

// sSVD. The column: frames of the curve.
struct Toeplitz {
  int frames;
  int samples;
  const float* __restrict__ inverse;  // [frames][lags], lags 0 to samples - 1, padded to LANES
  int lags;                           // a multiple of LANES

  __device__ Peak operator()(const Curve& curve, Column column) const {
    for (int frame = 0; frame < frames; frame++) column[frame] = curve[frame];
    Peak peak;
    for (int from = 0; from < lags; from += LANES) {
      float residue[LANES] = {};
      for (int frame = 0; frame < frames; frame++) {
        const float enhancement = column[frame];
        const Weights weights = weights_at(inverse + static_cast<int64_t>(frame) * lags + from);
#pragma unroll
        for (int i = 0; i < LANES; i++) residue[i] += weights.of[i] * enhancement;
      }
#pragma unroll
      for (int i = 0; i < LANES; i++) {
        if (from + i < samples) peak.see(residue[i], from + i);
      }
    }
    return peak;
  }
};

// Lucy-Richardson by direct sums over lags -padded to padded - 1, where padded is the samples
// rounded up to LANES. The inflow is 0 beyond its samples, and so are ratios; hence lags beyond the
// samples get 0 in the first iteration and keep it. The column: padded ratios, then 2 * padded
// residues.
//
// A weight times LANES inputs feeds LANES outputs whose inputs lie one further on with each weight:
// two groups of LANES inputs in registers see LANES weights through.
struct LucyRichardson {
  int samples;
  int padded;
  const float* __restrict__ inflow;  // [padded] sixths' sums over their total; 0 beyond samples
  float inflow_sum;                  // that total, HU s
  int iterations;
  const int* __restrict__ lower_frame;    // [samples]
  const float* __restrict__ upper_share;  // [samples]

  __device__ float sample(const Curve& curve, int i) const {
    if (i >= samples) return 0;
    const int frame = lower_frame[i];
    const float share = upper_share[i];
    const float upper = share > 0 ? share * curve[frame + 1] : 0;
    return fmaxf(0.0f, (1 - share) * curve[frame] + upper);
  }

  __device__ Peak operator()(const Curve& curve, Column column) const {
    const Column ratio = column;
    const Column residue = {&column[2 * padded]};  // of lag 0
    for (int lag = -padded; lag < padded; lag++) residue[lag] = 1;
    for (int iteration = 0; iteration < iterations; iteration++) {
      // From a flat start all predictions are the same: any value does, if the first result is
      // scaled by it.
      for (int from = 0; from < padded && iteration > 0; from += LANES) {
        float prediction[LANES] = {};
        predictions(residue, from, prediction);
#pragma unroll
        for (int i = 0; i < LANES; i++) ratio[from + i] = prediction[i];
      }
      for (int i = 0; i < padded; i++) {
        const float expected = iteration > 0 ? fmaxf(ratio[i], LEAST_PREDICTION) : 1;
        ratio[i] = sample(curve, i) / expected;
      }
      for (int lag = -padded; lag < padded; lag += LANES) {
        float gain[LANES] = {};
        gains(ratio, lag, gain);
#pragma unroll
        for (int i = 0; i < LANES; i++) residue[lag + i] *= gain[i];
      }
    }
    Peak peak;
    for (int lag = 0; lag < samples; lag++) peak.see(residue[lag], lag);
    for (int lag = 1 - samples; lag < 0; lag++) peak.see(residue[lag], lag + 2 * samples);
    peak.value /= inflow_sum;
    return peak;
  }

  // prediction[from + i] = sum over d of inflow[d] * residue[from + i - d]
  __device__ void predictions(Column residue, int from, float* prediction) const {
    float later[LANES];
#pragma unroll
    for (int i = 0; i < LANES; i++) later[i] = residue[from + i];
#pragma unroll 2
    for (int d = 0; d < padded; d += LANES) {
      const Weights weights = weights_at(inflow + d);
      float earlier[LANES];
#pragma unroll
      for (int i = 0; i < LANES; i++) earlier[i] = residue[from - d - LANES + i];
#pragma unroll
      for (int w = 0; w < LANES; w++) {
#pragma unroll
        for (int i = 0; i < LANES; i++) {
          prediction[i] += weights.of[w] * (i >= w ? later[i - w] : earlier[i - w + LANES]);
        }
      }
#pragma unroll
      for (int i = 0; i < LANES; i++) later[i] = earlier[i];
    }
  }

  // gain[i] = sum over d of inflow[d] * ratio[lag + i + d], where there is such a ratio
  __device__ void gains(Column ratio, int lag, float* gain) const {
    const int begin = max(0, -lag - LANES);
    const int end = min(padded, padded - lag);
    float earlier[LANES];
#pragma unroll
    for (int i = 0; i < LANES; i++) earlier[i] = lag + begin >= 0 ? ratio[lag + begin + i] : 0;
#pragma unroll 2
    for (int d = begin; d < end; d += LANES) {
      const Weights weights = weights_at(inflow + d);
      const int next = lag + d + LANES;
      float later[LANES];
#pragma unroll
      for (int i = 0; i < LANES; i++) later[i] = next < padded ? ratio[next + i] : 0;
#pragma unroll
      for (int w = 0; w < LANES; w++) {
#pragma unroll
        for (int i = 0; i < LANES; i++) {
          gain[i] += weights.of[w] * (i + w < LANES ? earlier[i + w] : later[i + w - LANES]);
        }
      }
#pragma unroll
      for (int i = 0; i < LANES; i++) earlier[i] = later[i];
    }
  }
};

// Lets each thread remember in shared memory, or in scratch memory where that is given. The body is
// there twice, so that the compiler knows which memory it is.
template <class Deconvolve>
static __device__ void map_in(const Study& study, float* shared, float* scratch, int rows,
                              const Deconvolve& deconvolve) {
  if (scratch) {
    float* slice = scratch + static_cast<int64_t>(blockIdx.x) * rows * THREADS;
    map_voxels(study, Column{slice + threadIdx.x}, deconvolve);
  } else {
    map_voxels(study, Column{shared + threadIdx.x}, deconvolve);
  }
}

// The parameters of every kernel: those of a study, and the threads' memory.
// scratch: [blocks][rows][THREADS], or null where rows * THREADS floats are given as shared memory.
#define STUDY_PARAMETERS                                                                      \
  const int16_t *stored, const float *real, int frames, int voxels, const uint8_t *mask,      \
      int baseline_frames, float scale, const double *trapezoid, const float *seconds,        \
      double cbf_per_residue, double cbv_per_area, double step_seconds, int samples,          \
      float *maps, float *scratch, int rows
#define STUDY                                                                                 \
  {stored,    real,    frames,          voxels,       mask,         baseline_frames, scale,    \
   trapezoid, seconds, cbf_per_residue, cbv_per_area, step_seconds, samples,         maps}

extern "C" __global__ void __launch_bounds__(THREADS, BLOCKS)
    map_circulant(STUDY_PARAMETERS, const float* analysis, int coefficients, const float* cosines,
                  const float* sines, int lags, const int* kept, int thresholds,
                  float bend_limit) {
  DYNAMIC_SHARED(float, shared);
  const Study study = STUDY;
  const Circulant circulant = {frames, samples, analysis, coefficients, cosines,
                               sines,  lags,    kept,     thresholds,   bend_limit};
  map_in(study, shared, scratch, rows, circulant);
}

extern "C" __global__ void __launch_bounds__(THREADS, BLOCKS)
    map_toeplitz(STUDY_PARAMETERS, const float* inverse, int lags) {
  DYNAMIC_SHARED(float, shared);
  const Study study = STUDY;
  const Toeplitz toeplitz = {frames, samples, inverse, lags};
  map_in(study, shared, scratch, rows, toeplitz);
}

extern "C" __global__ void __launch_bounds__(THREADS, BLOCKS)
    map_lucy_richardson(STUDY_PARAMETERS, const float* inflow, int padded, float inflow_sum,
                        int iterations, const int* lower_frame, const float* upper_share) {
  DYNAMIC_SHARED(float, shared);
  const Study study = STUDY;
  const LucyRichardson richardson = {samples,    padded,      inflow,     inflow_sum,
                                     iterations, lower_frame, upper_share};
  map_in(study, shared, scratch, rows, richardson);
}
