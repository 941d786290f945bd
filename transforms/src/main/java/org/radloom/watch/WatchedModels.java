package org.radloom.watch;

import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.agreement.SmallestNames;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.InferenceRecord;
import org.radloom.statistics.Mergeable;

/**
 * What is kept of the readings of all models, each version and task apart. Of more than {@value
 * #MOST} the first by their {@linkplain WatchedModel#key keys} are watched, so that no input makes
 * it grow without end. Not thread-safe.
 */
public final class WatchedModels implements Mergeable<WatchedModels> {
  /** The most versions of models, by task, that are told apart. */
  public static final int MOST = 64;

  private final SmallestNames<WatchedReadings> byKey =
      new SmallestNames<>(MOST, WatchedReadings::new);

  /**
   * Takes a reading.
   *
   * @param minAccuracy a reading is right if its accuracy exceeds it
   */
  public void add(InferenceRecord reading, double minAccuracy) {
    WatchedReadings readings = byKey.of(WatchedModel.of(reading).key());
    if (readings != null) {
      readings.add(reading, minAccuracy);
    }
  }

  /** Returns whether all models are watched. */
  public boolean isComplete() {
    return byKey.isComplete();
  }

  /** Returns the readings of each model, in order of models. */
  public SortedMap<WatchedModel, WatchedReadings> byModel() {
    SortedMap<WatchedModel, WatchedReadings> models = new TreeMap<>();
    byKey.byName().forEach((key, readings) -> models.put(WatchedModel.ofKey(key), readings));
    return models;
  }

  @Override
  public void merge(WatchedModels other) {
    byKey.merge(other.byKey);
  }

  @Override
  public void put(RowWriter row) {
    byKey.put(row);
  }

  /** Returns what {@link #toBytes} made bytes of. */
  public static WatchedModels of(byte[] bytes) {
    WatchedModels models = new WatchedModels();
    models.byKey.read(new RowReader(bytes), WatchedReadings::read);
    return models;
  }
}
