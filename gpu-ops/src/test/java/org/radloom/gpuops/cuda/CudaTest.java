package org.radloom.gpuops.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CudaTest {
  @Test
  void thereIsEitherADeviceOrAReasonInOneLine() {
    if (Cuda.isAvailable()) {
      assertThat(Cuda.unavailableReason()).isEmpty();
    } else {
      assertThat(Cuda.unavailableReason()).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  void leavesNothingInTheTemporaryFolderNorAnotherOneBehind(@TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ProbeOnce.class.getName())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(printed).isEqualTo(folder.toString());
    assertThat(folder).isEmptyDirectory();
  }

  /** A program that looks for a device and prints where temporary files go after that. */
  static final class ProbeOnce {
    private ProbeOnce() {}

    public static void main(String[] args) {
      assertThat(Cuda.unavailableReason()).isNotNull();
      System.out.print(System.getProperty("java.io.tmpdir"));
    }
  }
}
