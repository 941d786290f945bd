package org.radloom.gpuops.cuda;

import static org.radloom.gpuops.cuda.DriverCall.check;

import java.util.Arrays;
import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;
import org.radloom.gpuops.cuda.CudaDevice.CudaBuffer;
import org.radloom.gpuops.cuda.CudaDevice.CudaKernel;
import org.radloom.gpuops.cuda.CudaDevice.CudaPinnedBuffer;

/** A stream of the CUDA driver. */
final class CudaStream implements DeviceStream {
  /** What a block may have without being allowed more. */
  private static final int USUAL_SHARED_BYTES = 48 << 10;

  private final CudaDevice device;
  private final CUstream stream;

  CudaStream(CudaDevice device, CUstream stream) {
    this.device = device;
    this.stream = stream;
  }

  @Override
  public void copyIn(
      DeviceBuffer to, long toOffset, PinnedBuffer from, long fromOffset, long bytes) {
    device.makeCurrent();
    check(
        "cuMemcpyHtoDAsync of %,d bytes".formatted(bytes),
        JCudaDriver.cuMemcpyHtoDAsync(
            ((CudaBuffer) to).address().withByteOffset(toOffset),
            ((CudaPinnedBuffer) from).address().withByteOffset(fromOffset),
            bytes,
            stream));
  }

  @Override
  public void copyOut(
      PinnedBuffer to, long toOffset, DeviceBuffer from, long fromOffset, long bytes) {
    device.makeCurrent();
    check(
        "cuMemcpyDtoHAsync of %,d bytes".formatted(bytes),
        JCudaDriver.cuMemcpyDtoHAsync(
            ((CudaPinnedBuffer) to).address().withByteOffset(toOffset),
            ((CudaBuffer) from).address().withByteOffset(fromOffset),
            bytes,
            stream));
  }

  @Override
  public void clear(DeviceBuffer buffer, long bytes) {
    device.makeCurrent();
    check(
        "cuMemsetD8Async of %,d bytes".formatted(bytes),
        JCudaDriver.cuMemsetD8Async(((CudaBuffer) buffer).address(), (byte) 0, bytes, stream));
  }

  @Override
  public void launch(Kernel kernel, int blocks, int threads, int sharedBytes, Object... arguments) {
    device.makeCurrent();
    CudaKernel cudaKernel = (CudaKernel) kernel;
    if (sharedBytes > USUAL_SHARED_BYTES) {
      check(
          "cuFuncSetAttribute of " + kernel.name(),
          JCudaDriver.cuFuncSetAttribute(
              cudaKernel.function(),
              CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES,
              sharedBytes));
    }
    Pointer[] pointers = Arrays.stream(arguments).map(CudaStream::pointer).toArray(Pointer[]::new);
    check(
        "cuLaunchKernel of %s on %d x %d threads".formatted(kernel.name(), blocks, threads),
        JCudaDriver.cuLaunchKernel(
            cudaKernel.function(),
            blocks,
            1,
            1,
            threads,
            1,
            1,
            sharedBytes,
            stream,
            Pointer.to(pointers),
            null));
  }

  private static Pointer pointer(Object argument) {
    if (argument == DeviceBuffer.NONE) {
      return Pointer.to(new long[] {0});
    } else if (argument instanceof CudaBuffer buffer) {
      return Pointer.to(buffer.address());
    } else if (argument instanceof Short value) {
      return Pointer.to(new short[] {value});
    } else if (argument instanceof Integer value) {
      return Pointer.to(new int[] {value});
    } else if (argument instanceof Long value) {
      return Pointer.to(new long[] {value});
    } else if (argument instanceof Float value) {
      return Pointer.to(new float[] {value});
    } else if (argument instanceof Double value) {
      return Pointer.to(new double[] {value});
    }
    throw new IllegalArgumentException("no kernel takes a " + argument.getClass());
  }

  @Override
  public Mark mark() {
    device.makeCurrent();
    CUevent event = new CUevent();
    check("cuEventCreate", JCudaDriver.cuEventCreate(event, CUevent_flags.CU_EVENT_DEFAULT));
    check("cuEventRecord", JCudaDriver.cuEventRecord(event, stream));
    return new CudaMark(device, event);
  }

  @Override
  public void synchronize() {
    device.makeCurrent();
    check("cuStreamSynchronize", JCudaDriver.cuStreamSynchronize(stream));
  }

  @Override
  public void close() {
    device.makeCurrent();
    check("cuStreamDestroy", JCudaDriver.cuStreamDestroy(stream));
  }

  private record CudaMark(CudaDevice device, CUevent event) implements Mark {
    @Override
    public double secondsUntil(Mark later) {
      device.makeCurrent();
      float[] milliseconds = new float[1];
      check(
          "cuEventElapsedTime",
          JCudaDriver.cuEventElapsedTime(milliseconds, event, ((CudaMark) later).event()));
      return milliseconds[0] / 1e3;
    }

    @Override
    public void close() {
      device.makeCurrent();
      check("cuEventDestroy", JCudaDriver.cuEventDestroy(event));
    }
  }
}
