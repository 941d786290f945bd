package org.radloom.gpuops.cuda;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
import static org.radloom.gpuops.cuda.DriverCall.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUctx_flags;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * A GPU through CUDA's driver API, in its primary context, so that other CUDA code of the process
 * can share it. Each call makes that context its thread's own first: a context is current per
 * thread, and callers need not know.
 */
final class CudaDevice implements Device {
  private final CUdevice device;
  private final CUcontext context = new CUcontext();
  private final String name;
  private final int multiprocessors;
  private final int sharedBytesPerBlock;
  private final Map<String, CUmodule> modules = new ConcurrentHashMap<>();

  private CudaDevice(CUdevice device) {
    this.device = device;
    this.name = nameOf(device);
    this.multiprocessors = attribute(device, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT);
    this.sharedBytesPerBlock =
        attribute(device, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN);
    // A waiting thread sleeps; the cores have other studies to work on.
    check(
        "cuDevicePrimaryCtxSetFlags",
        JCudaDriver.cuDevicePrimaryCtxSetFlags(device, CUctx_flags.CU_CTX_SCHED_BLOCKING_SYNC));
    check("cuDevicePrimaryCtxRetain", JCudaDriver.cuDevicePrimaryCtxRetain(context, device));
  }

  /** Opens the {@code number}-th device, from 0. */
  static CudaDevice open(int number) {
    return new CudaDevice(device(number));
  }

  /** Returns major * 10 + minor of the {@code number}-th device, for example 75. */
  static int computeCapability(int number) {
    CUdevice device = device(number);
    return 10 * attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR)
        + attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR);
  }

  private static CUdevice device(int number) {
    CUdevice device = new CUdevice();
    check("cuDeviceGet", JCudaDriver.cuDeviceGet(device, number));
    return device;
  }

  private static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    check("cuDeviceGetAttribute", JCudaDriver.cuDeviceGetAttribute(value, attribute, device));
    return value[0];
  }

  private static String nameOf(CUdevice device) {
    byte[] bytes = new byte[256];
    check("cuDeviceGetName", JCudaDriver.cuDeviceGetName(bytes, bytes.length, device));
    String padded = new String(bytes, StandardCharsets.US_ASCII);
    int end = padded.indexOf('\0');
    return end < 0 ? padded : padded.substring(0, end);
  }

  void makeCurrent() {
    check("cuCtxSetCurrent", JCudaDriver.cuCtxSetCurrent(context));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int multiprocessors() {
    return multiprocessors;
  }

  @Override
  public int sharedBytesPerBlock() {
    return sharedBytesPerBlock;
  }

  @Override
  public Kernel kernel(String module, String kernel) {
    CUmodule loaded = loadModule(module);
    CUfunction function = new CUfunction();
    check(
        "cuModuleGetFunction of " + kernel,
        JCudaDriver.cuModuleGetFunction(function, loaded, kernel));
    return new CudaKernel(kernel, function);
  }

  /** Translates a module for this device, unless it already is. */
  CUmodule loadModule(String module) {
    makeCurrent();
    return modules.computeIfAbsent(module, CudaDevice::load);
  }

  private static CUmodule load(String name) {
    CUmodule module = new CUmodule();
    check(
        "cuModuleLoadData of %s.ptx".formatted(name),
        JCudaDriver.cuModuleLoadData(module, Ptx.of(name)));
    return module;
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    makeCurrent();
    CUdeviceptr address = new CUdeviceptr();
    check("cuMemAlloc of %,d bytes".formatted(bytes), JCudaDriver.cuMemAlloc(address, bytes));
    return new CudaBuffer(this, address, bytes);
  }

  @Override
  public PinnedBuffer allocatePinned(int bytes) {
    makeCurrent();
    Pointer address = new Pointer();
    check(
        "cuMemHostAlloc of %,d bytes".formatted(bytes),
        JCudaDriver.cuMemHostAlloc(address, bytes, 0));
    ByteBuffer view = address.getByteBuffer(0, bytes).order(ByteOrder.nativeOrder());
    return new CudaPinnedBuffer(this, address, view);
  }

  @Override
  public DeviceStream newStream() {
    makeCurrent();
    CUstream stream = new CUstream();
    check(
        "cuStreamCreate",
        JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING));
    return new CudaStream(this, stream);
  }

  @Override
  public void close() {
    check("cuDevicePrimaryCtxRelease", JCudaDriver.cuDevicePrimaryCtxRelease(device));
  }

  record CudaKernel(String name, CUfunction function) implements Kernel {}

  record CudaBuffer(CudaDevice device, CUdeviceptr address, long bytes) implements DeviceBuffer {
    @Override
    public void close() {
      device.makeCurrent();
      check("cuMemFree", JCudaDriver.cuMemFree(address));
    }
  }

  record CudaPinnedBuffer(CudaDevice device, Pointer address, ByteBuffer view)
      implements PinnedBuffer {
    @Override
    public void close() {
      device.makeCurrent();
      check("cuMemFreeHost", JCudaDriver.cuMemFreeHost(address));
    }
  }
}
