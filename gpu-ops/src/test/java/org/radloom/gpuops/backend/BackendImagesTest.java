package org.radloom.gpuops.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.LargestComponent.Connectivity;
import org.radloom.gpuops.images.ScoredBox;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/** Which machine works on images: a device that fails at all tells whether it was asked. */
final class BackendImagesTest {
  private static final ScoredBox BOX = new ScoredBox(0, 1, 0, 0, 1, 1);

  private final Backend auto = new Backend(BackendChoice.AUTO, new FullDevice());
  private final Backend cuda = new Backend(BackendChoice.CUDA, new FullDevice());

  @Test
  void whatIsSmallIsDoneOnTheCpuUnlessTheUserInsists() {
    Image image = image(10);
    Labels labels = labels(10);
    try (var resizer = cuda.newImageResizer(1);
        var largest = cuda.newLargestComponent();
        var boxes = cuda.newHeatmapBoxes();
        var suppressor = cuda.newBoxSuppressor()) {
      assertAsked(() -> resizer.resize(image, 5, 5));
      assertAsked(() -> resizer.shrink(image, 5, 5));
      assertAsked(() -> largest.keep(labels, 1, Connectivity.SIX));
      assertAsked(() -> boxes.find(image, 0, 0.5f, 0.5, 10));
      assertAsked(() -> suppressor.suppress(List.of(BOX), 0.5, 10));
    }
    try (var resizer = auto.newImageResizer(1);
        var largest = auto.newLargestComponent();
        var boxes = auto.newHeatmapBoxes();
        var suppressor = auto.newBoxSuppressor()) {
      assertThat(resizer.resize(image, 5, 5).pixels()).containsOnly(1);
      assertThat(resizer.ranOn()).isEqualTo("cpu");
      assertThat(largest.keep(labels, 1, Connectivity.SIX).marked()).isEqualTo(1000);
      assertThat(largest.ranOn()).isEqualTo("cpu");
      assertThat(boxes.find(image, 0, 0.5f, 0.5, 10)).hasSize(1);
      assertThat(boxes.ranOn()).isEqualTo("cpu");
      assertThat(suppressor.suppress(List.of(BOX, BOX), 0.5, 10)).containsExactly(BOX);
      assertThat(suppressor.ranOn()).isEqualTo("cpu");
    }
  }

  @Test
  void theCpuDoesWhatTheDeviceFailedAt() {
    // Each as large as is worthwhile: 1024 x 1024 pixels, 64 x 64 x 64 voxels, 512 x 512 pairs.
    Image image = image(1024);
    List<ScoredBox> many = Collections.nCopies(512, BOX);
    try (var resizer = auto.newImageResizer(1);
        var largest = auto.newLargestComponent();
        var boxes = auto.newHeatmapBoxes();
        var suppressor = auto.newBoxSuppressor()) {
      assertThat(resizer.resize(image, 512, 512).pixels()).containsOnly(1);
      assertThat(resizer.shrink(image, 3, 3).pixels()).containsOnly(1);
      assertThat(resizer.ranOn()).isEqualTo("cpu");
      assertThat(largest.keep(labels(64), 1, Connectivity.TWENTY_SIX).marked()).isEqualTo(1 << 18);
      assertThat(largest.ranOn()).isEqualTo("cpu");
      assertThat(boxes.find(image, 0, 0.5f, 0.5, 10))
          .containsExactly(new ScoredBox(0, 1, 0, 0, 1024, 1024));
      assertThat(boxes.ranOn()).isEqualTo("cpu");
      assertThat(suppressor.suppress(many, 0.5, 1000)).containsExactly(BOX);
      assertThat(suppressor.ranOn()).isEqualTo("cpu");
    }
  }

  private static void assertAsked(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(DeviceException.class)
        .hasMessage("no room for 16,777,216 bytes");
  }

  private static Image image(int side) {
    float[] pixels = new float[side * side];
    Arrays.fill(pixels, 1);
    return new Image(side, side, pixels);
  }

  private static Labels labels(int side) {
    byte[] values = new byte[side * side * side];
    Arrays.fill(values, (byte) 1);
    return new Labels(Space.of(side, side, side, 1, 1, 1), values);
  }
}
