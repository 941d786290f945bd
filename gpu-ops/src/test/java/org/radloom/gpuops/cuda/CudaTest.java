package org.radloom.gpuops.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
  void leavesTheTemporaryFolderAsItWas() throws IOException {
    String usual = System.getProperty("java.io.tmpdir");

    assertThat(Cuda.unavailableReason()).isNotNull();

    assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(usual);
    try (Stream<Path> left = Files.list(Path.of(usual))) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("libJCuda") || name.startsWith("radloom-cuda"));
    }
  }
}
