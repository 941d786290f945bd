package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What every {@link HeatmapBoxes} must do; subclasses say which one. */
abstract class HeatmapBoxesContract {

  /** Returns a new one. */
  abstract HeatmapBoxes newBoxes();

  private List<ScoredBox> find(
      Image heatmap, int category, float threshold, double share, int most) {
    try (HeatmapBoxes boxes = newBoxes()) {
      return boxes.find(heatmap, category, threshold, share, most);
    }
  }

  @Test
  void drawsABoxAroundEachPeakDownToAShareOfIt() {
    Image heat = new Image(7, 1, new float[] {0, 0.2f, 0.8f, 0.9f, 0.3f, 0.7f, 0});

    // Half of 0.9 is 0.45: columns 2 and 3. Half of 0.7 is 0.35: column 5 alone.
    assertThat(find(heat, 0, 0.25f, 0.5, 10))
        .containsExactly(new ScoredBox(0, 0.9f, 2, 0, 2, 1), new ScoredBox(0, 0.7f, 5, 0, 1, 1));
  }

  @Test
  void comparesWithTheShareOfAPeakInDouble() {
    // The float nearest to 0.7 is 0.69999999, less than 0.7 of a peak of 1.
    Image heat = new Image(2, 1, new float[] {1, 0.7f});

    assertThat(find(heat, 0, 0.1f, 0.7, 10)).containsExactly(new ScoredBox(0, 1, 0, 0, 1, 1));
  }

  @Test
  void takesAllThatHangsTogetherAboveTheThresholdWithoutAShare() {
    Image heat = new Image(7, 1, new float[] {0, 0.2f, 0.8f, 0.9f, 0.3f, 0.7f, 0});

    // Columns 2 to 5 reach 0.25; the second peak lies in the region of the first.
    assertThat(find(heat, 3, 0.25f, 0, 10)).containsExactly(new ScoredBox(3, 0.9f, 2, 0, 4, 1));
  }

  @Test
  void joinsPixelsAtCorners() {
    Image heat =
        new Image(
            3,
            3,
            new float[] {
              1, 0, 0, //
              0, 1, 0, //
              0, 0, 1
            });

    assertThat(find(heat, 0, 0.5f, 0, 10)).containsExactly(new ScoredBox(0, 1, 0, 0, 3, 3));
  }

  @Test
  void takesEqualPeaksInReadingOrderAndNoMoreThanAskedFor() {
    Image heat = new Image(5, 1, new float[] {0.6f, 0, 0.6f, 0, 0.6f});

    assertThat(find(heat, 0, 0.5f, 0.5, 2))
        .containsExactly(new ScoredBox(0, 0.6f, 0, 0, 1, 1), new ScoredBox(0, 0.6f, 2, 0, 1, 1));
  }

  @Test
  void findsNothingBelowTheThresholdOrInWhatIsNoNumber() {
    assertThat(find(new Image(2, 1, new float[] {0.49f, Float.NaN}), 0, 0.5f, 0, 1)).isEmpty();
  }

  @Test
  void refusesWhatCannotBe() {
    Image heat = new Image(1, 1, new float[1]);

    assertThatThrownBy(() -> find(heat, 0, 0, 0, 1)).hasMessageContaining("threshold");
    assertThatThrownBy(() -> find(heat, 0, 1, 1.5, 1)).hasMessageContaining("share");
    assertThatThrownBy(() -> find(heat, 0, 1, 0, 0)).hasMessageContaining("most");
  }

  @Property(tries = 200, seed = "20261122")
  void coversEveryPixelAboveTheThreshold(
      @ForAll @Size(36) List<@IntRange(max = 8) Integer> levels) {
    float[] pixels = new float[36];
    for (int i = 0; i < 36; i++) {
      pixels[i] = levels.get(i) / 8f;
    }

    List<ScoredBox> found = find(new Image(6, 6, pixels), 0, 0.5f, 0, 100);

    for (int i = 0; i < 36; i++) {
      int x = i % 6;
      int y = i / 6;
      boolean covered =
          found.stream()
              .anyMatch(
                  box ->
                      x >= box.x()
                          && x < box.x() + box.width()
                          && y >= box.y()
                          && y < box.y() + box.height());
      assertThat(covered || pixels[i] < 0.5f).isTrue();
    }
    assertThat(found).isSortedAccordingTo(Comparator.comparingDouble(ScoredBox::score).reversed());
  }
}
