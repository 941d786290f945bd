// As much of CUDA's driver as the product calls, on the CPU: with it JCuda and all that calls JCuda
// run where there is no GPU. Prototypes as in cuda.h; handles are pointers, memory is the host's,
// and everything has happened when a call returns. A thread without a context is refused, and so is
// a block with more shared memory than it asked for.
//
// Included behind the kernels and `emulated_kernel`, which finds one by name.

#include <chrono>
#include <cstdlib>

enum { SUCCESS = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, INVALID_CONTEXT = 201, NOT_FOUND = 500 };

typedef void (*Emulated)(int, int, int, int, void**);

struct FakeFunction {
  Emulated run;
  int shared_bytes;
};

static char the_context;
static thread_local void* current_context;

#define NEEDS_CONTEXT \
  if (current_context != &the_context) return INVALID_CONTEXT

extern "C" {

int cuInit(unsigned flags) { return flags == 0 ? SUCCESS : INVALID_VALUE; }

int cuDeviceGetCount(int* count) {
  *count = 2;
  return SUCCESS;
}

int cuDeviceGet(int* device, int number) {
  *device = number;
  return SUCCESS;
}

int cuDeviceGetName(char* name, int length, int device) {
  std::strncpy(name, device == 1 ? "Driver on the CPU" : "Too old", length);
  return SUCCESS;
}

int cuDeviceGetAttribute(int* value, int attribute, int device) {
  switch (attribute) {
    case 16: *value = 2; return SUCCESS;                    // multiprocessors
    case 75: *value = device == 1 ? 9 : 7; return SUCCESS;  // compute capability: 7.0 and 9.0
    case 76: *value = 0; return SUCCESS;
    case 97: *value = 160 << 10; return SUCCESS;            // shared memory of a block
    default: return INVALID_VALUE;
  }
}

int cuDevicePrimaryCtxSetFlags_v2(int, unsigned) { return SUCCESS; }

int cuDevicePrimaryCtxRetain(void** context, int device) {
  *context = &the_context;
  return device == 1 ? SUCCESS : INVALID_VALUE;
}

int cuDevicePrimaryCtxRelease_v2(int) { return SUCCESS; }

int cuCtxSetCurrent(void* context) {
  current_context = context;
  return SUCCESS;
}

int cuModuleLoadData(void** module, const void* image) {
  NEEDS_CONTEXT;
  *module = const_cast<void*>(image);
  const char* text = static_cast<const char*>(image);
  return std::strstr(text, ".target sm_75") ? SUCCESS : INVALID_VALUE;
}

int cuModuleGetFunction(void** function, void*, const char* name) {
  NEEDS_CONTEXT;
  Emulated kernel = emulated_kernel(name);
  *function = new FakeFunction{kernel, 48 << 10};
  return kernel ? SUCCESS : NOT_FOUND;
}

int cuFuncSetAttribute(void* function, int attribute, int value) {
  NEEDS_CONTEXT;
  if (attribute != 8 || value > 160 << 10) return INVALID_VALUE;
  static_cast<FakeFunction*>(function)->shared_bytes = value;
  return SUCCESS;
}

int cuMemAlloc_v2(void** address, size_t bytes) {
  NEEDS_CONTEXT;
  if (bytes == 0 || bytes > size_t{1} << 30) return bytes == 0 ? INVALID_VALUE : OUT_OF_MEMORY;
  *address = std::malloc(bytes);
  std::memset(*address, 0xa5, bytes);
  return SUCCESS;
}

int cuMemFree_v2(void* address) {
  NEEDS_CONTEXT;
  std::free(address);
  return SUCCESS;
}

int cuMemHostAlloc(void** address, size_t bytes, unsigned) { return cuMemAlloc_v2(address, bytes); }

int cuMemFreeHost(void* address) { return cuMemFree_v2(address); }

int cuMemcpyHtoDAsync_v2(void* to, const void* from, size_t bytes, void* stream) {
  NEEDS_CONTEXT;
  std::memcpy(to, from, bytes);
  return stream ? SUCCESS : INVALID_VALUE;
}

int cuMemcpyDtoHAsync_v2(void* to, void* from, size_t bytes, void* stream) {
  return cuMemcpyHtoDAsync_v2(to, from, bytes, stream);
}

int cuMemsetD8Async(void* to, unsigned char value, size_t count, void* stream) {
  NEEDS_CONTEXT;
  std::memset(to, value, count);
  return stream ? SUCCESS : INVALID_VALUE;
}

int cuStreamCreate(void** stream, unsigned) {
  NEEDS_CONTEXT;
  *stream = std::malloc(1);
  return SUCCESS;
}

int cuStreamSynchronize(void* stream) { return stream ? SUCCESS : INVALID_VALUE; }

int cuStreamDestroy_v2(void* stream) {
  std::free(stream);
  return SUCCESS;
}

typedef std::chrono::steady_clock::time_point Moment;

int cuEventCreate(void** event, unsigned) {
  *event = new Moment();
  return SUCCESS;
}

int cuEventRecord(void* event, void*) {
  *static_cast<Moment*>(event) = std::chrono::steady_clock::now();
  return SUCCESS;
}

int cuEventElapsedTime(float* milliseconds, void* from, void* to) {
  *milliseconds = std::chrono::duration<float, std::milli>(*static_cast<Moment*>(to) -
                                                           *static_cast<Moment*>(from))
                      .count();
  return SUCCESS;
}

int cuEventDestroy_v2(void* event) {
  delete static_cast<Moment*>(event);
  return SUCCESS;
}

int cuLaunchKernel(void* function, unsigned blocks, unsigned blocks_y, unsigned blocks_z,
                   unsigned threads, unsigned threads_y, unsigned threads_z, unsigned shared_bytes,
                   void*, void** arguments, void**) {
  NEEDS_CONTEXT;
  FakeFunction* kernel = static_cast<FakeFunction*>(function);
  if (blocks_y * blocks_z * threads_y * threads_z != 1 || blocks == 0 || threads > 1024 ||
      shared_bytes > static_cast<unsigned>(kernel->shared_bytes)) {
    return INVALID_VALUE;
  }
  kernel->run(blocks, threads, shared_bytes, 0, arguments);
  return SUCCESS;
}

int cuGetErrorString(int, const char** text) {
  *text = "from the driver on the CPU";
  return SUCCESS;
}

}  // extern "C"
