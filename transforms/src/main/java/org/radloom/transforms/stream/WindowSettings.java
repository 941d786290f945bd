package org.radloom.transforms.stream;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.joda.time.Duration;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.records.ErasedPatients;
import org.radloom.transforms.CollectConsents;
import org.radloom.transforms.ExportSettings;

/**
 * How events become windows of records.
 *
 * @param output folder in which the folder of all windows is, without a trailing slash
 * @param dataset name of the dataset, with which the names of TFRecord files start
 * @param keyFile the keys, read by every worker itself, so that no job graph carries a secret
 * @param text how dictations are judged
 * @param images what is done about images
 * @param consent whose records may be used when a patient said nothing
 * @param minAccuracy accuracy that an inference must exceed not to be a hard example, 0 to 1
 * @param formats what is written; a part has one TFRecord file a split whatever they say
 * @param times how long things take, in event time
 * @param sizes how much is done side by side
 * @param erased whose records are never used
 */
public record WindowSettings(
    String output,
    String dataset,
    String keyFile,
    ExportSettings.TextRules text,
    ExportSettings.ImageRules images,
    CollectConsents.Mode consent,
    double minAccuracy,
    ExportSettings.Formats formats,
    Times times,
    Sizes sizes,
    ErasedPatients erased)
    implements Serializable {

  /** Settings where nobody was erased. */
  public WindowSettings(
      String output,
      String dataset,
      String keyFile,
      ExportSettings.TextRules text,
      ExportSettings.ImageRules images,
      CollectConsents.Mode consent,
      double minAccuracy,
      ExportSettings.Formats formats,
      Times times,
      Sizes sizes) {
    this(
        output,
        dataset,
        keyFile,
        text,
        images,
        consent,
        minAccuracy,
        formats,
        times,
        sizes,
        ErasedPatients.NOBODY);
  }

  /**
   * How long things take, in event time.
   *
   * @param window length of a window, whole seconds
   * @param holdFor longest wait of a record for its other half
   * @param horizon how long after its release a record can be updated, and how long duplicates and
   *     near-duplicates of it are known
   */
  public record Times(Duration window, Duration holdFor, Duration horizon) implements Serializable {
    /** Checks them. */
    public Times {
      if (window.getMillis() < 1000 || window.getMillis() % 1000 != 0) {
        throw new IllegalArgumentException(
            "window must be whole seconds, at least one, but was: " + window);
      }
      if (holdFor.getMillis() < 0) {
        throw new IllegalArgumentException("holdFor must be >= 0, but was: " + holdFor);
      }
      if (horizon.getMillis() < 1) {
        throw new IllegalArgumentException("horizon must be > 0, but was: " + horizon);
      }
    }
  }

  /**
   * How much is done side by side.
   *
   * @param shards parts of a window that are gathered side by side, 1 to 999
   * @param partBytes a part is full when its records have more
   */
  public record Sizes(int shards, long partBytes) implements Serializable {
    /** Checks them. */
    public Sizes {
      if (shards < 1 || shards > 999) {
        throw new IllegalArgumentException("shards must be 1 to 999, but was: " + shards);
      }
      if (partBytes < 1) {
        throw new IllegalArgumentException("partBytes must be > 0, but was: " + partBytes);
      }
    }
  }

  /** Reads the keys. */
  Keys keys() throws IOException {
    return KeyFile.read(Path.of(keyFile));
  }

  /** Returns the formats with one TFRecord file a split. */
  ExportSettings.Formats partFormats() {
    return new ExportSettings.Formats(formats.sinks(), 1, formats.tfRecordCompression());
  }
}
