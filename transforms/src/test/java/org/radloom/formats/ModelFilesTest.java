package org.radloom.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.radloom.files.Digests;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.ModelWatch;
import org.radloom.schemas.Task;
import org.radloom.watch.Readings;
import org.radloom.watch.WatchThresholds;
import org.radloom.watch.WatchedModels;

final class ModelFilesTest {
  private static final WatchThresholds THRESHOLDS =
      WatchThresholds.parse(
          """
          thresholds:
            - {metric: precision, atLeast: 0.5, severity: critical}
            - {metric: ece, atMost: 1, severity: info}
          """
              .getBytes(StandardCharsets.UTF_8));

  @Test
  void thereAreNoneWhereNothingWasEverWatched() throws IOException {
    assertThat(ModelFiles.of(new WatchedModels(), List.of(), THRESHOLDS).files()).isEmpty();
  }

  @Test
  void theFirstVersionIsTheBaseline() throws IOException {
    ModelFiles first = ModelFiles.of(models(Readings.mammograms()), List.of(), null);

    assertThat(paths(first)).containsExactly(ModelFiles.BASELINE, ModelFiles.AVRO, ModelFiles.CSV);
    assertThat(first.baselines()).isEqualTo(first.watches());
    assertThat(first.watches().get(0).getConfidencePsi()).isNull();
  }

  @Test
  void laterVersionsAreMeasuredFromItHoweverManyThereAre() {
    ModelFiles first = ModelFiles.of(models(Readings.mammograms()), List.of(), null);
    // 0.9 and 0.6 at first; then 0.6 alone: up to 0.6 it is 1/2 against 1.
    WatchedModels moved = models(Readings.mammograms().subList(1, 3));

    ModelFiles second = ModelFiles.of(moved, first.baselines(), null);
    ModelFiles third = ModelFiles.of(moved, second.baselines(), null);

    assertThat(second.watches().get(0).getConfidenceKs()).isEqualTo(0.5);
    assertThat(third.watches().get(0).getConfidenceKs()).isEqualTo(0.5);
    assertThat(third.baselines()).isEqualTo(first.watches());
  }

  @Test
  void aBaselineIsHandedOnByAVersionWithoutReadingsOfTheModel() throws IOException {
    ModelFiles first = ModelFiles.of(models(Readings.mammograms()), List.of(), null);

    ModelFiles empty = ModelFiles.of(new WatchedModels(), first.baselines(), THRESHOLDS);
    ModelFiles other = ModelFiles.of(models(List.of(lesions())), empty.baselines(), null);

    assertThat(paths(empty)).containsExactly(ModelFiles.BASELINE);
    assertThat(other.watches().get(0).getConfidenceKs()).isNull();
    assertThat(other.baselines())
        .extracting(ModelWatch::getModel)
        .containsExactly("cad", "lesions");
  }

  @Test
  void theSameReadingsGiveTheSameFiles() throws IOException {
    List<InferenceRecord> readings = Readings.mammograms();
    ModelFiles one = ModelFiles.of(models(readings), List.of(), THRESHOLDS);
    WatchedModels merged = models(readings.subList(2, 3));
    merged.merge(models(readings.subList(0, 2)));
    ModelFiles other = ModelFiles.of(merged, List.of(), THRESHOLDS);

    for (int i = 0; i < one.files().size(); i++) {
      ModelFiles.Content file = one.files().get(i);
      assertThat(other.files().get(i).bytes()).as(file.entry().path()).isEqualTo(file.bytes());
      assertThat(file.entry().sha256()).isEqualTo(Digests.sha256Hex(file.bytes()));
      assertThat(file.entry().bytes()).isEqualTo(file.bytes().length);
    }
  }

  @Test
  void saysWhatIsNotKept() throws IOException {
    ModelFiles files = ModelFiles.of(models(Readings.mammograms()), List.of(), THRESHOLDS);

    ModelFiles.Content alerts = files.files().get(0);
    assertThat(alerts.entry().path()).isEqualTo(ModelFiles.ALERTS);
    assertThat(alerts.entry().records()).isEqualTo(1);
    assertThat(text(alerts))
        .isEqualTo(
            """
            severity,model,version,task,metric,value,at_least,at_most,records
            critical,cad,1.10,mammography,precision,0.25,0.5,,3
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void countsTheRowsOfTheTable() throws IOException {
    ModelFiles files = ModelFiles.of(models(Readings.mammograms()), List.of(), null);

    ModelFiles.Content csv = files.files().get(2);
    assertThat(csv.entry().records()).isEqualTo(text(csv).lines().count() - 1);
  }

  @Test
  void theStateIsReadBackAsItWas() throws IOException {
    ModelFiles files = ModelFiles.of(models(Readings.mammograms()), List.of(), null);

    assertThat(WatchAvro.read(new ByteArrayInputStream(files.files().get(1).bytes())))
        .isEqualTo(files.watches());
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    byte[] bytes =
        ModelFiles.of(models(Readings.mammograms()), List.of(), null).files().get(1).bytes();

    byte[] cut = Arrays.copyOf(bytes, bytes.length - 20);

    assertThatThrownBy(() -> WatchAvro.read(new ByteArrayInputStream(cut)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> WatchAvro.read(new ByteArrayInputStream(new byte[3])))
        .isInstanceOf(IOException.class);
  }

  private static List<String> paths(ModelFiles files) throws IOException {
    return files.files().stream().map(file -> file.entry().path()).toList();
  }

  private static String text(ModelFiles.Content file) {
    return new String(file.bytes(), StandardCharsets.UTF_8);
  }

  private static WatchedModels models(List<InferenceRecord> readings) {
    WatchedModels models = new WatchedModels();
    readings.forEach(reading -> models.add(reading, 0.6));
    return models;
  }

  private static InferenceRecord lesions() {
    return Readings.reading("lesions", Task.lesion_detection, List.of(), List.of(), 1, 0.5, 3.0);
  }
}
