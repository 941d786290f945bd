package org.radloom.gpuops.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** JCuda and what calls it, in a process of its own whose CUDA driver is one made of the CPU. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@EnabledIf("org.radloom.gpuops.cuda.EmulatedDevice#isAvailable")
final class CudaDeviceTest {
  @Test
  void computesThroughJcudaWhatTheCpuComputes(@TempDir Path folder) throws Exception {
    EmulatedKernels.writeDriver(folder);

    assertThat(run(folder, "org.radloom.gpuops.backend.DriverOnCpu").lines())
        .containsExactly(
            "device: Driver on the CPU",
            "islands: equal",
            "largest: equal",
            "pictures: equal",
            "boxes: equal",
            "lucy-richardson: close",
            "csvd: close",
            "osvd: close",
            "ssvd: close",
            "long: close",
            "longer: close");
  }

  /** Returns what a program of the tests prints; its log goes to ours. */
  private static String run(Path driver, String program) throws Exception {
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    command.environment().put("LD_LIBRARY_PATH", driver.toString());
    Process process = command.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
