// CUDA's words for g++, so that the kernels of src/main/cuda run where there is no GPU.
//
// The threads of a launch run one after another on two CPU threads, and into one another at atomic
// operations. Kernels must get by without barriers, as all of ours do, and a thread must use only
// its own part of the block's shared memory, and that only in kernels without atomic operations.

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
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

// Runs another thread of the launch from its start to its end, if any is left.
static thread_local const std::function<void()>* run_another;

// Before an atomic operation, now and then, others come first: so what a thread has read is stale as
// often as on a GPU, on two CPU threads that would rarely meet.
static void give_way() {
  static thread_local unsigned turn;
  static thread_local int depth;
  if (depth < 3 && ++turn % 3 == 0) {
    depth++;
    (*run_another)();
    depth--;
  }
}

template <class T>
static T atomicAdd(T* at, T addend) {
  give_way();
  return __atomic_fetch_add(at, addend, __ATOMIC_RELAXED);
}

template <class T, class Choose>
static T atomic_choose(T* at, T other, Choose choose) {
  give_way();
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

static unsigned long long atomicMax(unsigned long long* at, unsigned long long other) {
  return atomic_choose(at, other,
                       [](unsigned long long a, unsigned long long b) { return std::max(a, b); });
}

static int __float_as_int(float value) {
  int bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

// Never fused with one another; here nothing is, see the flags of the translation.
static double __dadd_rn(double a, double b) { return a + b; }
static double __dsub_rn(double a, double b) { return a - b; }
static double __dmul_rn(double a, double b) { return a * b; }
static double __ddiv_rn(double a, double b) { return a / b; }
static float __double2float_rn(double a) { return static_cast<float>(a); }

template <class... Arguments, size_t... I>
static void call(void (*kernel)(Arguments...), void** arguments, std::index_sequence<I...>) {
  kernel(*static_cast<std::remove_reference_t<Arguments>*>(arguments[I])...);
}

// Runs threads first to last, or last to first: results must not depend on it.
template <class... Arguments>
static void run(void (*kernel)(Arguments...), int blocks, int threads, int shared_bytes,
                int backwards, void** arguments) {
  const int64_t all = static_cast<int64_t>(blocks) * threads;
  std::atomic<int64_t> next(0);
  auto work = [&] {
    std::vector<double> shared((shared_bytes + 7) / 8);
    dynamic_shared = shared.data();
    gridDim.x = blocks;
    blockDim.x = threads;
    auto run_next = [&] {
      int64_t turn = next++;
      if (turn >= all) return false;
      int64_t number = backwards ? all - 1 - turn : turn;
      const Dim3 interrupted_block = blockIdx, interrupted_thread = threadIdx;
      blockIdx.x = number / threads;
      threadIdx.x = number % threads;
      call(kernel, arguments, std::index_sequence_for<Arguments...>());
      blockIdx = interrupted_block;
      threadIdx = interrupted_thread;
      return true;
    };
    const std::function<void()> another = run_next;
    run_another = &another;
    while (run_next()) {
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
