package org.radloom.transforms;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.DateMode;
import org.radloom.formats.CocoSink;
import org.radloom.formats.CsvSink;
import org.radloom.formats.DatasetSink;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.formats.TfRecordSink;
import org.radloom.formats.WhisperSink;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.records.ErasedPatients;
import org.radloom.records.ImageSource;
import org.radloom.records.Pseudonymiser;
import org.radloom.split.SplitMode;
import org.radloom.text.GateLimits;
import org.radloom.text.MedicalTerms;
import org.radloom.text.QualityWeights;
import org.radloom.text.TextAssessor;
import org.radloom.watch.WatchThresholds;

/**
 * What one export does: everything its steps need to know, in one place.
 *
 * @param dataset name of the dataset
 * @param version name of the version
 * @param output folder of all datasets, without a trailing slash
 * @param previous the version that is published now, whose splits stand; null if there is none
 * @param staging the run's working folder
 * @param buckets how records are spread
 * @param keyFile the keys, read by every worker itself, so that no job graph carries a secret
 * @param maxLineBytes longest line of an input file
 * @param text how dictations are judged
 * @param images what is done about images
 * @param selection which records are kept
 * @param formats what is written
 * @param provenance what the manifest says of the run beside its results
 * @param watch how models are watched
 */
public record ExportSettings(
    String dataset,
    String version,
    String output,
    @Nullable String previous,
    StagingArea staging,
    Buckets buckets,
    String keyFile,
    int maxLineBytes,
    TextRules text,
    ImageRules images,
    Selection selection,
    Formats formats,
    Provenance provenance,
    Watch watch)
    implements Serializable {
  /** Settings that watch models without thresholds. */
  public ExportSettings(
      String dataset,
      String version,
      String output,
      @Nullable String previous,
      StagingArea staging,
      Buckets buckets,
      String keyFile,
      int maxLineBytes,
      TextRules text,
      ImageRules images,
      Selection selection,
      Formats formats,
      Provenance provenance) {
    this(
        dataset,
        version,
        output,
        previous,
        staging,
        buckets,
        keyFile,
        maxLineBytes,
        text,
        images,
        selection,
        formats,
        provenance,
        new Watch(null, true));
  }

  /**
   * How models are watched.
   *
   * @param thresholds what they should keep, or null
   * @param fromBaselines whether drift is measured from what the version before hands on; else it
   *     begins anew
   */
  public record Watch(@Nullable WatchThresholds thresholds, boolean fromBaselines)
      implements Serializable {}

  /**
   * What the manifest says of the run beside its results.
   *
   * @param codeVersion version and commit of the code
   * @param options options that decide what is published, by name
   */
  public record Provenance(String codeVersion, SortedMap<String, String> options)
      implements Serializable {}

  /**
   * How dictations are judged.
   *
   * @param gates what a transcript must keep to
   * @param weights how much each part of the quality score counts
   * @param termFiles medical terms beside the seed list
   * @param dates what is done about dates in texts
   */
  public record TextRules(
      GateLimits gates, QualityWeights weights, List<String> termFiles, DateMode dates)
      implements Serializable {

    /** Makes an assessor by these rules. */
    public TextAssessor assessor() {
      MedicalTerms terms =
          termFiles.isEmpty()
              ? MedicalTerms.seed()
              : MedicalTerms.load(termFiles.stream().map(Path::of).toList());
      return new TextAssessor(gates, weights, terms);
    }
  }

  /**
   * What is done about images.
   *
   * @param mode whether they are read
   * @param root folder that relative image paths start from; empty for the working folder
   * @param maxBytes largest encoded image
   */
  public record ImageRules(Mode mode, String root, int maxBytes) implements Serializable {
    /** Whether images are read. */
    public enum Mode {
      /** They are read, checked, and embedded in TFRecord. */
      EMBED,
      /** They are left alone: records only name them. */
      REFERENCE
    }

    /** Returns where images are read, empty where they are left alone. */
    public Optional<ImageSource> source() {
      return mode == Mode.EMBED ? Optional.of(new FileImages(root, maxBytes)) : Optional.empty();
    }
  }

  /**
   * Which records are kept.
   *
   * @param consent whose records may be used when a patient said nothing
   * @param minAccuracy accuracy that an inference must exceed not to be a hard example, 0 to 1
   * @param topShare share of each record type to keep, by score, above 0 to 1
   * @param splitMode how a new patient finds a split
   * @param erased whose records are never used
   */
  public record Selection(
      CollectConsents.Mode consent,
      double minAccuracy,
      double topShare,
      SplitMode splitMode,
      ErasedPatients erased)
      implements Serializable {
    /** A selection where nobody was erased. */
    public Selection(
        CollectConsents.Mode consent, double minAccuracy, double topShare, SplitMode splitMode) {
      this(consent, minAccuracy, topShare, splitMode, ErasedPatients.NOBODY);
    }
  }

  /**
   * What is written.
   *
   * @param sinks names of the formats; empty in a dry run
   * @param tfRecordShards TFRecord files a split
   * @param tfRecordCompression how those are stored
   */
  public record Formats(Set<String> sinks, int tfRecordShards, Compression tfRecordCompression)
      implements Serializable {
    /** Every format there is. */
    public static final Set<String> ALL = Set.of("coco", "csv", "tfrecord", "whisper");

    /** Returns the sinks of what is published of a dataset. */
    public List<DatasetSink> of(String dataset) {
      List<DatasetSink> targets = new ArrayList<>();
      if (sinks.contains("coco")) {
        targets.add(new CocoSink("coco/"));
      }
      if (sinks.contains("csv")) {
        targets.add(CsvSink.ofAllRecords("csv/"));
      }
      if (sinks.contains("tfrecord")) {
        targets.add(new TfRecordSink(dataset, tfRecordShards, tfRecordCompression));
      }
      if (sinks.contains("whisper")) {
        targets.add(new WhisperSink());
      }
      return targets;
    }

    /** Returns the sinks of hard examples. */
    public List<DatasetSink> ofHardExamples() {
      List<DatasetSink> targets = new ArrayList<>();
      if (sinks.contains("coco")) {
        targets.add(new CocoSink("hard_examples/"));
      }
      if (sinks.contains("csv")) {
        targets.add(CsvSink.ofInferences("hard_examples/"));
      }
      return targets;
    }
  }

  /** Reads the keys. */
  public Keys keys() throws IOException {
    return KeyFile.read(Path.of(keyFile));
  }

  /** Reads the keys and makes the pseudonyms under them. */
  public Pseudonymiser pseudonymiser() throws IOException {
    return new Pseudonymiser(keys());
  }

  /** Returns the images' source, empty where images are left alone. */
  public Optional<ImageSource> imageSource() {
    return images.source();
  }

  /** Returns the sinks of what is published. */
  public List<DatasetSink> sinks() {
    return formats.of(dataset);
  }

  /** Returns the sinks of hard examples. */
  public List<DatasetSink> hardExampleSinks() {
    return formats.ofHardExamples();
  }

  /** Returns whether the run only counts. */
  public boolean isDryRun() {
    return formats.sinks().isEmpty();
  }
}
