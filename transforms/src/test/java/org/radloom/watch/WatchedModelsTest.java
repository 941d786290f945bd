package org.radloom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.Task;

final class WatchedModelsTest {
  private static final double MIN_ACCURACY = 0.6;

  @Test
  void keepsEachModelVersionAndTaskApart() {
    InferenceRecord other = of("cad");
    other.getModel().setVersion("2");

    WatchedModels models = models(List.of(of("cad"), of("cad"), other, of("b\u0000é")));

    assertThat(models.byModel())
        .containsOnlyKeys(
            new WatchedModel("b\u0000é", "1.10", Task.lesion_detection),
            new WatchedModel("cad", "1.10", Task.lesion_detection),
            new WatchedModel("cad", "2", Task.lesion_detection));
    assertThat(models.byModel().values())
        .extracting(WatchedReadings::records)
        .containsExactly(1L, 2L, 1L);
    assertThat(models.isComplete()).isTrue();
  }

  @Test
  void watchesAsManyAsItMaySayAndAlwaysTheSame() {
    List<InferenceRecord> readings = new ArrayList<>();
    for (int i = 0; i < 3 * WatchedModels.MOST; i++) {
      readings.add(of("model " + i));
    }
    byte[] ordered = models(readings).toBytes();
    Collections.shuffle(readings, new Random(3));
    WatchedModels first = models(readings.subList(0, 100));
    WatchedModels second = WatchedModels.of(models(readings.subList(100, 192)).toBytes());

    second.merge(first);

    assertThat(second.byModel()).hasSize(WatchedModels.MOST);
    assertThat(second.isComplete()).isFalse();
    assertThat(second.toBytes()).isEqualTo(ordered);
  }

  private static WatchedModels models(List<InferenceRecord> readings) {
    WatchedModels models = new WatchedModels();
    readings.forEach(reading -> models.add(reading, MIN_ACCURACY));
    return models;
  }

  private static InferenceRecord of(String model) {
    return Readings.reading(model, Task.lesion_detection, List.of(), List.of(), 1, 0.5, 3.0);
  }
}
