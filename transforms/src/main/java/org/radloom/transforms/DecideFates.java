package org.radloom.transforms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.radloom.records.ConsentPolicy;
import org.radloom.split.Assignments;
import org.radloom.split.CandidateTable;
import org.radloom.split.Clusters;
import org.radloom.split.Decider;
import org.radloom.split.Drops;
import org.radloom.split.GroupSplitter;
import org.radloom.split.Split;

/**
 * Decides what becomes of every candidate, on one worker: ranks, cutoffs and splits need to see all
 * candidates, and 100 bytes of each are enough. Bounded, global window.
 *
 * <p>Takes the rows of {@link AssembleRecords#CANDIDATES}, {@link FindDuplicates} and {@link
 * FindNearDuplicates}. Outputs {@link #DECISIONS}, by bucket, and one {@link #SUMMARY}; also when
 * nothing came in at all. Writes {@code splits.csv}, which the next version goes on from; patients
 * who do not consent any more are left out, and if they consent again they are new.
 */
public final class DecideFates
    extends PTransform<PCollectionList<KV<Integer, byte[]>>, PCollectionTuple> {
  /** Rows of decisions, by bucket; an empty chunk for a bucket without candidates. */
  public static final TupleTag<KV<Integer, byte[]>> DECISIONS = new TupleTag<>() {};

  /** What was decided as a whole: one element. */
  static final TupleTag<DecisionSummary> SUMMARY = new TupleTag<>() {};

  /** File in a version's folder that says which split each patient is in. */
  public static final String SPLITS_FILE = "splits.csv";

  private final PCollectionView<Iterable<byte[]>> consents;
  private final ExportSettings settings;

  private DecideFates(PCollectionView<Iterable<byte[]>> consents, ExportSettings settings) {
    this.consents = consents;
    this.settings = settings;
  }

  /** Decides by the settings' selection, under the consents that {@link CollectConsents} found. */
  public static DecideFates under(
      PCollectionView<Iterable<byte[]>> consents, ExportSettings settings) {
    return new DecideFates(consents, settings);
  }

  @Override
  public PCollectionTuple expand(PCollectionList<KV<Integer, byte[]>> inputs) {
    PCollectionTuple decided =
        ChunkOutput.gather(inputs)
            .apply(
                "Decide",
                ParDo.of(new DecideFn(consents, settings))
                    .withSideInputs(consents)
                    .withOutputTags(DECISIONS, TupleTagList.of(SUMMARY)));
    decided.get(DECISIONS).setCoder(ChunkOutput.CODER);
    decided.get(SUMMARY).setCoder(SerializableCoder.of(DecisionSummary.class));
    return decided;
  }

  static final class DecideFn extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
    private final PCollectionView<Iterable<byte[]>> consents;
    private final ExportSettings settings;
    private transient @Nullable ChunkOutput decisions;

    DecideFn(PCollectionView<Iterable<byte[]>> consents, ExportSettings settings) {
      this.consents = consents;
      this.settings = settings;
    }

    @StartBundle
    public void start() {
      decisions = new ChunkOutput(DECISIONS, settings.buckets().count());
    }

    @ProcessElement
    public void decide(ProcessContext context, MultiOutputReceiver out) throws IOException {
      ChunkOutput target = Objects.requireNonNull(decisions).during(out);
      CandidateTable table = new CandidateTable();
      Drops drops = new Drops();
      Clusters clusters = new Clusters();
      Set<String> categories = new TreeSet<>();
      Set<Integer> buckets = new TreeSet<>();
      for (byte[] chunk : context.element().getValue()) {
        DecisionInput.read(chunk, table, drops, clusters, categories, buckets);
      }
      table.sort();
      drops.sort();
      for (int bucket : buckets) {
        out.get(DECISIONS).output(KV.of(bucket, new byte[0]));
      }
      Decider decider = new Decider(table, drops, clusters, settings.selection().topShare());
      ConsentPolicy policy =
          CollectConsents.policy(context.sideInput(consents), settings.selection());
      Assignments assignments = earlierAssignments().only(policy::allows);
      GroupSplitter splitter =
          new GroupSplitter(settings.selection().splitMode(), settings.keys(), assignments);
      @Nullable Split[] splits =
          splitter.split(table.patients(), decider.patientsThatLeave(), decider.linkedPatients());
      decider.decide(
          splits,
          (bucket, decision) -> {
            decision.put(target.row(bucket));
            target.endRow(bucket);
          });
      List<Long> patients = count(table, splits, assignments);
      if (!settings.isDryRun()) {
        write(assignments);
      }
      out.get(SUMMARY)
          .output(
              new DecisionSummary(
                  List.copyOf(categories),
                  decider.transcriptionCutoff(),
                  decider.inferenceCutoff(),
                  patients,
                  splitter.groups(),
                  splitter.largestGroup(),
                  splitter.heldApart()));
    }

    /** Counts this version's patients by split, and adds them to those of earlier versions. */
    private static List<Long> count(
        CandidateTable table, @Nullable Split[] splits, Assignments assignments) {
      long[] counts = new long[Split.values().length];
      for (int patient = 0; patient < splits.length; patient++) {
        Split split = splits[patient];
        if (split != null) {
          counts[split.ordinal()]++;
          assignments.put(table.patients().get(patient), split);
        }
      }
      List<Long> list = new ArrayList<>(counts.length);
      for (long count : counts) {
        list.add(count);
      }
      return list;
    }

    private Assignments earlierAssignments() throws IOException {
      String previous = settings.previous();
      if (previous == null) {
        return new Assignments();
      }
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(
                  PreviousVersion.open(
                      settings, previous, SPLITS_FILE, StagingArea.PREVIOUS_SPLITS),
                  StandardCharsets.UTF_8))) {
        return Assignments.read(in);
      }
    }

    private void write(Assignments assignments) throws IOException {
      try (OutputStream out = settings.staging().create(StagingArea.published(SPLITS_FILE));
          Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
        assignments.writeTo(text);
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      Objects.requireNonNull(decisions).finish(context::output);
    }
  }
}
