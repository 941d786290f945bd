package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.commandline.Version;
import org.radloom.encryption.DecryptCommand;
import org.radloom.files.Digests;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;
import org.radloom.split.SplitMode;
import org.radloom.trainingdata.erase.Superseded;
import org.radloom.trainingdata.erase.Tombstones;
import org.radloom.trainingdata.rules.RecordRules;
import org.radloom.transforms.Buckets;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.ExportSettings.Formats;
import org.radloom.transforms.ExportSettings.Provenance;
import org.radloom.transforms.ExportSettings.Selection;
import org.radloom.transforms.ExportSettings.Watch;
import org.radloom.transforms.Latest;
import org.radloom.transforms.SourceFile;
import org.radloom.transforms.StagingArea;
import org.radloom.watch.WatchThresholds;

/** Turns flags into settings, and refuses those that make no sense before anything is written. */
public final class ExportPlan {

  private final ExportOptions options;
  private final RecordRules rules;
  private final List<String> notices = new ArrayList<>();

  /** Makes a plan of these flags. */
  public ExportPlan(ExportOptions options) {
    this.options = options;
    this.rules = new RecordRules(options);
  }

  /** Checks what can be checked without reading events. */
  void check() throws UsageException, IOException {
    RecordRules.requireName("dataset", options.getDataset());
    OwnFolders.refuse(options.getDataset());
    RecordRules.requireName("datasetVersion", options.getDatasetVersion());
    if (options.getDatasetVersion().equals("LATEST")) {
      throw new UsageException("--datasetVersion must not be LATEST");
    }
    if (options.getOutput().isBlank()) {
      throw new UsageException("--output must not be empty");
    }
    VersionGate.requireReady(options);
    thresholds();
    Keys keys = rules.keys(options.getKeyFile());
    if (!options.getEncryptWith().isEmpty()) {
      DecryptCommand.keys(options.getEncryptWith());
    }
    checkPrevious(keys);
    checkErasures(keys);
    String manifest = versionFolder() + "/manifest.json";
    boolean exists =
        OutputFolder.isLocal(versionFolder())
            ? Files.exists(Path.of(versionFolder()))
            : exists(manifest);
    if (exists && !options.getDryRun()) {
      throw new UsageException(
          "%s exists, and a version is never changed; choose another --datasetVersion"
              .formatted(versionFolder()));
    }
  }

  /**
   * Under other keys no patient of the published version would be known again, and each might move
   * to another split.
   */
  private void checkPrevious(Keys keys) throws UsageException, IOException {
    String previous = previous();
    if (previous == null) {
      return;
    }
    RecordRules.requireName("LATEST of the dataset", previous);
    String folder = datasetFolder() + "/" + previous;
    JsonNode keyIds;
    try {
      keyIds = ExportCommand.readManifest(folder).path("keyIds");
    } catch (IOException e) {
      throw new UsageException(
          "LATEST names %s, whose manifest cannot be read; mend that first".formatted(folder));
    }
    for (Purpose purpose : List.of(Purpose.PATIENT, Purpose.SPLIT)) {
      if (!keyIds.path(purpose.fileName()).asText().equals(keys.id(purpose))) {
        throw new UsageException(
            "%s was made with other keys (%s key %s, not %s): patients would change splits; use its"
                    .formatted(
                        folder,
                        purpose.fileName(),
                        keyIds.path(purpose.fileName()).asText(),
                        keys.id(purpose))
                + " key file, or begin another dataset");
      }
    }
  }

  /**
   * After an erasure the next version is a new major one; tombstones that cannot be read stop us.
   */
  private void checkErasures(Keys keys) throws UsageException, IOException {
    Tombstones.Found erased = Tombstones.read(output(), keys);
    if (erased.underOtherKeys() > 0) {
      notices.add(
          "note: %d erasures were made with other keys and do not hold here; if those patients may be in"
                  .formatted(erased.underOtherKeys())
              + " this dataset, run radloom erase with its key file");
    }
    String previous = previous();
    if (previous == null || !Superseded.isMarked(datasetFolder() + "/" + previous)) {
      return;
    }
    notices.add(
        "note: version %s is superseded: it holds a patient who was erased; this version will not"
            .formatted(previous));
    Optional<String> problem = Superseded.problem(previous, options.getDatasetVersion());
    if (problem.isPresent()) {
      throw new UsageException(problem.get());
    }
  }

  /** Returns what {@link #check} found worth saying, a line each. */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /**
   * Returns whether an earlier run published this very version and was killed before it could say
   * so in LATEST.
   */
  boolean wasAlmostPublished() throws IOException {
    if (!exists(versionFolder() + "/manifest.json")
        || !StagingFolder.wasAbandoned(datasetFolder(), options.getDatasetVersion())) {
      return false;
    }
    String goesOnFrom =
        ExportCommand.readManifest(versionFolder()).path("previousVersion").asText(null);
    return Objects.equals(goesOnFrom, previous());
  }

  /** Says in LATEST that this version is published. */
  void nameLatest() throws IOException {
    Latest.write(datasetFolder(), options.getDatasetVersion());
  }

  private static boolean exists(String file) throws IOException {
    return !FileSystems.match(file, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  /** Returns the dataset's folder. */
  String datasetFolder() {
    return output() + "/" + options.getDataset();
  }

  /** Returns the version's folder. */
  String versionFolder() {
    return datasetFolder() + "/" + options.getDatasetVersion();
  }

  private String output() {
    String output = options.getOutput();
    while (output.length() > 1 && output.endsWith("/")) {
      output = output.substring(0, output.length() - 1);
    }
    return OutputFolder.isLocal(output)
        ? Path.of(output.replaceFirst("^file:(//)?(?=/)", ""))
            .toAbsolutePath()
            .normalize()
            .toString()
        : output;
  }

  /** Returns the settings for these files, with {@code staging} as the working folder. */
  public ExportSettings settings(List<SourceFile> files, String staging)
      throws UsageException, IOException {
    long bytes = files.stream().mapToLong(ExportPlan::plainBytes).sum();
    Buckets buckets = Buckets.forInput(bytes);
    Formats formats = formats(buckets);
    return new ExportSettings(
        options.getDataset(),
        options.getDatasetVersion(),
        output(),
        previous(),
        new StagingArea(staging),
        buckets,
        Path.of(options.getKeyFile()).toAbsolutePath().toString(),
        rules.maxLineBytes(),
        rules.text(),
        rules.images(),
        new Selection(
            rules.consent(),
            rules.minAccuracy(),
            RecordRules.positiveShare("topShare", options.getTopShare()),
            RecordRules.choice("splitMode", options.getSplitMode(), SplitMode.class),
            Tombstones.read(output(), rules.keys(options.getKeyFile())).patients()),
        formats,
        new Provenance(Version.ofThisJar().toString(), publishedOptions(formats.tfRecordShards())),
        new Watch(thresholds(), !goesOnFromErasure()));
  }

  /** Returns what models should keep, or null if nobody said. */
  private @Nullable WatchThresholds thresholds() throws UsageException {
    String file = options.getModelThresholds();
    if (file.isEmpty()) {
      return null;
    }
    try {
      return WatchThresholds.read(Path.of(file));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--modelThresholds: " + e.getMessage());
    } catch (IOException e) {
      throw new UsageException("--modelThresholds: cannot read the file %s".formatted(file));
    }
  }

  /** The baselines of a version with an erased patient count that patient's readings. */
  private boolean goesOnFromErasure() throws IOException {
    String previous = previous();
    return previous != null && Superseded.isMarked(datasetFolder() + "/" + previous);
  }

  private @Nullable String previous() throws IOException {
    return Latest.read(datasetFolder());
  }

  private Formats formats(Buckets buckets) throws UsageException {
    Set<String> sinks = rules.sinks();
    int shards = options.getTfrecordShards();
    if (shards < 0 || shards > buckets.count()) {
      throw new UsageException(
          "--tfrecordShards must be 0 to %d for this much input, but was: %d"
              .formatted(buckets.count(), shards));
    }
    return new Formats(
        options.getDryRun() ? Set.of() : Set.copyOf(sinks),
        shards == 0 ? Math.max(1, buckets.count() / 8) : shards,
        options.getTfrecordGzip() ? Compression.GZIP : Compression.NONE);
  }

  /** What a file may hold: gzip and Avro's codecs make text about eight times smaller. */
  private static long plainBytes(SourceFile file) {
    boolean packed = file.path().endsWith(".gz") || file.path().endsWith(".avro");
    return packed ? 8 * file.bytes() : file.bytes();
  }

  private SortedMap<String, String> publishedOptions(int shards) throws IOException {
    SortedMap<String, String> published = rules.publishedOptions();
    if (!options.getModelThresholds().isEmpty()) {
      published.put("modelThresholds", Digests.sha256Hex(Path.of(options.getModelThresholds())));
    }
    published.put("splitMode", options.getSplitMode());
    published.put("topShare", Double.toString(options.getTopShare()));
    published.put("tfrecordShards", Integer.toString(shards));
    return published;
  }
}
