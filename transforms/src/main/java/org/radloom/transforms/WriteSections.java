package org.radloom.transforms;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.radloom.events.AvroBytes;
import org.radloom.events.EventType;
import org.radloom.files.Digests;
import org.radloom.formats.Categories;
import org.radloom.formats.DatasetSink;
import org.radloom.formats.InferenceContext;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.DuplicateKey;
import org.radloom.records.EventRef;
import org.radloom.records.Fate;
import org.radloom.records.ImageSource;
import org.radloom.records.InferenceAssembler;
import org.radloom.records.SettledEvent;
import org.radloom.rows.RowReader;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.split.Decider;
import org.radloom.split.Decision;
import org.radloom.split.Split;
import org.radloom.vision.ImageTasks;
import org.radloom.watch.WatchedModels;

/**
 * Writes each bucket's records, as decided, into parts of the published files, and counts what
 * became of every event. Bounded, global window; holds one bucket in memory. A retried bucket
 * writes the same parts again.
 *
 * <p>Models are watched on the way: each reading that is published, a hard example or below the
 * cutoff goes into the {@link WatchedModels} of the bundle, and no record travels on.
 */
public final class WriteSections
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {
  /** Rows for publishing, under key 0: the sizes of the parts and the counts. */
  static final TupleTag<KV<Integer, byte[]>> ROWS = new TupleTag<>() {};

  /** What is kept of models' readings, a bundle's in one, under key 0. */
  static final TupleTag<KV<Integer, byte[]>> WATCHED = new TupleTag<>() {};

  private final PCollectionView<DecisionSummary> summary;
  private final List<SourceFile> sources;
  private final ExportSettings settings;

  private WriteSections(
      PCollectionView<DecisionSummary> summary, List<SourceFile> sources, ExportSettings settings) {
    this.summary = summary;
    this.sources = sources;
    this.settings = settings;
  }

  /** Writes what was decided about the records of these files. */
  static WriteSections of(
      PCollectionView<DecisionSummary> summary, List<SourceFile> sources, ExportSettings settings) {
    return new WriteSections(summary, List.copyOf(sources), settings);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> decisions) {
    PCollectionTuple written =
        decisions
            .apply("GroupByBucket", GroupByKey.create())
            .apply(
                "WriteBucket",
                ParDo.of(new WriteBucketFn(summary, sources, settings))
                    .withSideInputs(summary)
                    .withOutputTags(ROWS, TupleTagList.of(WATCHED)));
    written.get(ROWS).setCoder(ChunkOutput.CODER);
    written.get(WATCHED).setCoder(ChunkOutput.CODER);
    return written;
  }

  static final class WriteBucketFn
      extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
    private final Counter exported = Metrics.counter(WriteSections.class, "exported");
    private final Counter watched = Metrics.counter(WatchModels.class, "watched");
    private final PCollectionView<DecisionSummary> summary;
    private final List<SourceFile> sources;
    private final ExportSettings settings;
    private transient @Nullable List<DatasetSink> sinks;
    private transient @Nullable List<DatasetSink> hardSinks;
    private transient @Nullable RejectSink rejects;
    private transient @Nullable ChunkOutput rows;
    private transient @Nullable WatchedModels models;

    WriteBucketFn(
        PCollectionView<DecisionSummary> summary,
        List<SourceFile> sources,
        ExportSettings settings) {
      this.summary = summary;
      this.sources = sources;
      this.settings = settings;
    }

    @Setup
    public void setUp() {
      sinks = settings.sinks();
      hardSinks = settings.hardExampleSinks();
      rejects = new RejectSink(SourceFile.names(sources));
    }

    @StartBundle
    public void start() {
      rows = new ChunkOutput(ROWS, 1);
      models = new WatchedModels();
    }

    @ProcessElement
    public void write(ProcessContext context, MultiOutputReceiver out) throws IOException {
      int bucket = context.element().getKey();
      Map<Integer, Decision> decisions = new HashMap<>();
      for (byte[] chunk : context.element().getValue()) {
        RowReader reader = new RowReader(chunk);
        while (reader.hasMore()) {
          Decision decision = Decision.read(reader);
          decisions.put(decision.ordinal(), decision);
        }
      }
      Categories categories = new Categories(context.sideInput(summary).categories());
      ChunkOutput target = Objects.requireNonNull(rows).during(out);
      PartWriter parts = new PartWriter(settings.staging(), bucket);
      BucketWriter writer = new BucketWriter(decisions, categories, parts);
      try (parts) {
        BucketFile.read(settings.staging().read(StagingArea.bucket(bucket)), writer);
      }
      parts.sizes(
          (section, records, bytes) ->
              PublishInput.putPart(target.row(0), bucket, section, records, bytes));
      PublishInput.putFates(target.row(0), writer.counts);
      target.endRow(0);
      settings.staging().mark("write-" + bucket);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      Objects.requireNonNull(rows).finish(context::output);
      WatchedModels all = Objects.requireNonNull(models);
      if (!all.byModel().isEmpty()) {
        context.output(
            WATCHED,
            KV.of(0, all.toBytes()),
            BoundedWindow.TIMESTAMP_MIN_VALUE,
            GlobalWindow.INSTANCE);
      }
    }

    /** Writes the records of one bucket as decided. */
    private final class BucketWriter implements BucketFile.Visitor {
      private final AvroBytes<TranscriptionRecord> transcriptions =
          new AvroBytes<>(TranscriptionRecord.getClassSchema());
      private final AvroBytes<InferenceRecord> inferences =
          new AvroBytes<>(InferenceRecord.getClassSchema());
      private final Optional<ImageSource> images = settings.imageSource();
      private final MessageDigest sha256 = Digests.sha256();
      private final FateCounts counts = new FateCounts();
      private final Map<Integer, Decision> decisions;
      private final Categories categories;
      private final PartWriter parts;
      private int ordinal;

      BucketWriter(Map<Integer, Decision> decisions, Categories categories, PartWriter parts) {
        this.decisions = decisions;
        this.categories = categories;
        this.parts = parts;
      }

      @Override
      public void settled(SettledEvent event) {
        count(event, null);
      }

      @Override
      public void candidate(BucketFile.StoredCandidate candidate) {
        Decision decision = decisions.get(ordinal++);
        if (decision == null) {
          throw new IllegalStateException("nothing was decided about a candidate");
        }
        Pseudonym survivor = decision.fate() == Fate.DUPLICATE ? decision.related() : null;
        String reason = reason(decision);
        settle(candidate.ref(), candidate.id(), survivor, reason, decision);
        EventRef partner = candidate.partner();
        if (partner != null) {
          settle(partner, candidate.id(), survivor, reason, decision);
        }
        boolean hard = decision.fate() == Fate.HARD_EXAMPLE;
        boolean leaves = hard || decision.fate() == Fate.EXPORTED;
        if (leaves) {
          exported.inc();
        }
        if (settings.isDryRun()) {
          return;
        }
        List<DatasetSink> targets =
            leaves ? Objects.requireNonNull(hard ? hardSinks : sinks) : List.of();
        if (candidate.ref().type() == EventType.TRANSCRIPTION) {
          if (!targets.isEmpty()) {
            exportTranscription(candidate, decision, targets);
          }
        } else if (leaves || decision.fate() == Fate.BELOW_CUTOFF) {
          InferenceRecord record =
              inferences.decode(candidate.bytes(), candidate.offset(), candidate.length());
          Objects.requireNonNull(models).add(record, settings.selection().minAccuracy());
          watched.inc();
          if (!targets.isEmpty()) {
            exportInference(record, decision, targets);
          }
        }
      }

      private void settle(
          EventRef ref,
          Pseudonym id,
          @Nullable Pseudonym survivor,
          String reason,
          Decision decision) {
        count(new SettledEvent(ref, decision.fate(), reason, null, id, survivor), decision.split());
      }

      private void count(SettledEvent event, @Nullable Split split) {
        counts.add(event.ref().type(), event.fate(), event.reason(), split);
        if (!settings.isDryRun()) {
          Objects.requireNonNull(rejects).write(event, parts);
        }
      }

      private static String reason(Decision decision) {
        DuplicateKey.Kind kind = decision.duplicateOf();
        if (kind != null) {
          return kind.reason();
        }
        return decision.fate() == Fate.UNMATCHED
            ? InferenceAssembler.NO_GROUND_TRUTH
            : decision.fate().code();
      }

      private void exportTranscription(
          BucketFile.StoredCandidate candidate, Decision decision, List<DatasetSink> targets) {
        TranscriptionRecord record =
            transcriptions.decode(candidate.bytes(), candidate.offset(), candidate.length());
        record.setSplit(Objects.requireNonNull(decision.split()).code());
        Pseudonym cluster = decision.related();
        record.setNearDuplicateCluster(cluster == null ? null : cluster.hex());
        record.setTemplate(decision.clusterSize() > Decider.TEMPLATE_ABOVE);
        record.setWeight(1.0 / decision.clusterSize());
        targets.forEach(sink -> sink.write(record, parts));
      }

      private void exportInference(
          InferenceRecord record, Decision decision, List<DatasetSink> targets) {
        record.setSplit(Objects.requireNonNull(decision.split()).code());
        InferenceContext context =
            new InferenceContext(
                decision.imageId(),
                decision.annotationId(),
                categories,
                decision.fate() == Fate.EXPORTED ? image(record) : null);
        targets.forEach(sink -> sink.write(record, context, parts));
      }

      private @Nullable ByteBuffer image(InferenceRecord record) {
        boolean embeds = settings.formats().sinks().contains("tfrecord");
        if (!embeds || images.isEmpty() || !ImageTasks.contains(record.getTask())) {
          return null;
        }
        try {
          ByteBuffer image = images.get().read(record.getImageUri());
          sha256.update(image.duplicate());
          if (HexFormat.of().formatHex(sha256.digest()).equals(record.getImageSha256())) {
            return image;
          }
        } catch (IOException e) {
          // Said below without the cause, which may hold the image's path.
        }
        throw new IllegalStateException(
            "an image was changed or taken away during the run: record " + record.getRecordId());
      }
    }
  }
}
