package org.radloom.transforms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.radloom.events.AvroBytes;
import org.radloom.events.EventType;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.AssemblyOutput;
import org.radloom.records.Candidate;
import org.radloom.records.ConsentPolicy;
import org.radloom.records.DuplicateKey;
import org.radloom.records.ImageSource;
import org.radloom.records.Pseudonymiser;
import org.radloom.records.RecordAssembler;
import org.radloom.records.SettledEvent;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.vision.ImageTasks;

/**
 * Makes records of events, a bucket at a time: the one step in which texts are grouped. Bounded,
 * global window; holds one bucket in memory.
 *
 * <p>The records, and the events that are no part of one, go into the bucket's file in the staging
 * area. What travels on are small rows, packed: {@link #DUPLICATE_KEYS} for {@link FindDuplicates},
 * {@link #BANDS} for {@link FindNearDuplicates}, {@link #CANDIDATES} for {@link DecideFates}, each
 * keyed by where the rows have to meet. A retried bucket writes the same file again.
 */
public final class AssembleRecords
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {
  /** Rows of duplicate keys and standings, by bucket of the key. */
  public static final TupleTag<KV<Integer, byte[]>> DUPLICATE_KEYS = new TupleTag<>() {};

  /** Rows of band and ref, by bucket of the band. */
  public static final TupleTag<KV<Integer, byte[]>> BANDS = new TupleTag<>() {};

  /** Rows of candidates, under key 0. */
  public static final TupleTag<KV<Integer, byte[]>> CANDIDATES = new TupleTag<>() {};

  private final PCollectionView<Iterable<byte[]>> consents;
  private final ExportSettings settings;

  private AssembleRecords(PCollectionView<Iterable<byte[]>> consents, ExportSettings settings) {
    this.consents = consents;
    this.settings = settings;
  }

  /** Assembles the events that {@link ReadEvents} read, under the consents collected. */
  public static AssembleRecords under(
      PCollectionView<Iterable<byte[]>> consents, ExportSettings settings) {
    return new AssembleRecords(consents, settings);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> events) {
    PCollectionTuple assembled =
        events
            .apply("GroupByBucket", GroupByKey.create())
            .apply(
                "AssembleBucket",
                ParDo.of(new AssembleBucketFn(consents, settings))
                    .withSideInputs(consents)
                    .withOutputTags(DUPLICATE_KEYS, TupleTagList.of(BANDS).and(CANDIDATES)));
    assembled.get(DUPLICATE_KEYS).setCoder(ChunkOutput.CODER);
    assembled.get(BANDS).setCoder(ChunkOutput.CODER);
    assembled.get(CANDIDATES).setCoder(ChunkOutput.CODER);
    return assembled;
  }

  static final class AssembleBucketFn
      extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
    private static final Comparator<EventRow> BY_RECORD_THEN_PLACE =
        Comparator.comparing(EventRow::home)
            .thenComparing(row -> row.received().ref().type())
            .thenComparing(row -> row.received().ref().source())
            .thenComparing(row -> row.received().ref().position());

    private final Counter candidates = Metrics.counter(AssembleRecords.class, "candidates");
    private final Counter settled = Metrics.counter(AssembleRecords.class, "settled");
    private final PCollectionView<Iterable<byte[]>> consents;
    private final ExportSettings settings;
    private transient @Nullable Bundle bundle;
    private transient @Nullable Function<ConsentPolicy, Bundle> bundles;

    AssembleBucketFn(PCollectionView<Iterable<byte[]>> consents, ExportSettings settings) {
      this.consents = consents;
      this.settings = settings;
    }

    @Setup
    public void setUp() throws IOException {
      Pseudonymiser pseudonyms = settings.pseudonymiser();
      Optional<ImageSource> images = settings.imageSource();
      bundles = policy -> new Bundle(pseudonyms, images, policy);
    }

    @StartBundle
    public void start() {
      bundle = null;
    }

    @ProcessElement
    public void assemble(ProcessContext context, MultiOutputReceiver out) throws IOException {
      if (bundle == null) {
        bundle =
            Objects.requireNonNull(bundles)
                .apply(CollectConsents.policy(context.sideInput(consents), settings.selection()));
      }
      bundle.assemble(context.element(), out);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (bundle != null) {
        bundle.finish(context);
      }
    }

    /** The assemblers and the rows of one bundle. */
    private final class Bundle implements AssemblyOutput {
      private final RecordAssembler records;
      private final AvroBytes<TranscriptionRecord> transcriptionBytes =
          new AvroBytes<>(TranscriptionRecord.getClassSchema());
      private final AvroBytes<InferenceRecord> inferenceBytes =
          new AvroBytes<>(InferenceRecord.getClassSchema());
      private final ChunkOutput duplicateKeys =
          new ChunkOutput(DUPLICATE_KEYS, settings.buckets().count());
      private final ChunkOutput bands = new ChunkOutput(BANDS, settings.buckets().count());
      private final ChunkOutput decisionInputs = new ChunkOutput(CANDIDATES, 1);
      private final Set<String> categories = new TreeSet<>();
      private final RowWriter file = new RowWriter(1 << 20);
      private final RowWriter encoded = new RowWriter(4096);
      private int bucket;
      private int ordinal;

      Bundle(Pseudonymiser pseudonyms, Optional<ImageSource> images, ConsentPolicy policy) {
        records =
            new RecordAssembler(
                pseudonyms,
                policy,
                settings.text().assessor(),
                images,
                settings.selection().minAccuracy(),
                settings.text().dates());
      }

      void assemble(KV<Integer, Iterable<byte[]>> chunks, MultiOutputReceiver out)
          throws IOException {
        duplicateKeys.during(out);
        bands.during(out);
        decisionInputs.during(out);
        bucket = chunks.getKey();
        ordinal = 0;
        file.reset();
        List<EventRow> rows = sortedRows(chunks.getValue());
        for (int from = 0; from < rows.size(); ) {
          Pseudonym home = rows.get(from).home();
          int to = from + 1;
          while (to < rows.size() && rows.get(to).home().equals(home)) {
            to++;
          }
          assembleRecord(home, rows.subList(from, to));
          from = to;
        }
        try (OutputStream target = settings.staging().create(StagingArea.bucket(bucket))) {
          target.write(file.buffer(), 0, file.size());
        }
        DecisionInput.putBucket(decisionInputs.row(0), bucket);
        decisionInputs.endRow(0);
      }

      private static List<EventRow> sortedRows(Iterable<byte[]> chunks) {
        List<EventRow> rows = new ArrayList<>();
        for (byte[] chunk : chunks) {
          RowReader reader = new RowReader(chunk);
          while (reader.hasMore()) {
            rows.add(EventRow.read(reader, chunk));
          }
        }
        rows.sort(BY_RECORD_THEN_PLACE);
        return rows;
      }

      private void assembleRecord(Pseudonym home, List<EventRow> rows) {
        if (rows.get(0).received().ref().type() == EventType.UNKNOWN) {
          rows.forEach(row -> settled(row.reject()));
        } else {
          records.assemble(home, rows.stream().map(EventRow::received).toList(), this);
        }
      }

      @Override
      public void settled(SettledEvent event) {
        settled.inc();
        BucketFile.putSettled(file, event);
      }

      @Override
      public void candidate(Candidate candidate) {
        candidates.inc();
        long ref = (long) bucket << 32 | ordinal++;
        Pseudonym id = candidate.standing().id();
        BucketFile.putCandidate(file, candidate.ref(), candidate.partner(), id);
        encoded.reset();
        encode(candidate.record());
        file.putBytes(encoded.buffer(), 0, encoded.size());
        for (DuplicateKey key : candidate.keys()) {
          int meetingPlace = settings.buckets().of(key.hi());
          DuplicateRow.put(duplicateKeys.row(meetingPlace), key, ref, candidate.standing());
          duplicateKeys.endRow(meetingPlace);
        }
        for (long band : candidate.bands()) {
          int meetingPlace = settings.buckets().of(band);
          bands.row(meetingPlace).putLong(band).putLong(ref);
          bands.endRow(meetingPlace);
        }
        DecisionInput.putCandidate(decisionInputs.row(0), ref, candidate);
        decisionInputs.endRow(0);
      }

      private void encode(@Nullable SpecificRecord record) {
        if (record instanceof TranscriptionRecord transcription) {
          transcriptionBytes.encode(transcription, encoded);
        } else if (record instanceof InferenceRecord inference) {
          inferenceBytes.encode(inference, encoded);
          if (ImageTasks.contains(inference.getTask())) {
            for (Annotation annotation : inference.getAnnotations()) {
              categories.add(annotation.getCategory());
            }
          }
        }
      }

      void finish(FinishBundleContext context) {
        for (String category : categories) {
          DecisionInput.putCategory(decisionInputs.row(0), category);
        }
        duplicateKeys.finish(context::output);
        bands.finish(context::output);
        decisionInputs.finish(context::output);
      }
    }
  }
}
