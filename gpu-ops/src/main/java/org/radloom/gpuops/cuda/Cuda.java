package org.radloom.gpuops.cuda;

import java.util.List;
import java.util.Optional;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The GPU of this process, if there is one that can run the kernels. Looked for once, at the first
 * question; the answer stands until the process ends, and is logged in one line.
 */
public final class Cuda {
  /** Modules that must load before a device counts as one. */
  static final List<String> MODULES =
      List.of("agatston", "boxes", "components", "images", "perfusion");

  private static final Logger LOG = LoggerFactory.getLogger(Cuda.class);

  /** Turing: the oldest that the kernels are translated for. */
  private static final int LEAST_COMPUTE_CAPABILITY = 75;

  private Cuda() {}

  /** Returns the device, or empty if there is none. */
  public static Optional<Device> device() {
    return Optional.ofNullable(Found.PROBE.device());
  }

  /** Returns whether there is a device. */
  public static boolean isAvailable() {
    return device().isPresent();
  }

  /** Returns in one line why there is no device, or an empty text if there is one. */
  public static String unavailableReason() {
    return Found.PROBE.reason();
  }

  private record Probe(@Nullable Device device, String reason) {}

  /** Holds the answer: the class loader lets one thread ask, and the others wait. */
  private static final class Found {
    static final Probe PROBE = log(probe());
  }

  private static Probe log(Probe probe) {
    if (probe.device() == null) {
      LOG.info("No CUDA device, so the CPU computes: {}", probe.reason());
    } else {
      LOG.info("CUDA device: {}", probe.device().name());
    }
    return probe;
  }

  // Whatever goes wrong here, from a missing library to a driver that crashes on our PTX, means
  // "no device", never the end of the program.
  private static Probe probe() {
    try {
      DriverLibrary.load();
      DriverCall.check("cuInit", JCudaDriver.cuInit(0));
      return new Probe(openFirst(), "");
    } catch (Throwable e) {
      return new Probe(null, firstLine(e));
    }
  }

  private static Device openFirst() {
    int[] count = new int[1];
    DriverCall.check("cuDeviceGetCount", JCudaDriver.cuDeviceGetCount(count));
    for (int number = 0; number < count[0]; number++) {
      if (CudaDevice.computeCapability(number) >= LEAST_COMPUTE_CAPABILITY) {
        CudaDevice device = CudaDevice.open(number);
        MODULES.forEach(device::loadModule);
        return device;
      }
    }
    throw new DeviceException(
        count[0] == 0
            ? "the driver knows no device"
            : "none of %d devices has compute capability 7.5 or more".formatted(count[0]));
  }

  /** A missing library is explained over many lines, of which the first says it. */
  private static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return e instanceof DeviceException
        ? message
        : "%s: %s".formatted(e.getClass().getSimpleName(), message);
  }
}
