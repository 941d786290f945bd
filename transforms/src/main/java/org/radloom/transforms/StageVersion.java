package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.radloom.events.NewlineCount;
import org.radloom.files.Digests;
import org.radloom.formats.Categories;
import org.radloom.formats.DatasetFacts;
import org.radloom.formats.DatasetSink;
import org.radloom.formats.FileEntry;
import org.radloom.formats.PublishedFile;
import org.radloom.formats.PublishedFile.Compression;

/**
 * Puts the parts together to files, checks that every event is accounted for, and writes the
 * manifest last, all in the staging area; whoever runs the pipeline then checks and publishes what
 * lies there with a {@link VersionFolder}. Bounded, global window.
 *
 * <p>Takes the rows of {@link ReadEvents#COUNTS} and {@link WriteSections}. If the counts do not
 * add up, or a file is not as long as its parts, the step fails and there is no manifest. In a dry
 * run only the manifest is written.
 */
public final class StageVersion extends PTransform<PCollectionList<KV<Integer, byte[]>>, PDone> {
  private static final TupleTag<FilePlan> PLANS = new TupleTag<>() {};
  private static final TupleTag<AllCounts> COUNTS = new TupleTag<>() {};
  private static final int COPY_BYTES = 256 << 10;

  private final PCollectionView<DecisionSummary> summary;
  private final List<SourceFile> sources;
  private final ExportSettings settings;
  private final @Nullable PCollection<KV<Integer, FileEntry>> others;

  private StageVersion(
      PCollectionView<DecisionSummary> summary,
      List<SourceFile> sources,
      ExportSettings settings,
      @Nullable PCollection<KV<Integer, FileEntry>> others) {
    this.summary = summary;
    this.sources = sources;
    this.settings = settings;
    this.others = others;
  }

  /** Stages what was made of these files. */
  static StageVersion of(
      PCollectionView<DecisionSummary> summary, List<SourceFile> sources, ExportSettings settings) {
    return new StageVersion(summary, List.copyOf(sources), settings, null);
  }

  /** Lists files too that another step writes into the staging area, under key 0. */
  StageVersion with(PCollection<KV<Integer, FileEntry>> files) {
    return new StageVersion(summary, sources, settings, files);
  }

  @Override
  public PDone expand(PCollectionList<KV<Integer, byte[]>> inputs) {
    PCollectionTuple planned =
        ChunkOutput.gather(inputs)
            .apply(
                "CheckAndPlan",
                ParDo.of(new CheckAndPlanFn(summary, settings))
                    .withSideInputs(summary)
                    .withOutputTags(PLANS, TupleTagList.of(COUNTS)));
    PCollectionView<AllCounts> counts =
        planned
            .get(COUNTS)
            .setCoder(SerializableCoder.of(AllCounts.class))
            .apply("CountsView", View.asSingleton());
    PCollection<KV<Integer, FileEntry>> files =
        planned
            .get(PLANS)
            .setCoder(SerializableCoder.of(FilePlan.class))
            .apply("SpreadFiles", Reshuffle.viaRandomKey())
            .apply("AssembleFile", ParDo.of(new AssembleFileFn(settings)))
            .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(FileEntry.class)));
    PCollectionList<KV<Integer, FileEntry>> all = PCollectionList.of(files);
    (others == null ? all : all.and(others))
        .apply("AllFiles", Flatten.pCollections())
        .apply("GatherFiles", GroupByKey.create())
        .apply(
            "WriteManifest",
            ParDo.of(new WriteManifestFn(summary, counts, sources, settings))
                .withSideInputs(summary, counts));
    return PDone.in(inputs.getPipeline());
  }

  /** Checks the counts and says which files there are to be. */
  static final class CheckAndPlanFn extends DoFn<KV<Integer, Iterable<byte[]>>, FilePlan> {
    private final PCollectionView<DecisionSummary> summary;
    private final ExportSettings settings;

    CheckAndPlanFn(PCollectionView<DecisionSummary> summary, ExportSettings settings) {
      this.summary = summary;
      this.settings = settings;
    }

    @ProcessElement
    public void plan(ProcessContext context, MultiOutputReceiver out) {
      PublishInput written = new PublishInput(settings.buckets().count());
      for (byte[] chunk : context.element().getValue()) {
        written.add(chunk);
      }
      List<RunCounts> counts = RunCounts.of(written);
      counts.forEach(RunCounts::requireConserved);
      out.get(COUNTS).output(new AllCounts(List.copyOf(counts)));
      // One plan at least, so that the step after it runs in any case.
      out.get(PLANS).output(FilePlan.of(PublishedFile.plain(DecideFates.SPLITS_FILE, 0), written));
      if (settings.isDryRun()) {
        return;
      }
      DatasetFacts facts =
          new DatasetFacts(
              settings.dataset(),
              settings.version(),
              new Categories(context.sideInput(summary).categories()),
              written);
      List<DatasetSink> sinks = new ArrayList<>(settings.sinks());
      sinks.addAll(settings.hardExampleSinks());
      List<PublishedFile> files = new ArrayList<>(RejectSink.files(facts));
      sinks.forEach(sink -> files.addAll(sink.files(facts)));
      for (PublishedFile file : files) {
        out.get(PLANS).output(FilePlan.of(file, written));
      }
    }
  }

  /** Puts one file together. */
  static final class AssembleFileFn extends DoFn<FilePlan, KV<Integer, FileEntry>> {
    private final ExportSettings settings;
    private final StagingArea staging;

    AssembleFileFn(ExportSettings settings) {
      this.settings = settings;
      this.staging = settings.staging();
    }

    @ProcessElement
    public void assemble(@Element FilePlan plan, OutputReceiver<KV<Integer, FileEntry>> out)
        throws IOException {
      String path = plan.file().path();
      if (path.equals(DecideFates.SPLITS_FILE)) {
        out.output(KV.of(0, splitsFile()));
        return;
      }
      MessageDigest sha256 = Digests.sha256();
      CountingStream counted =
          new CountingStream(
              new DigestOutputStream(staging.create(StagingArea.published(path)), sha256));
      long copied = 0;
      try (OutputStream target =
          plan.file().compression() == Compression.GZIP
              ? new GZIPOutputStream(counted, COPY_BYTES)
              : counted) {
        for (FilePlan.Stretch stretch : plan.stretches()) {
          copied += copy(stretch, target);
        }
      }
      if (copied != plan.bytes()) {
        throw new IllegalStateException(
            "%s should have %d bytes, but its parts have %d".formatted(path, plan.bytes(), copied));
      }
      out.output(
          KV.of(
              0,
              new FileEntry(
                  path,
                  HexFormat.of().formatHex(sha256.digest()),
                  counted.bytes(),
                  plan.file().records())));
    }

    private long copy(FilePlan.Stretch stretch, OutputStream target) throws IOException {
      if (stretch instanceof FilePlan.Text text) {
        byte[] bytes = text.literal().bytes();
        target.write(bytes);
        return bytes.length;
      }
      FilePlan.Part part = (FilePlan.Part) stretch;
      byte[] buffer = new byte[(int) Math.min(COPY_BYTES, part.bytes())];
      long left = part.bytes();
      try (InputStream in = staging.open(part.name())) {
        while (left > 0) {
          int read = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
          if (read == 0) {
            break;
          }
          target.write(buffer, 0, read);
          left -= read;
        }
      }
      return part.bytes() - left;
    }

    /** The one file that is there already; in a dry run it is not, and nobody asks for it. */
    private FileEntry splitsFile() throws IOException {
      if (settings.isDryRun()) {
        return new FileEntry(DecideFates.SPLITS_FILE, "", 0, 0);
      }
      byte[] bytes = staging.read(StagingArea.published(DecideFates.SPLITS_FILE));
      long lines = NewlineCount.of(bytes, 0, bytes.length);
      return new FileEntry(
          DecideFates.SPLITS_FILE, Digests.sha256Hex(bytes), bytes.length, lines - 1);
    }
  }

  /** Writes the manifest. */
  static final class WriteManifestFn extends DoFn<KV<Integer, Iterable<FileEntry>>, Void> {
    private final PCollectionView<DecisionSummary> summary;
    private final PCollectionView<AllCounts> counts;
    private final List<SourceFile> sources;
    private final ExportSettings settings;

    WriteManifestFn(
        PCollectionView<DecisionSummary> summary,
        PCollectionView<AllCounts> counts,
        List<SourceFile> sources,
        ExportSettings settings) {
      this.summary = summary;
      this.counts = counts;
      this.sources = sources;
      this.settings = settings;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException {
      List<FileEntry> files = new ArrayList<>();
      if (!settings.isDryRun()) {
        context.element().getValue().forEach(files::add);
      }
      byte[] manifest =
          Manifest.of(
              settings,
              settings.keys(),
              context.sideInput(counts).types(),
              context.sideInput(summary),
              sources,
              files);
      try (OutputStream out = settings.staging().create(StagingArea.published(Manifest.FILE))) {
        out.write(manifest);
      }
    }
  }
}
