package org.radloom.formats;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.files.Digests;
import org.radloom.schemas.ModelWatch;
import org.radloom.watch.ModelWatches;
import org.radloom.watch.WatchAlert;
import org.radloom.watch.WatchThresholds;
import org.radloom.watch.WatchedModel;
import org.radloom.watch.WatchedModels;

/**
 * What a version says of the models that made its readings: the watches, the baselines that the
 * next version measures drift from, and the alerts.
 *
 * <p>The baseline of a model and version is its watch in the first version that watched it. It is
 * handed on from version to version, also where a version has no reading of the model, up to
 * {@value #MOST_BASELINES}.
 *
 * @param watches one for each model, in order of models
 * @param baselines what the next version measures from, in order of models
 * @param alerts in the order of the watches
 * @param judged whether there are thresholds that alerts could come from
 */
public record ModelFiles(
    List<ModelWatch> watches, List<ModelWatch> baselines, List<WatchAlert> alerts, boolean judged) {
  /** The numbers, as CSV. */
  public static final String CSV = "models/watch.csv";

  /** The watches, with the state that they can be merged by. */
  public static final String AVRO = "models/watch.avro";

  /** The baselines that the next version measures drift from. */
  public static final String BASELINE = "models/baseline.avro";

  /** The alerts, as CSV. */
  public static final String ALERTS = "models/alerts.csv";

  private static final int MOST_BASELINES = 256;

  /** Keeps the lists. */
  public ModelFiles {
    watches = List.copyOf(watches);
    baselines = List.copyOf(baselines);
    alerts = List.copyOf(alerts);
  }

  /**
   * A file of them.
   *
   * @param entry how the manifest lists it
   * @param bytes what it holds
   */
  @SuppressWarnings("ArrayRecordComponent") // Written once; never compared.
  public record Content(FileEntry entry, byte[] bytes) {
    /** Writes it below a folder on this disk. */
    public void writeTo(Path folder) throws IOException {
      Path file = folder.resolve(entry.path());
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, bytes);
    }
  }

  /**
   * Watches models.
   *
   * @param models their readings
   * @param earlier the baselines that the version before handed on
   * @param thresholds what the models should keep, or null
   */
  public static ModelFiles of(
      WatchedModels models, Collection<ModelWatch> earlier, @Nullable WatchThresholds thresholds) {
    SortedMap<WatchedModel, ModelWatch> baselines = new TreeMap<>();
    earlier.forEach(watch -> baselines.put(WatchedModel.of(watch), watch));
    List<ModelWatch> watches = new ArrayList<>();
    models
        .byModel()
        .forEach(
            (model, readings) -> {
              ModelWatch baseline = baselines.get(model);
              ModelWatch watch =
                  ModelWatches.of(
                      model,
                      null,
                      null,
                      readings,
                      baseline == null ? null : ModelWatches.readings(baseline));
              watches.add(watch);
              if (baseline == null && baselines.size() < MOST_BASELINES) {
                baselines.put(model, watch);
              }
            });
    List<WatchAlert> alerts =
        thresholds == null
            ? List.of()
            : watches.stream().flatMap(watch -> thresholds.alerts(watch).stream()).toList();
    return new ModelFiles(watches, List.copyOf(baselines.values()), alerts, thresholds != null);
  }

  /** Returns the files that there are, in order of path; none where nothing was ever watched. */
  public List<Content> files() throws IOException {
    List<Content> files = new ArrayList<>();
    if (!watches.isEmpty() && judged) {
      ByteArrayOutputStream csv = new ByteArrayOutputStream();
      AlertCsv.write(alerts, csv);
      files.add(file(ALERTS, csv.toByteArray(), alerts.size()));
    }
    if (!baselines.isEmpty()) {
      files.add(file(BASELINE, WatchAvro.write(baselines), baselines.size()));
    }
    if (!watches.isEmpty()) {
      files.add(file(AVRO, WatchAvro.write(watches), watches.size()));
      ByteArrayOutputStream csv = new ByteArrayOutputStream();
      long rows = WatchCsv.write(watches, csv);
      files.add(file(CSV, csv.toByteArray(), rows));
    }
    return files;
  }

  private static Content file(String path, byte[] bytes, long records) {
    return new Content(new FileEntry(path, Digests.sha256Hex(bytes), bytes.length, records), bytes);
  }
}
