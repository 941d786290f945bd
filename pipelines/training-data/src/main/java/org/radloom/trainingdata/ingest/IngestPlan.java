package org.radloom.trainingdata.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.radloom.commandline.Durations;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.files.Digests;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.formats.PublishedFile.Compression;
import org.radloom.lineage.LineageDataset;
import org.radloom.stream.BatchFiles;
import org.radloom.trainingdata.erase.Tombstones;
import org.radloom.trainingdata.rules.RecordRules;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.stream.BatchByShard;
import org.radloom.transforms.stream.IngestEvents;
import org.radloom.transforms.stream.ReadTopics;
import org.radloom.transforms.stream.Store;
import org.radloom.transforms.stream.WatchFiles;
import org.radloom.transforms.stream.WindowSettings;

/** Turns flags into a graph, and refuses those that make no sense before anything is read. */
final class IngestPlan {
  private static final int MAX_BATCH_MEBIBYTES = 64;
  private static final int MAX_SHARDS = 999;
  private static final int GROUP_HASH_BYTES = 6;

  private final IngestOptions options;
  private final EventSource source;
  private final String output;

  IngestPlan(IngestOptions options) throws UsageException {
    this.options = options;
    this.source = EventSource.parse(options.getSource());
    this.output = OutputFolder.of(options.getOutput());
  }

  /** Returns the folder of what is kept, without a trailing slash. */
  String output() {
    return output;
  }

  /** Checks that the files which the workers will open can be opened. */
  void checkFiles() throws UsageException, IOException {
    new RecordRules(options).keys(options.getKeyFile());
    if (!options.getKafkaConfig().isEmpty()) {
      checkKafkaConfig(Path.of(options.getKafkaConfig()));
    }
  }

  /** The file holds passwords. */
  private static void checkKafkaConfig(Path file) throws UsageException, IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UsageException("--kafkaConfig=%s cannot be read".formatted(file));
    }
    Optional<String> open = OwnerOnlyFile.problem(file);
    if (open.isPresent()) {
      throw new UsageException("--kafkaConfig=%s %s".formatted(file, open.get()));
    }
  }

  /**
   * Checks that events which were taken in already are not taken in a second time.
   *
   * @param resumes whether the state of an earlier run is there to go on from
   */
  void checkStart(boolean resumes) throws UsageException, IOException {
    if (!resumes && !options.getStartAgain() && holdsEvents()) {
      throw new UsageException(
          "%s holds events of an earlier run. To go on where that stopped, give the newest checkpoint"
                  .formatted(output)
              + " or savepoint with --savepointPath; to read everything again, --startAgain");
    }
  }

  private boolean holdsEvents() throws IOException {
    return !FileSystems.match(
            output + "/" + BatchFiles.LEDGER + "*.json", EmptyMatchTreatment.ALLOW)
        .metadata()
        .isEmpty();
  }

  /** Returns what is read, for lineage. */
  List<LineageDataset> inputs() {
    if (source instanceof EventSource.Topics topics) {
      return topics.topics().stream()
          .map(topic -> LineageDataset.topic(topics.servers(), topic))
          .toList();
    }
    return List.of(LineageDataset.at(options.getSource()));
  }

  /** Returns the options that decide what is kept, without a place. */
  SortedMap<String, String> keptOptions() {
    SortedMap<String, String> kept = new RecordRules(options).publishedOptions();
    kept.put("dedupeHorizon", options.getDedupeHorizon());
    kept.put("disorder", options.getDisorder());
    kept.put("windows", Boolean.toString(options.getWindows()));
    kept.put("window", options.getWindow());
    kept.put("holdFor", options.getHoldFor());
    return kept;
  }

  /** Returns the ids of the keys that records are made with. */
  Map<String, String> keyIds() throws UsageException {
    return RecordRules.readKeys(options.getKeyFile()).ids();
  }

  /** Returns the graph. */
  IngestEvents graph() throws UsageException, IOException {
    int parallelism = options.as(FlinkPipelineOptions.class).getParallelism();
    int shards = options.getShards() == 0 ? Math.max(1, parallelism) : options.getShards();
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new UsageException(
          "--shards must be 0 to %d, but was: %d".formatted(MAX_SHARDS, options.getShards()));
    }
    return IngestEvents.from(
        reader(),
        new IngestEvents.Settings(
            new Store(output),
            duration("dedupeHorizon", options.getDedupeHorizon()),
            new BatchByShard.Limits(
                shards,
                mebibytes("batchMiB", options.getBatchMiB(), MAX_BATCH_MEBIBYTES),
                duration("batchWait", options.getBatchWait())),
            options.getWindows() ? windows(shards) : null));
  }

  private WindowSettings windows(int shards) throws UsageException, IOException {
    RecordRules.requireName("dataset", options.getDataset());
    RecordRules rules = new RecordRules(options);
    Duration window = duration("window", options.getWindow());
    if (window.getMillis() % 1000 != 0) {
      throw new UsageException("--window must be whole seconds");
    }
    return new WindowSettings(
        output,
        options.getDataset(),
        Path.of(options.getKeyFile()).toAbsolutePath().toString(),
        rules.text(),
        rules.images(),
        rules.consent(),
        rules.minAccuracy(),
        new ExportSettings.Formats(
            rules.sinks(), 1, options.getTfrecordGzip() ? Compression.GZIP : Compression.NONE),
        new WindowSettings.Times(
            window,
            duration("holdFor", options.getHoldFor()),
            duration("dedupeHorizon", options.getDedupeHorizon())),
        new WindowSettings.Sizes(
            shards, mebibytes("partMiB", options.getPartMiB(), MAX_BATCH_MEBIBYTES)),
        Tombstones.read(output, rules.keys(options.getKeyFile())).patients());
  }

  private PTransform<PBegin, PCollection<KV<byte[], byte[]>>> reader() throws UsageException {
    int maxBytes = new RecordRules(options).maxLineBytes();
    if (source instanceof EventSource.Topics topics) {
      return ReadTopics.of(
          new ReadTopics.Settings(
              topics.servers(),
              topics.topics(),
              group(),
              options.getKafkaConfig().isEmpty()
                  ? ""
                  : Path.of(options.getKafkaConfig()).toAbsolutePath().toString(),
              maxBytes,
              duration("disorder", options.getDisorder())));
    }
    return WatchFiles.of(
        new WatchFiles.Settings(
            ((EventSource.Files) source).glob(),
            duration("pollEvery", options.getPollEvery()),
            maxBytes));
  }

  /** A group of its own for each output, so that a new output begins at the beginning. */
  private String group() {
    if (!options.getConsumerGroup().isEmpty()) {
      return options.getConsumerGroup();
    }
    byte[] digest = Digests.sha256().digest(output.getBytes(StandardCharsets.UTF_8));
    return "radloom-" + HexFormat.of().formatHex(digest, 0, GROUP_HASH_BYTES);
  }

  private static Duration duration(String flag, String text) throws UsageException {
    long millis = Durations.parse(flag, text).toMillis();
    if (millis <= 0) {
      throw new UsageException("--%s must be above 0".formatted(flag));
    }
    return Duration.millis(millis);
  }

  private static int mebibytes(String flag, int value, int most) throws UsageException {
    if (value < 1 || value > most) {
      throw new UsageException("--%s must be 1 to %d, but was: %d".formatted(flag, most, value));
    }
    return value << 20;
  }
}
