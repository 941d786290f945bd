// CUDA's words for g++, so that the kernels of src/main/cuda run where there is no GPU.
//
// The threads of a block run one after another on one of a few CPU threads, and blocks side by
// side, so atomics race for real. Kernels must get by without barriers, as all of ours do.
//
// dynamic_shared: of the block, until it ends.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#define __global__
#define __device__
#define __forceinline__ inline
#define __launch_bounds__(...)
#define DYNAMIC_SHARED(Type, name) Type* name = reinterpret_cast<Type*>(dynamic_shared)

using std::isfinite;
using std::max;
using std::min;

struct Dim3 {
  unsigned x;
};

struct alignas(16) float4 {
  float x, y, z, w;
};

static thread_local Dim3 threadIdx, blockIdx, blockDim, gridDim;
static thread_local void* dynamic_shared;

template <class T>
static T atomicAdd(T* at, T addend) {
  return __atomic_fetch_add(at, addend, __ATOMIC_RELAXED);
}

template <class T, class Choose>
static T atomic_choose(T* at, T other, Choose choose) {
  T old = __atomic_load_n(at, __ATOMIC_RELAXED);
  while (!__atomic_compare_exchange_n(at, &old, choose(old, other), false, __ATOMIC_RELAXED,
                                      __ATOMIC_RELAXED)) {
  }
  return old;
}

static int atomicMin(int* at, int other) {
  return atomic_choose(at, other, [](int a, int b) { return std::min(a, b); });
}

static int atomicMax(int* at, int other) {
  return atomic_choose(at, other, [](int a, int b) { return std::max(a, b); });
}

static int __float_as_int(float value) {
  int bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

template <class... Arguments, size_t... I>
static void call(void (*kernel)(Arguments...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<std::remove_reference_t<Arguments>*>(arguments[I])...);
}

// Runs blocks first to last, or last to first: results must not depend on it.
template <class... Arguments>
static void run(void (*kernel)(Arguments...), int blocks, int threads, int shared_bytes,
                int backwards, void** arguments) {
  std::atomic<int> next(0);
  auto work = [&] {
    std::vector<double> shared((shared_bytes + 7) / 8);
    dynamic_shared = shared.data();
    gridDim.x = blocks;
    blockDim.x = threads;
    for (int turn = next++; turn < blocks; turn = next++) {
      blockIdx.x = backwards ? blocks - 1 - turn : turn;
      for (int thread = 0; thread < threads; thread++) {
        threadIdx.x = backwards ? threads - 1 - thread : thread;
        call(kernel, arguments, std::index_sequence_for<Arguments...>());
      }
    }
  };
  std::thread beside(work);
  work();
  beside.join();
}

// Lets the host run a kernel by name.
#define EMULATE(kernel)                                                                   \
  extern "C" void emulate_##kernel(int blocks, int threads, int shared_bytes, int backwards, \
                                   void** arguments) {                                    \
    run(kernel, blocks, threads, shared_bytes, backwards, arguments);                     \
  }
