package org.radloom.transforms;

import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;

/**
 * Makes one dataset version: read the events, assemble them to records under the patients'
 * consents, find duplicates and near-duplicates, decide what becomes of each record, write the
 * records by bucket, watch the models that made the readings, stage the version's files. It is
 * published by a {@link VersionFolder}. Bounded.
 */
public final class ExportDataset extends PTransform<PBegin, PDone> {
  private final List<SourceFile> files;
  private final ExportSettings settings;

  private ExportDataset(List<SourceFile> files, ExportSettings settings) {
    this.files = files;
    this.settings = settings;
  }

  /** Exports what these files hold. */
  public static ExportDataset of(List<SourceFile> files, ExportSettings settings) {
    return new ExportDataset(List.copyOf(files), settings);
  }

  @Override
  public PDone expand(PBegin begin) {
    PCollectionTuple read = begin.apply("ReadEvents", ReadEvents.from(files, settings));

    PCollectionView<Iterable<byte[]>> consents =
        read.get(ReadEvents.CONSENTS).apply("CollectConsents", CollectConsents.create());
    PCollectionTuple assembled =
        read.get(ReadEvents.EVENTS)
            .apply("AssembleRecords", AssembleRecords.under(consents, settings));

    PCollection<KV<Integer, byte[]>> duplicates =
        assembled
            .get(AssembleRecords.DUPLICATE_KEYS)
            .apply("FindDuplicates", FindDuplicates.create());
    PCollection<KV<Integer, byte[]>> nearDuplicates =
        assembled
            .get(AssembleRecords.BANDS)
            .apply(
                "FindNearDuplicates",
                FindNearDuplicates.except(
                    duplicates.apply("DuplicatesView", View.asIterable()), settings));

    PCollectionTuple decided =
        PCollectionList.of(assembled.get(AssembleRecords.CANDIDATES))
            .and(duplicates)
            .and(nearDuplicates)
            .apply("DecideFates", DecideFates.under(consents, settings));
    PCollectionView<DecisionSummary> summary =
        decided.get(DecideFates.SUMMARY).apply("SummaryView", View.asSingleton());

    PCollectionTuple written =
        decided
            .get(DecideFates.DECISIONS)
            .apply("WriteSections", WriteSections.of(summary, files, settings));
    return PCollectionList.of(read.get(ReadEvents.COUNTS))
        .and(written.get(WriteSections.ROWS))
        .apply(
            "StageVersion",
            StageVersion.of(summary, files, settings)
                .with(
                    written
                        .get(WriteSections.WATCHED)
                        .apply("WriteWatches", WriteWatches.of(settings))));
  }
}
