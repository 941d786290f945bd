package org.radloom.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.ModelWatch;
import org.radloom.watch.ModelWatches;
import org.radloom.watch.Readings;
import org.radloom.watch.WatchedModel;
import org.radloom.watch.WatchedReadings;

final class WatchCsvTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void writesARowForEveryNumberThatIsDefined() throws IOException {
    String csv = csv(watch(Readings.mammograms(), NOON, NOON.plusSeconds(3600)));

    String cad = "cad,1.10,mammography,2026-11-21T12:00:00Z,2026-11-21T13:00:00Z,";
    assertThat(csv)
        .startsWith("model,version,task,from,to,scope,name,metric,value\r\n")
        .contains("\r\n" + cad + ",,records,3\r\n")
        .contains("\r\n" + cad + ",,precision,0.25\r\n")
        .contains("\r\n" + cad + ",,froc1,0.5\r\n")
        .contains("\r\n" + cad + ",,froc7,1\r\n")
        .contains("\r\n" + cad + "category,mass,f1,0.5\r\n")
        .contains("\r\n" + cad + "category,calcification,recall,0\r\n")
        .doesNotContain("confidencePsi", "state", "dice", "namesLeftOut", "null", "NaN");
  }

  @Test
  void leavesTimesEmptyWhereAllTimeIsOneAndNamesHarmless() throws IOException {
    String csv =
        csv(
            watch(
                List.of(Readings.labelled(Map.of("=1+1", "a"), Map.of("=1+1", "a"))), null, null));

    assertThat(csv).contains("\r\nscorer,1.10,calcium,,,label,'=1+1,accuracy,1\r\n");
  }

  private static ModelWatch watch(
      List<InferenceRecord> records, @Nullable Instant from, @Nullable Instant to) {
    WatchedReadings readings = new WatchedReadings();
    records.forEach(record -> readings.add(record, 0.6));
    return ModelWatches.of(WatchedModel.of(records.get(0)), from, to, readings, null);
  }

  private static String csv(ModelWatch watch) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WatchCsv.write(List.of(watch), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
